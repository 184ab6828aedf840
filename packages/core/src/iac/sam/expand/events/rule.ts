import type { Expansion } from '../expansion.ts';
import { isObject, isSet } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { ifSet, makePermission, pick } from './event.ts';

/** A rule of EventBridge that calls the function on a schedule. */
export function makeSchedule(event: FunctionEvent, _expansion: Expansion): Made[] {
  const { properties } = event;
  return makeRuleFor(event, {
    ScheduleExpression: properties['Schedule'],
    Name: properties['Name'],
    Description: properties['Description'],
  });
}

/** A rule of EventBridge that calls the function for events of a pattern. */
export function makeRule(event: FunctionEvent, _expansion: Expansion): Made[] {
  const { properties } = event;
  return makeRuleFor(event, {
    EventBusName: properties['EventBusName'],
    EventPattern: properties['Pattern'],
    Name: properties['RuleName'],
  });
}

function makeRuleFor(event: FunctionEvent, own: Readonly<Record<string, Json | undefined>>): Made[] {
  const { id, properties, passed, body, target } = event;
  const queue = makeDeadLetterQueue(id, properties['DeadLetterConfig'], passed, body);
  const aim: JsonObject = {
    Arn: toArn(target),
    ...toTargetSettings(properties, toTargetId(id, properties['Target'], 'LambdaTarget'), queue.arn),
  };
  const rule = make(
    id,
    'AWS::Events::Rule',
    { ...own, State: toState(properties), Targets: [aim] },
    { attributes: passed, from: body },
  );
  const permission = makePermission(event, { principal: 'events.amazonaws.com', sourceArn: toArn(rule) });
  return [rule, ...queue.made, permission];
}

/** `Id`, `Input`, retries and dead letters of a target. */
export function toTargetSettings(properties: JsonObject, id: Json, deadLetter: Json | undefined): JsonObject {
  return {
    Id: id,
    ...pick(properties, 'Input InputPath RetryPolicy InputTransformer'),
    ...(deadLetter === undefined ? {} : { DeadLetterConfig: { Arn: deadLetter } }),
  };
}

/** `Enabled` and `State` say the same in two ways. @throws Refusal when both stand there. */
export function toState(properties: JsonObject): Json | undefined {
  const { State, Enabled } = properties;
  const isGiven = (Enabled ?? null) !== null;
  if (isSet(State) && isGiven) refuse('`State` and `Enabled` exclude each other', properties);
  if (!isGiven) return ifSet(State);
  return isSet(Enabled) ? 'ENABLED' : 'DISABLED';
}

/** The most characters that the id of a target has. */
const LONGEST_ID = 64;

/** The target's own id, or one made of the logical id, cut to what EventBridge takes. */
export function toTargetId(id: string, target: Json | undefined, suffix: string): Json {
  const given = isObject(target) ? target['Id'] : undefined;
  return given ?? id.slice(0, LONGEST_ID - suffix.length) + suffix;
}

interface DeadLetterQueue {
  readonly arn?: Json;
  readonly made: readonly Made[];
}

/** The queue for events that a rule cannot deliver: the one that is named, or one that the rule may send to. */
export function makeDeadLetterQueue(
  id: string,
  config: Json | undefined,
  passed: JsonObject,
  from: Json,
): DeadLetterQueue {
  if (!isObject(config)) return { made: [] };
  checkDeadLetterConfig(config);
  if ((config['Arn'] ?? null) !== null) return { arn: config['Arn'] as Json, made: [] };
  const queue = makeQueue(id, config, passed, from);
  const policy = make(
    `${id}QueuePolicy`,
    'AWS::SQS::QueuePolicy',
    {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'sqs:SendMessage',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Resource: toArn(queue),
            Condition: { ArnEquals: { 'aws:SourceArn': getAtt(id, 'Arn') } },
          },
        ],
      },
      Queues: [ref(queue.id)],
    },
    { attributes: passed, from },
  );
  return { arn: toArn(queue), made: [queue, policy] };
}

/** The queue by the logical id that the author wants for it. */
export function makeQueue(id: string, config: JsonObject, passed: JsonObject, from: Json): Made {
  const given = config['QueueLogicalId'] ?? null;
  if (given !== null && typeof given !== 'string') refuse('`QueueLogicalId` must be text', config);
  const queueId = typeof given === 'string' && given !== '' ? given : `${id}Queue`;
  return make(queueId, 'AWS::SQS::Queue', {}, { attributes: passed, from });
}

/** @throws Refusal unless either an ARN or a type is given. */
export function checkDeadLetterConfig(config: JsonObject): void {
  const { Type } = config;
  if ('Arn' in config === 'Type' in config) refuse('`DeadLetterConfig` takes either `Arn` or `Type`', config);
  if (Type !== undefined && Type !== 'SQS') refuse('`DeadLetterConfig.Type` is `SQS`', config);
}
