import { isObject } from '../../is-object.ts';
import { isTexts } from '../parts/policy.ts';
import { checkWithin, fail, failWithin } from '../parts/failure.ts';
import { address } from '../parts/http/fields.ts';
import { optionalText, optionalBoolean, optionalObject } from '../parts/optional.ts';
import type { Limits } from '../parts/limits.ts';
import {
  array,
  isArray,
  isMissing,
  isText,
  line,
  map,
  object,
  optional,
  ownMap,
  type Infer,
  type Shape,
} from '../parts/shape.ts';
import { isForbidden } from '../parts/walk.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';
import { matching } from '../parts/matching.ts';
import { firstRecord, requireAllowed } from '../parts/records.ts';
import { checkHeaders, toName, type Name, type Read } from '../parts/http/headers.ts';
import { readTexts } from '../parts/http/lists.ts';
import { method } from '../parts/http/method.ts';
import { requestPath } from '../parts/http/path.ts';
import { HTTP_FIELDS, type HttpPolicy } from '../parts/http/policy.ts';
import { checkRawQuery } from '../parts/http/raw-query.ts';
import { checkRequest } from '../parts/http/request.ts';

/** Headers by their name in lower case: each a list of the spelling and the value. */
const headers = () => map(array(object({ key: optional(line), value: line })));

interface Item {
  readonly key?: string | null;
  readonly value: string;
}

/** The same for a request, whose values are checked as those of other requests, with each record: the facts are of one at a time. */
const requestHeaders = ownMap as Shape<Record<string, Item[]>>;

const readItems: Read = (items, name, spelled) => {
  if (!isArray(items)) fail('SHAPE', '*');
  return readTexts(
    items.map((item: unknown) => toValue(item, name, spelled)),
    name,
  );
};

function toValue(item: unknown, name: Name, spelled: string): unknown {
  if (!isObject(item)) fail('SHAPE', '*');
  const { key, value } = item;
  for (const field in item) if (isForbidden(field)) fail('FORBIDDEN_KEY', '*');
  // The name once more, in whatever case.
  if (isText(key) ? key !== spelled && toName(key) !== name : !isMissing(key)) fail('HEADER', '*');
  return value;
}

const request = () =>
  object({
    clientIp: optional(address),
    method,
    uri: requestPath,
    querystring: optionalText,
    headers: requestHeaders,
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
        eventType: optional(matching(/^(?:viewer|origin)-re(?:quest|sponse)$/, 'type of an event')),
        requestId: optional(line),
      }),
      // Missing in a sample of a response that AWS publishes; CloudFront always writes it.
      request: optional(request()) as ReturnType<typeof request>,
      response: optional(
        object({ status: matching(/^[1-5]\d\d$/, 'status'), statusDescription: optional(line), headers: headers() }),
      ),
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

function checkEdge({ cf }: CloudfrontEdgeRecord, policy: CloudfrontEdgePolicy & Limits): void {
  requireAllowed(cf.config.distributionId, policy.allowedDistributions, 'cf.config.distributionId');
  const { request: asked, response } = cf;
  if (isMissing(asked)) {
    if (isMissing(response)) fail('SHAPE', 'cf.request');
    return;
  }
  const { data, encoding } = asked.body ?? {};
  try {
    checkRawQuery('querystring', asked.querystring, policy);
    const { method, headers } = asked;
    checkWithin('headers', () => checkHeaders(headers, readItems));
    checkRequest({ method, headers, body: data, isBase64Encoded: encoding === 'base64' }, policy);
  } catch (error) {
    failWithin('cf.request', error);
  }
}

export const cloudfrontEdge: EventSource<CloudfrontEdgeEvent, CloudfrontEdgePolicy> = defineRecordSource<
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
