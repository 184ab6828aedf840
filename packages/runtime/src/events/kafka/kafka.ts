import { base64 } from '../parts/base64.ts';
import { arn } from '../parts/arn.ts';
import { fail, type Failure } from '../parts/failure.ts';
import { optionalText } from '../parts/http-fields.ts';
import type { Limits } from '../parts/limits.ts';
import type { Policy } from '../parts/policy.ts';
import { definePayload } from '../parts/payload.ts';
import { array, isObject, map, number, object, oneOf, optional, refine, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { line } from '../parts/text.ts';

/** One byte: Java counts them from -128 to 127, Kafka clients of other languages from 0 to 255. */
const isByte = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= -128 && (value as number) <= 255;

const bytes = refine(array(number), (value) => (value.every(isByte) ? undefined : fail('SHAPE')), 'array of bytes');

const schemaMetadata = optional(object({ dataFormat: optionalText, schemaId: optionalText }));

const record = object({
  topic: line,
  partition: number,
  offset: number,
  timestamp: optional(number),
  timestampType: optionalText,
  key: optional(base64),
  value: optional(base64),
  headers: optional(array(map(bytes))),
  keySchemaMetadata: schemaMetadata,
  valueSchemaMetadata: schemaMetadata,
});

const shape = object({
  eventSource: oneOf('aws:kafka', 'SelfManagedKafka'),
  eventSourceArn: optional(arn('kafka')),
  bootstrapServers: optionalText,
  records: map(array(record)),
});

/** Records of topics, of Amazon MSK or of a Kafka of one's own. */
export type KafkaEvent = Infer<typeof shape>;

export type KafkaRecord = Infer<typeof record>;

export interface KafkaPolicy extends Policy {
  readonly allowedTopics?: readonly string[];
  /** Clusters of Amazon MSK that records may come from, by ARN. */
  readonly allowedClusters?: readonly string[];
}

function checkKafka({ records, eventSourceArn }: KafkaEvent, policy: KafkaPolicy, limits: Limits): Failure | undefined {
  const { allowedTopics, allowedClusters } = policy;
  if (allowedClusters !== undefined && !allowedClusters.includes(eventSourceArn ?? ''))
    return fail('NOT_ALLOWED', 'eventSourceArn');
  let count = 0;
  for (const partition in records) {
    const batch = records[partition] ?? [];
    count += batch.length;
    if (count > limits.maxRecords) return fail('TOO_MANY_RECORDS', 'records');
    for (let at = 0; at < batch.length; at++) {
      const { topic, partition: number } = batch[at] as KafkaRecord;
      // The key is the topic and the partition; samples keep the key of another example.
      if (allowedTopics !== undefined && !allowedTopics.includes(topic))
        return fail('NOT_ALLOWED', 'records', '*', at, 'topic');
      const isOfTopic = partition.startsWith(topic) && partition[topic.length] === '-';
      if (!isOfTopic || !Number.isInteger(number) || number < 0)
        return fail('INCONSISTENT', 'records', '*', at, 'topic');
    }
  }
  return undefined;
}

export const kafka: EventSource<KafkaEvent, KafkaPolicy> = defineSource<KafkaEvent, KafkaPolicy>({
  name: 'kafka',
  shape,
  matches: ({ eventSource, records }) =>
    (eventSource === 'aws:kafka' || eventSource === 'SelfManagedKafka') && isObject(records),
  policyFields: ['allowedTopics', 'allowedClusters'],
  payload: definePayload(['records', '*', '*', 'value'], 'base64'),
  check: checkKafka,
});
