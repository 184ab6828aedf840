import { isBoolean, isTexts } from '../parts/policy.ts';
import { arn, checkArn } from '../parts/arn.ts';
import { base64 } from '../parts/base64.ts';
import { checkAt, fail } from '../parts/failure.ts';
import { optionalText } from '../parts/optional.ts';
import { checkJson } from '../parts/json-text.ts';
import type { Limits } from '../parts/limits.ts';
import { hasDigest } from '../parts/md5.ts';
import { checkMessage } from '../parts/nested-event.ts';
import { identifier, region } from '../parts/matching.ts';
import { checkOrigin, isFrom, requireNamed } from '../parts/records.ts';
import { S3_FIELDS, type S3Policy } from '../parts/s3-policy.ts';
import { inEach, inField, json } from '../parts/payload.ts';
import { array, exactly, map, object, optional, refine, string, type Infer, type Shape } from '../parts/shape.ts';
import { defineBatchSource } from '../parts/batch-source.ts';
import type { EventSource } from '../parts/source.ts';
import { content, named, requireLine } from '../parts/text.ts';

interface Attributes {
  readonly ApproximateReceiveCount: string;
  readonly SentTimestamp: string;
  readonly SenderId: string;
  readonly ApproximateFirstReceiveTimestamp: string;
  readonly AWSTraceHeader?: string | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly SequenceNumber?: string | undefined;
  readonly DeadLetterQueueSourceArn?: string | undefined;
}

/** What SQS says of a message (Amazon SQS API, `ReceiveMessage`): how often it came, as digits, a header to pass on, its group, and whence it was moved. */
const attributes = (): Shape<Attributes> =>
  refine(map(string) as Shape<Partial<Attributes>>, (all, { allowedAccounts }: Limits) => {
    const { ApproximateReceiveCount: count = '', SentTimestamp: time = '' } = all;
    const { AWSTraceHeader, MessageGroupId, DeadLetterQueueSourceArn } = all;
    if (/\D/.test(count) || /\D/.test(time)) fail('NUMBER');
    if (AWSTraceHeader !== undefined) requireLine(AWSTraceHeader);
    if (MessageGroupId !== undefined) requireLine(MessageGroupId);
    if (DeadLetterQueueSourceArn !== undefined) checkArn(DeadLetterQueueSourceArn, 'sqs', allowedAccounts);
  }) as Shape<Attributes>;

const attribute = () =>
  object({
    dataType: string,
    stringValue: optionalText,
    binaryValue: optional(base64),
    stringListValues: optional(array(string)),
    binaryListValues: optional(array(string)),
  });

const record = () =>
  object({
    messageId: identifier,
    receiptHandle: string,
    body: content,
    attributes: attributes(),
    messageAttributes: named(attribute()),
    md5OfBody: string,
    md5OfMessageAttributes: optionalText,
    eventSource: exactly('aws:sqs'),
    eventSourceARN: arn('sqs'),
    awsRegion: region,
  });

const shape = () => object({ Records: array(record()) });

/** Messages of a queue. */
export type SqsEvent = Infer<typeof shape>;
export type SqsRecord = Infer<typeof record>;

/** What it says of objects and buckets concerns notifications of S3 in the messages; other messages pass it. */
export interface SqsPolicy extends S3Policy {
  /** Queues that messages may come from, by name or by ARN. */
  readonly allowedQueues?: readonly string[];
  /** Whether each body must have the MD5 that SQS states. */
  readonly verifyBodyMd5?: boolean;
}

export const sqs: EventSource<SqsEvent, SqsPolicy> = defineBatchSource<SqsEvent, SqsPolicy>({
  name: 'sqs',
  shape,
  matches: isFrom('aws:sqs'),
  // The largest message of a queue, and the largest batch (Amazon SQS quotas).
  defaults: { maxBodyBytes: 1024 * 1024, maxRecords: 10_000 },
  policyFields: { allowedQueues: isTexts, verifyBodyMd5: isBoolean, ...S3_FIELDS },
  batch: {
    at: 'Records',
    id: ({ messageId }: SqsRecord) => messageId,
    order: 'group',
    group: ({ attributes, eventSourceARN }: SqsRecord) =>
      eventSourceARN.endsWith('.fifo') ? (attributes.MessageGroupId ?? '') : undefined,
  },
  payload: inEach('Records', inField('body', json)),
  check: checkOrigin,
  checkRecord: checkSqsRecord,
});

function checkSqsRecord({ body, md5OfBody, eventSourceARN }: SqsRecord, policy: SqsPolicy & Limits): void {
  requireNamed(eventSourceARN, policy.allowedQueues, 'eventSourceARN');
  if (policy.verifyBodyMd5 === true && !hasDigest(body, md5OfBody)) fail('DIGEST', 'body');
  checkAt('body', () => {
    // No message has it: SQS takes the characters of XML 1.0 (Amazon SQS API, `SendMessage`).
    if (body.includes('\0')) fail('CONTROL_CHARACTER');
    checkJson(body, policy.maxDepth);
    checkMessage(body, policy);
  });
}
