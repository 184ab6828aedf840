import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import type { PropertyTypes } from '../properties.ts';
import { refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import { toSendPolicy, toTrust } from '../role.ts';
import type { FunctionEvent } from './event.ts';
import { ifSet, pick } from './event.ts';
import { checkDeadLetterConfig, makeQueue } from './rule.ts';

export const SCHEDULE_V2_PROPERTIES: PropertyTypes = {
  PermissionsBoundary: 'text',
  ScheduleExpression: '!text',
  FlexibleTimeWindow: 'map',
  Name: 'text',
  State: 'text',
  Description: 'text',
  StartDate: 'text',
  EndDate: 'text',
  ScheduleExpressionTimezone: 'text',
  GroupName: 'text',
  KmsKeyArn: 'text',
  Input: 'text',
  RoleArn: 'text',
  DeadLetterConfig: 'map',
  RetryPolicy: 'map',
  OmitName: 'flag=',
};

/** A schedule of EventBridge Scheduler that calls a function. */
export function makeFunctionSchedule(event: FunctionEvent, _expansion: Expansion): Made[] {
  const arn = toArn(event.target);
  return makeScheduleV2({ ...event, arn, policy: toSendPolicy('Lambda', arn, event.id) ?? {} });
}

interface ScheduleParts {
  readonly id: string;
  readonly properties: JsonObject;
  readonly passed: JsonObject;
  readonly body: Json;
  readonly arn: JsonObject;
  /** What the schedule's role needs to start the target. */
  readonly policy: JsonObject;
}

/** A schedule, and the role by which it starts its target when none is named. */
export function makeScheduleV2(parts: ScheduleParts): Made[] {
  const { id, properties, passed, body } = parts;
  const options = { attributes: passed, from: body };
  const queue = makeQueueFor(parts);
  const made = queue?.made === undefined ? [] : [queue.made];
  let roleArn: Json = properties['RoleArn'] ?? null;
  if (!isSet(roleArn)) {
    const policies = [parts.policy, ...(queue === undefined ? [] : [toSendPolicy('SQS', queue.arn, id) ?? {}])];
    const role = make(
      `${id}Role`,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: toTrust('scheduler.amazonaws.com'),
        Policies: policies,
        PermissionsBoundary: ifSet(properties['PermissionsBoundary']),
      },
      options,
    );
    made.push(role);
    roleArn = toArn(role);
  }
  const target = {
    Arn: parts.arn,
    RoleArn: roleArn,
    ...pick(properties, 'Input RetryPolicy'),
    ...(queue === undefined ? {} : { DeadLetterConfig: { Arn: queue.arn } }),
  };
  const same = pick(
    properties,
    'ScheduleExpression Description StartDate EndDate ScheduleExpressionTimezone GroupName KmsKeyArn',
  );
  return [
    make(
      id,
      'AWS::Scheduler::Schedule',
      {
        ...same,
        State: ifSet(properties['State']),
        Name: toName(id, properties),
        FlexibleTimeWindow: ifSet(properties['FlexibleTimeWindow']) ?? { Mode: 'OFF' },
        Target: target,
      },
      options,
    ),
    ...made,
  ];
}

function toName(id: string, properties: JsonObject): Json | undefined {
  const { OmitName, Name } = properties;
  if (!isSet(OmitName)) return ifSet(Name) ?? id;
  return isSet(Name) ? refuse('`OmitName` and `Name` exclude each other', properties) : undefined;
}

function makeQueueFor({ id, properties, passed, body }: ScheduleParts): { arn: Json; made?: Made } | undefined {
  const config = properties['DeadLetterConfig'];
  if (!isObject(config)) return undefined;
  checkDeadLetterConfig(config);
  if ((config['Arn'] ?? null) !== null) return { arn: config['Arn'] as Json };
  const queue = makeQueue(id, config, passed, body);
  return { arn: toArn(queue), made: queue };
}
