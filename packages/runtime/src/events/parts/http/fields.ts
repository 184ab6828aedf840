import { matching } from '../matching.ts';
import { optionalLine } from '../optional.ts';
import { alsoWith, object, optional, type Shape } from '../shape.ts';

/** Who calls, as REST and WebSocket APIs say it (API Gateway Developer Guide, "Input format of a Lambda function for proxy integration"). */
export interface Identity {
  readonly sourceIp?: string | null;
  readonly userAgent?: string | null;
  readonly apiKey?: string | null;
  readonly apiKeyId?: string | null;
  readonly accessKey?: string | null;
  readonly accountId?: string | null;
  readonly caller?: string | null;
  readonly user?: string | null;
  readonly userArn?: string | null;
  readonly principalOrgId?: string | null;
  readonly cognitoAuthenticationType?: string | null;
  readonly cognitoAuthenticationProvider?: string | null;
  readonly cognitoIdentityId?: string | null;
  readonly cognitoIdentityPoolId?: string | null;
  readonly clientCert?: {
    readonly clientCertPem?: string | null;
    readonly subjectDN?: string | null;
    readonly issuerDN?: string | null;
    readonly serialNumber?: string | null;
  } | null;
}

/** An address as AWS writes it, or what its tools put in its place. */
export const address: Shape<string> = /* @__PURE__ */ matching(/^[\w:./-]{1,64}$/, 'address');

/** The host that a request came in by; samples write signs in place of its parts, and tools that run functions locally a port. */
export const domain: Shape<string> = /* @__PURE__ */ matching(/^[\w.*<>:-]{1,255}$/, 'host');

/** Who sent a request. */
export const client = { sourceIp: /* @__PURE__ */ optional(address), userAgent: optionalLine };

const part = /* @__PURE__ */ optional(domain);

/** What logs say of a request, and what stands in its URL. */
export const request = {
  requestId: optionalLine,
  apiId: part,
  domainPrefix: part,
  stage: /* @__PURE__ */ optional(matching(/^[\w$.<>-]{0,128}$/, 'stage')),
  protocol: optionalLine,
};

export const identity = () => optional(alsoWith<Identity>()(object(client)));
