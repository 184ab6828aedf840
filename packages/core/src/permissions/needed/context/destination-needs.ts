import type { Value } from '../../../app/value.ts';
import type { NeededPermission } from '../../function-permissions.ts';
import { toBranches } from '../candidate.ts';
import { findMeaning } from '../find-meaning.ts';
import { toPatternText } from '../print-value.ts';
import { toCloudFormationType } from '../resource-form.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ContextReason, findNamedTargets, toContextNeeds } from './context-need.ts';

interface Delivery {
  readonly type: string;
  readonly actions: readonly string[];
}

/** What Lambda does to deliver to each kind of target, by the service in its ARN. */
const DELIVERIES: Readonly<Record<string, Delivery>> = {
  sqs: { type: 'sqs:queue', actions: ['sqs:SendMessage'] },
  sns: { type: 'sns:topic', actions: ['sns:Publish'] },
  lambda: { type: 'lambda:function', actions: ['lambda:InvokeFunction'] },
  events: { type: 'events:event-bus', actions: ['events:PutEvents'] },
};

const SERVICES: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'sqs',
  'AWS::SNS::Topic': 'sns',
  'AWS::Lambda::Function': 'lambda',
  'AWS::Lambda::Alias': 'lambda',
  'AWS::Lambda::Version': 'lambda',
  'AWS::Events::EventBus': 'events',
};

/** Words of a parameter's or export's name that tell the service. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/topic|sns/i, 'sns'],
  [/queue|sqs|dlq|dead.?letter/i, 'sqs'],
  [/bus|event/i, 'events'],
  [/function|lambda/i, 'lambda'],
];

/** The dead-letter queue and the destinations of asynchronous invocations. */
export function findDestinationNeeds(around: Surroundings): NeededPermission[] {
  const { deadLetter, destinations, at } = around.function;
  const reason = (operation: string): ContextReason => ({ origin: 'dead-letter', operation, at });
  return [
    ...(deadLetter === null ? [] : findTargetNeeds(deadLetter, reason('dead-letter queue'), around)),
    ...destinations.flatMap((target) => findTargetNeeds(target, reason('destination'), around)),
  ];
}

/** What delivering to one target needs; both a queue and a topic when nothing tells which it is. */
export function findTargetNeeds(target: Value, reason: ContextReason, around: Surroundings): NeededPermission[] {
  return toBranches(target, []).flatMap((branch) => {
    const service = findService(branch.value, around);
    // A bucket takes a whole path that no ARN of the target tells.
    if (service === 's3') return findBucketNeeds(branch.value, reason, around);
    const deliveries = service === undefined ? ['sqs', 'sns'] : [service];
    return deliveries.flatMap((name) => {
      const delivery = Object.hasOwn(DELIVERIES, name) ? DELIVERIES[name] : undefined;
      if (delivery === undefined) return [];
      const needs = toContextNeeds(delivery.actions, findNamedTargets(delivery.type, branch.value, around), reason);
      return service === undefined ? needs.map((need) => ({ ...need, confidence: 'possible' as const })) : needs;
    });
  });
}

function findBucketNeeds(bucket: Value, reason: ContextReason, around: Surroundings): NeededPermission[] {
  return [
    ...toContextNeeds(['s3:ListBucket'], findNamedTargets('s3:bucket', bucket, around), reason),
    ...toContextNeeds(['s3:PutObject'], findNamedTargets('s3:object', bucket, around), reason),
  ];
}

function findService(value: Value, around: Surroundings): string | undefined {
  const meaning = findMeaning(value, around.template, around.application);
  switch (meaning.kind) {
    case 'resource': {
      const type = toCloudFormationType(meaning.resource.type);
      return type === 'AWS::S3::Bucket'
        ? 's3'
        : ((Object.hasOwn(SERVICES, type) ? SERVICES[type] : undefined) ?? findByWords(meaning.resource.id));
    }
    case 'text': {
      const text = toPatternText(meaning.value);
      return /^arn:(?:\$\{[^}]*\}|[^:]*):([a-z0-9]+):/.exec(text)?.[1] ?? findByWords(text);
    }
    case 'parameter':
      return findByWords(meaning.parameter.name);
    case 'import':
      return findByWords(meaning.name);
    case 'unknown':
      return undefined;
  }
}

const findByWords = (name: string): string | undefined => WORDS.find(([words]) => words.test(name))?.[1];
