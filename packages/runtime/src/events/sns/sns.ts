import { isTexts } from '../parts/policy.ts';
import { arn } from '../parts/arn.ts';
import { checkAt, fail } from '../parts/failure.ts';
import { optionalText } from '../parts/optional.ts';
import { checkJson } from '../parts/json-text.ts';
import type { Limits } from '../parts/limits.ts';
import { identifier, matching, time } from '../parts/matching.ts';
import { checkMessage } from '../parts/nested-event.ts';
import { firstRecord, requireNamed } from '../parts/records.ts';
import { S3_FIELDS, type S3Policy } from '../parts/s3-policy.ts';
import { inEach, inField, json, within } from '../parts/payload.ts';
import { array, exactly, line, object, oneOf, optional, string, type Infer } from '../parts/shape.ts';
import { snsUrls } from '../parts/sns-url.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';
import { content, named } from '../parts/text.ts';

const record = () =>
  object({
    EventSource: exactly('aws:sns'),
    EventVersion: line,
    EventSubscriptionArn: arn('sns'),
    Sns: object({
      Type: exactly('Notification'),
      MessageId: identifier,
      TopicArn: arn('sns'),
      // At most 100 characters (Amazon SNS API, `Publish`).
      Subject: optional(matching(/^.{0,1000}$/, 'subject')),
      Message: content,
      Timestamp: time,
      SignatureVersion: optional(oneOf<string>('1', '2')),
      Signature: optionalText,
      ...snsUrls,
      MessageAttributes: optional(named(object({ Type: string, Value: string }))),
    }),
  });

const shape = () => object({ Records: array(record()) });

/** A message of a topic. */
export type SnsEvent = Infer<typeof shape>;
export type SnsRecord = Infer<typeof record>;

/** What it says of objects and buckets concerns notifications of S3 in the messages; other messages pass it. */
export interface SnsPolicy extends S3Policy {
  /** Topics that messages may come from, by name or by ARN. */
  readonly allowedTopics?: readonly string[];
}

export const sns: EventSource<SnsEvent, SnsPolicy> = defineRecordSource<SnsEvent, SnsPolicy>({
  name: 'sns',
  shape,
  matches: (event) => firstRecord(event)['EventSource'] === 'aws:sns',
  recordsAt: 'Records',
  // SNS sends one record in each event; a message has at most 256 KB (Amazon SNS quotas).
  defaults: { maxBodyBytes: 256 * 1024, maxRecords: 100 },
  policyFields: { allowedTopics: isTexts, ...S3_FIELDS },
  payload: inEach('Records', within('Sns', inField('Message', json))),
  checkRecord: checkSnsRecord,
});

function checkSnsRecord({ Sns, EventSubscriptionArn }: SnsRecord, policy: SnsPolicy & Limits): void {
  requireNamed(Sns.TopicArn, policy.allowedTopics, 'Sns.TopicArn');
  // A subscription's ARN is the topic's, and an identifier of its own.
  if (!EventSubscriptionArn.startsWith(Sns.TopicArn) && !EventSubscriptionArn.endsWith('EXAMPLE'))
    fail('INCONSISTENT', 'EventSubscriptionArn');
  checkAt('Sns.Message', () => {
    checkJson(Sns.Message, policy.maxDepth);
    checkMessage(Sns.Message, policy);
  });
}
