import { isObject } from '../../is-object.ts';
import { arn } from '../parts/arn.ts';
import { fail } from '../parts/failure.ts';
import { base64 } from '../parts/base64.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { decoded, inEach, inField } from '../parts/payload.ts';
import {
  array,
  freeObject,
  isArray,
  isMissing,
  isText,
  line,
  numberOrString,
  object,
  optional,
  type Infer,
  type Shape,
} from '../parts/shape.ts';
import { defineBatchSource } from '../parts/batch-source.ts';
import type { EventSource } from '../parts/source.ts';
import { region } from '../parts/matching.ts';
import { requireNamed } from '../parts/records.ts';

/** Where a record was in the stream that it comes from. */
interface KinesisRecordMetadata {
  readonly shardId?: string | null;
  readonly partitionKey?: string | null;
  readonly approximateArrivalTimestamp?: number | string | null;
  readonly sequenceNumber?: string | null;
  readonly subsequenceNumber?: number | string | null;
}

const record = () =>
  object({
    recordId: line,
    approximateArrivalTimestamp: optional(numberOrString),
    data: optional(base64) as Shape<string>,
    kafkaRecordValue: optional(base64),
    kinesisRecordMetadata: optional(freeObject as Shape<KinesisRecordMetadata>),
  });

/** Where the content is: a stream that reads from Amazon MSK has a field of its own for it. */
const toField = ({ kafkaRecordValue }: FirehoseRecord): 'data' | 'kafkaRecordValue' =>
  isMissing(kafkaRecordValue) ? 'data' : 'kafkaRecordValue';

/** Records that failed, beside those that the handler has transformed (Amazon Data Firehose, "Data transformation"). */
function toAnswer(
  response: unknown,
  failed: readonly string[],
  { records }: { records: readonly FirehoseRecord[] },
): unknown {
  const own = isObject(response) && isArray(response['records']) ? (response['records'] as unknown[]) : [];
  const rejected = records.filter(({ recordId }) => failed.includes(recordId));
  return {
    records: [
      ...own,
      ...rejected.map((record) => {
        const field = toField(record);
        return { recordId: record.recordId, result: 'ProcessingFailed', [field]: record[field] };
      }),
    ],
  };
}

const shape = () =>
  object({
    invocationId: line,
    deliveryStreamArn: optional(arn('firehose')),
    sourceKinesisStreamArn: optional(arn('kinesis')),
    sourceMSKArn: optional(arn('kafka')),
    region,
    records: array(record()),
  });

/** Records on their way through a delivery stream. */
export type FirehoseEvent = Infer<typeof shape>;

export type FirehoseRecord = Infer<typeof record>;

export interface FirehosePolicy extends Policy {
  /** Delivery streams that records may come from, by name or by ARN. */
  readonly allowedStreams?: readonly string[];
}

export const firehose: EventSource<FirehoseEvent, FirehosePolicy> = defineBatchSource<FirehoseEvent, FirehosePolicy>({
  name: 'firehose',
  shape,
  matches: ({ invocationId, records, applicationArn }) =>
    isText(invocationId) && isArray(records) && applicationArn === undefined,
  policyFields: { allowedStreams: isTexts },
  batch: { at: 'records', id: ({ recordId }: FirehoseRecord) => recordId, order: 'each', answer: toAnswer },
  payload: inEach('records', (record, validate, path) =>
    inField(toField(record as FirehoseRecord), decoded)(record, validate, path),
  ),
  checkRecord: (record: FirehoseRecord): void => {
    if (isMissing(record[toField(record)])) fail('SHAPE', 'data');
  },
  check: ({ deliveryStreamArn }, { allowedStreams }) =>
    requireNamed(deliveryStreamArn ?? '', allowedStreams, 'deliveryStreamArn', '/'),
});
