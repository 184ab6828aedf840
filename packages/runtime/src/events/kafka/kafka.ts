import { isObject } from '../../is-object.ts';
import { count, matching } from '../parts/matching.ts';
import { requireAllowed, requireCount } from '../parts/records.ts';
import { base64 } from '../parts/base64.ts';
import { arn } from '../parts/arn.ts';
import { fail } from '../parts/failure.ts';
import { optionalText } from '../parts/optional.ts';
import type { Limits } from '../parts/limits.ts';
import { isTexts, type Policy } from '../parts/policy.ts';
import { decoded, inField, inLists } from '../parts/payload.ts';
import {
  array,
  freeObject,
  line,
  map,
  number,
  object,
  oneOf,
  optional,
  ownList,
  type Infer,
  type Shape,
} from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { named } from '../parts/text.ts';

/** One byte: Java counts them from -128 to 127, Kafka clients of other languages from 0 to 255. */
const isByte = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= -128 && (value as number) <= 255;

const bytes = ownList<number>((items) => {
  for (const item of items) if (!isByte(item)) fail();
}, 'array of bytes');

/** What a schema registry says of a key or a value. */
interface SchemaMetadata {
  readonly dataFormat?: string | null;
  readonly schemaId?: string | null;
}

const schemaMetadata = optional(freeObject as Shape<SchemaMetadata>);

const record = () =>
  object({
    // Apache Kafka, `Topic.validate`.
    topic: matching(/^(?!\.\.?$)[\w.-]{1,249}$/, 'name of a topic'),
    partition: number,
    offset: count,
    timestamp: optional(number),
    timestampType: optionalText,
    key: optional(base64),
    value: optional(base64),
    headers: optional(array(named(bytes))),
    keySchemaMetadata: schemaMetadata,
    valueSchemaMetadata: schemaMetadata,
  });

const shape = () =>
  object({
    eventSource: oneOf('aws:kafka', 'SelfManagedKafka'),
    eventSourceArn: optional(arn('kafka')),
    bootstrapServers: optional(line),
    records: map(array(record())),
  });

/** Records of topics, of Amazon MSK or of a Kafka of one's own. */
export type KafkaEvent = Infer<typeof shape>;

export type KafkaRecord = Infer<typeof record>;

export interface KafkaPolicy extends Policy {
  readonly allowedTopics?: readonly string[];
  /** Clusters of Amazon MSK that records may come from, by ARN. */
  readonly allowedClusters?: readonly string[];
}

function checkKafka({ records, eventSourceArn }: KafkaEvent, policy: KafkaPolicy & Limits): void {
  const { allowedTopics, allowedClusters } = policy;
  requireAllowed(eventSourceArn ?? '', allowedClusters, 'eventSourceArn');
  let count = 0;
  for (const partition in records) {
    const batch = records[partition] ?? [];
    count += batch.length;
    requireCount(count, policy, 'records');
    for (const [at, { topic, partition: number }] of batch.entries()) {
      const isAllowed = allowedTopics?.includes(topic) !== false;
      // The key is the topic and the partition; samples keep the key of another example.
      const isOfTopic = partition.startsWith(topic) && partition[topic.length] === '-';
      const isRight = isOfTopic && Number.isInteger(number) && number >= 0;
      if (!isAllowed || !isRight) fail(isAllowed ? 'INCONSISTENT' : 'NOT_ALLOWED', `records.*[${at}].topic`);
    }
  }
}

export const kafka: EventSource<KafkaEvent, KafkaPolicy> = defineSource<KafkaEvent, KafkaPolicy>({
  name: 'kafka',
  shape,
  matches: ({ eventSource, records }) =>
    (eventSource === 'aws:kafka' || eventSource === 'SelfManagedKafka') && isObject(records),
  policyFields: { allowedTopics: isTexts, allowedClusters: isTexts },
  payload: inLists('records', inField('value', decoded)),
  check: checkKafka,
});
