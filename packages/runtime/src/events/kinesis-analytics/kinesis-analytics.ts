import { arn } from '../parts/arn.ts';
import { base64 } from '../parts/base64.ts';
import { optionalObject } from '../parts/optional.ts';
import { decoded, inEach, inField } from '../parts/payload.ts';
import { array, isArray, isText, line, object, optional, type Infer } from '../parts/shape.ts';
import { defineRecordSource } from '../parts/record-source.ts';
import type { EventSource } from '../parts/source.ts';

const record = () =>
  object({
    recordId: line,
    data: base64,
    kinesisStreamRecordMetadata: optionalObject,
    kinesisFirehoseRecordMetadata: optionalObject,
  });

const shape = () =>
  object({
    invocationId: line,
    applicationArn: arn('kinesisanalytics'),
    streamArn: optional(arn('kinesis|firehose')),
    records: array(record()),
  });

/** Records that an application of Kinesis Data Analytics has transformed, or is about to. */
export type KinesisAnalyticsEvent = Infer<typeof shape>;

export const kinesisAnalytics: EventSource<KinesisAnalyticsEvent> = defineRecordSource<KinesisAnalyticsEvent>({
  name: 'kinesis-analytics',
  shape,
  matches: ({ applicationArn, records }) => isText(applicationArn) && isArray(records),
  recordsAt: 'records',
  payload: inEach('records', inField('data', decoded)),
});
