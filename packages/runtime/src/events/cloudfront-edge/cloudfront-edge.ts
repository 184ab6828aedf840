import { fail, within, type Failure } from '../parts/failure.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/http-fields.ts';
import type { Limits } from '../parts/limits.ts';
import { array, isObject, map, object, optional, string, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';
import { firstRecord } from '../parts/records.ts';
import { HTTP_FIELDS, type HttpPolicy } from '../parts/http-policy.ts';
import { checkBody, checkRequest, type RequestFields } from '../parts/http-request.ts';

/** Headers by their name in lower case: each a list of the spelling and the value. */
const headers = map(array(object({ key: optional(line), value: line })));

const request = object({
  clientIp: optional(line),
  method: string,
  uri: string,
  querystring: optionalText,
  headers,
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

const record = object({
  cf: object({
    config: object({
      distributionId: line,
      distributionDomainName: optional(line),
      eventType: optional(line),
      requestId: optional(line),
    }),
    request,
    response: optional(object({ status: line, statusDescription: optional(line), headers })),
  }),
});

const shape = object({ Records: array(record) });

/** A request or a response at an edge of CloudFront (Lambda@Edge). */
export type CloudfrontEdgeEvent = Infer<typeof shape>;

export type CloudfrontEdgeRecord = Infer<typeof record>;

export interface CloudfrontEdgePolicy extends HttpPolicy {
  /** Distributions that requests may come from, by identifier. */
  readonly allowedDistributions?: readonly string[];
}

function checkEdge({ cf }: CloudfrontEdgeRecord, policy: CloudfrontEdgePolicy, limits: Limits): Failure | undefined {
  if (policy.allowedDistributions?.includes(cf.config.distributionId) === false)
    return fail('NOT_ALLOWED', 'cf', 'config', 'distributionId');
  const { request: asked } = cf;
  const values: Record<string, string[]> = {};
  for (const name in asked.headers) values[name] = (asked.headers[name] ?? []).map(({ value }) => value);
  const body = { data: asked.body?.data, isBase64: asked.body?.encoding === 'base64' };
  const failure =
    checkRequest({ ...asked, headers: values }, FIELDS, policy, limits) ?? checkBody(body.data, body.isBase64, limits);
  return failure && within('cf', within('request', failure));
}

const FIELDS: RequestFields = { method: 'method', path: 'uri', multiHeaders: 'headers', rawQuery: 'querystring' };

export const cloudfrontEdge: EventSource<CloudfrontEdgeEvent, CloudfrontEdgePolicy> = defineSource<
  CloudfrontEdgeEvent,
  CloudfrontEdgePolicy
>({
  name: 'cloudfront-edge',
  shape,
  matches: (event) => isObject(firstRecord(event)['cf']),
  recordsAt: 'Records',
  defaults: { maxRecords: 1 },
  policyFields: [...HTTP_FIELDS, 'allowedDistributions'],
  checkRecord: checkEdge,
});
