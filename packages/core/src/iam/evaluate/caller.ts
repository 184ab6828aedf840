/** Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
const ORIGIN_ACCESS = /^arn:[\w-]+:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/;

/** Who makes a request, as far as policies tell callers apart. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** `lambda.amazonaws.com`, in lower case; also an identity provider that goes by a host name. */
  | { readonly kind: 'service'; readonly service: string }
  /** A SAML or OIDC provider of IAM. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonical-user'; readonly id: string }
  /** CloudFront on behalf of a distribution: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1`. */
  | { readonly kind: 'origin-access'; readonly arn: string }
  | { readonly kind: 'root'; readonly arn: string; readonly account: string }
  | { readonly kind: 'user'; readonly arn: string; readonly account: string }
  /** `name` is the last part of the path: roles of one account differ in it. */
  | { readonly kind: 'role'; readonly arn: string; readonly account: string; readonly name: string }
  /** A session of a role: `arn:aws:sts::111122223333:assumed-role/Name/session`. */
  | { readonly kind: 'session'; readonly arn: string; readonly account: string; readonly name: string };

/** Reads a principal of a request: an ARN, a service or `anonymous`; `undefined` for what is none of them. */
export function parseCaller(principal: string): Caller | undefined {
  if (principal === 'anonymous' || principal === '*') return { kind: 'anonymous' };
  if (/^\d{12}$/.test(principal)) {
    return { kind: 'root', arn: `arn:aws:iam::${principal}:root`, account: principal };
  }
  if (/^[\da-f]{64}$/.test(principal)) return { kind: 'canonical-user', id: principal };
  if (!principal.startsWith('arn:')) {
    return /^[\w.-]+\.[\w.-]+$/.test(principal) ? { kind: 'service', service: principal.toLowerCase() } : undefined;
  }
  return parseArn(principal);
}

function parseArn(arn: string): Caller | undefined {
  if (ORIGIN_ACCESS.test(arn)) return { kind: 'origin-access', arn };
  const match = /^arn:[\w-]+:(iam|sts)::(\d{12}):(.+)$/.exec(arn);
  const [, service, account, resource] = match ?? [];
  if (account === undefined || resource === undefined) return undefined;
  if (resource === 'root') return { kind: 'root', arn, account };
  const [sort = '', ...path] = resource.split('/');
  const name = path.at(service === 'sts' ? 0 : -1);
  if (name === undefined || name === '') return undefined;
  if (service === 'sts' && sort === 'assumed-role' && path.length === 2) return { kind: 'session', arn, account, name };
  if ((service === 'iam' && sort === 'user') || sort === 'federated-user') return { kind: 'user', arn, account };
  if (service === 'iam' && sort === 'role') return { kind: 'role', arn, account, name };
  return sort === 'saml-provider' || sort === 'oidc-provider' ? { kind: 'federated', provider: arn } : undefined;
}

/** The account that the caller's own policies belong to; `undefined` for callers that have none. */
export function accountOf(caller: Caller): string | undefined {
  return 'account' in caller ? caller.account : undefined;
}

/** Roles that AWS makes for its services: organisations' policies do not bind them, and nobody edits them. */
export const isServiceLinkedRole = (arn: string): boolean =>
  /^arn:[\w-]+:iam::\d{12}:role\/aws-service-role\//.test(arn);
