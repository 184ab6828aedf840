import { arn, foreignArn } from '../parts/arn.ts';
import { region } from '../parts/matching.ts';
import { base64 } from '../parts/base64.ts';
import { optionalText } from '../parts/optional.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { checkOrigin, requireNamed } from '../parts/records.ts';
import { ofStream, windowFields } from '../parts/window.ts';
import { decoded, inEach, inField, within } from '../parts/payload.ts';
import { array, exactly, line, number, object, optional, type Infer } from '../parts/shape.ts';
import { defineBatchSource } from '../parts/batch-source.ts';
import type { EventSource } from '../parts/source.ts';

const record = () =>
  object({
    eventID: line,
    eventName: line,
    eventVersion: line,
    eventSource: exactly('aws:kinesis'),
    eventSourceARN: arn('kinesis'),
    awsRegion: region,
    invokeIdentityArn: optional(foreignArn('iam|sts')),
    kinesis: object({
      kinesisSchemaVersion: optionalText,
      partitionKey: line,
      sequenceNumber: line,
      approximateArrivalTimestamp: optional(number),
      data: base64,
    }),
  });

const shape = () =>
  object({
    Records: array(record()),
    ...windowFields('kinesis'),
  });

/** Records of a stream. */
export type KinesisEvent = Infer<typeof shape>;
export type KinesisRecord = Infer<typeof record>;

export interface KinesisPolicy extends Policy {
  /** Streams that records may come from, by name or by ARN. */
  readonly allowedStreams?: readonly string[];
}

export const kinesis: EventSource<KinesisEvent, KinesisPolicy> = defineBatchSource<KinesisEvent, KinesisPolicy>({
  name: 'kinesis',
  shape,
  ...ofStream('kinesis'),
  policyFields: { allowedStreams: isTexts },
  batch: { at: 'Records', id: ({ kinesis: { sequenceNumber } }: KinesisRecord) => sequenceNumber, order: 'from-first' },
  payload: inEach('Records', within('kinesis', inField('data', decoded))),
  check: checkOrigin,
  checkRecord: ({ eventSourceARN }: KinesisRecord, { allowedStreams }): void =>
    requireNamed(eventSourceARN, allowedStreams, 'eventSourceARN', '/'),
});
