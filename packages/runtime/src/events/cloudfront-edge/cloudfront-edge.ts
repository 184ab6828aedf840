import { isTexts } from '../parts/policy.ts';
import { failWithin } from '../parts/failure.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import type { Limits } from '../parts/limits.ts';
import { array, isObject, line, map, object, optional, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { firstRecord, requireAllowed } from '../parts/records.ts';
import { LIST, OBJECTS } from '../parts/http-limits.ts';
import { HTTP_FIELDS, type HttpPolicy } from '../parts/http-policy.ts';
import { checkRequest, toParts } from '../parts/http-request.ts';

/** Headers by their name in lower case: each a list of the spelling and the value. */
const headers = () => map(array(object({ key: optional(line), value: line })));

/** The same for a request, whose values are checked as those of other requests. */
const requestHeaders = () => map(array(object({ key: optionalText, value: string })));

const request = () =>
  object({
    clientIp: optional(line),
    method: string,
    uri: string,
    querystring: optionalText,
    headers: requestHeaders(),
    origin: optionalObject,
    body: optional(
      object({
        action: optionalText,
        data: optionalText,
        encoding: optionalText,
        inputTruncated: optionalBoolean,
        replacement: optionalObject,
      }),
    ),
  });

const record = () =>
  object({
    cf: object({
      config: object({
        distributionId: line,
        distributionDomainName: optional(line),
        eventType: optional(line),
        requestId: optional(line),
      }),
      request: request(),
      response: optional(object({ status: line, statusDescription: optional(line), headers: headers() })),
    }),
  });

const shape = () => object({ Records: array(record()) });

/** A request or a response at an edge of CloudFront (Lambda@Edge). */
export type CloudfrontEdgeEvent = Infer<typeof shape>;

export type CloudfrontEdgeRecord = Infer<typeof record>;

export interface CloudfrontEdgePolicy extends HttpPolicy {
  /** Distributions that requests may come from, by identifier. */
  readonly allowedDistributions?: readonly string[];
}

function checkEdge({ cf }: CloudfrontEdgeRecord, policy: CloudfrontEdgePolicy, limits: Limits): void {
  requireAllowed(cf.config.distributionId, policy.allowedDistributions, 'cf.config.distributionId');
  const { request: asked } = cf;
  const { data, encoding } = asked.body ?? {};
  try {
    const { method, uri, querystring, headers } = asked;
    const isBase64Encoded = encoding === 'base64';
    checkRequest({ method, uri, querystring, headers, body: data, isBase64Encoded }, PARTS, policy, limits);
  } catch (error) {
    failWithin('cf.request', error);
  }
}

const PARTS = toParts({ method: 'method', path: 'uri', rawQuery: 'querystring', listing: LIST + OBJECTS });

export const cloudfrontEdge: EventSource<CloudfrontEdgeEvent, CloudfrontEdgePolicy> = defineSource<
  CloudfrontEdgeEvent,
  CloudfrontEdgePolicy
>({
  name: 'cloudfront-edge',
  shape,
  matches: (event) => isObject(firstRecord(event)['cf']),
  recordsAt: 'Records',
  defaults: { maxRecords: 1 },
  policyFields: { ...HTTP_FIELDS, allowedDistributions: isTexts },
  checkRecord: checkEdge,
});
