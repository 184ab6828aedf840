import type { Limits } from '../parts/limits.ts';
import { checkJson } from '../parts/json-text.ts';
import { fail } from '../parts/failure.ts';
import { STRING } from '../parts/kinds.ts';
import { identifier, region, time } from '../parts/matching.ts';
import { isTexts } from '../parts/policy.ts';
import { requireAllowed } from '../parts/records.ts';
import { account } from '../parts/arn.ts';
import { optionalText } from '../parts/optional.ts';
import { checkS3Detail } from '../parts/nested-event.ts';
import { S3_FIELDS, type S3Policy } from '../parts/s3-policy.ts';
import { inField, json } from '../parts/payload.ts';
import { array, freeObject, isText, line, object, optional, refine, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

function checkDetail(detail: unknown, { maxDepth }: Limits): void {
  if (isText(detail)) checkJson(detail, maxDepth);
}

const shape = () =>
  object({
    version: optionalText,
    id: identifier,
    'detail-type': line,
    source: line,
    account,
    time,
    region,
    resources: array(line),
    // EventBridge Scheduler writes `"{}"`, a text.
    detail: refine(freeObject, checkDetail, 'object', STRING),
    'replay-name': optional(line),
  });

/** An event of EventBridge, from AWS services, rules, pipes, the scheduler or an application. */
export type EventbridgeEvent = Infer<typeof shape>;

/** What it says of objects and buckets concerns events of S3; other events pass it. */
export interface EventbridgePolicy extends S3Policy {
  /** Sources that events may name, such as `aws.s3` or the application's own. */
  readonly allowedSources?: readonly string[];
}

export const eventbridge: EventSource<EventbridgeEvent, EventbridgePolicy> = defineSource<
  EventbridgeEvent,
  EventbridgePolicy
>({
  name: 'eventbridge',
  shape,
  matches: (event) => isText(event['detail-type']) && isText(event['source']) && event['detail'] !== undefined,
  // The largest entry (Amazon EventBridge quotas), with what the bus adds.
  defaults: { maxBodyBytes: 1024 * 1024 },
  policyFields: { allowedSources: isTexts, ...S3_FIELDS },
  payload: inField('detail', json),
  isBody: true,
  check: (event, policy): void => {
    requireAllowed(event.source, policy.allowedSources, 'source');
    if (isText(event.detail) && event.source !== 'aws.scheduler') fail('SHAPE', 'detail');
    checkS3Detail(event, policy);
  },
});
