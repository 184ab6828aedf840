import type { Expansion } from '../expansion.ts';
import { ref, sub } from '../intrinsics.ts';
import type { Made } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { ifSet, makePermission } from './event.ts';

/** An Alexa skill that calls the function. */
export function makeAlexaSkill(event: FunctionEvent, _expansion: Expansion): Made[] {
  return [makePermission(event, { principal: 'alexa-appkit.amazon.com', token: event.properties['SkillId'] })];
}

/** A subscription of a log group. */
export function makeCloudWatchLogs(event: FunctionEvent, { partition }: Expansion): Made[] {
  const { LogGroupName, FilterPattern } = event.properties;
  const sourceArn = sub(`arn:${partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${__LogGroupName__}:*`, {
    __LogGroupName__: LogGroupName ?? null,
  });
  const permission = makePermission(event, { principal: 'logs.amazonaws.com', sourceArn });
  const filter = make(
    event.id,
    'AWS::Logs::SubscriptionFilter',
    { LogGroupName, FilterPattern, DestinationArn: toArn(event.target) },
    { attributes: event.passed, dependsOn: [permission.id], from: event.body },
  );
  return [permission, filter];
}

/** A rule of AWS IoT. */
export function makeIoTRule(event: FunctionEvent, { partition }: Expansion): Made[] {
  const { id, properties, passed, body } = event;
  const version = ifSet(properties['AwsIotSqlVersion']);
  const sourceArn = sub(`arn:${partition}:iot:\${AWS::Region}:\${AWS::AccountId}:rule/\${RuleName}`, {
    RuleName: ref(id),
  });
  return [
    makePermission(event, { principal: 'iot.amazonaws.com', sourceArn, sourceAccount: sub('${AWS::AccountId}') }),
    make(
      id,
      'AWS::IoT::TopicRule',
      {
        TopicRulePayload: {
          Sql: properties['Sql'] ?? null,
          RuleDisabled: false,
          Actions: [{ Lambda: { FunctionArn: toArn(event.target) } }],
          ...(version === undefined ? {} : { AwsIotSqlVersion: version }),
        },
      },
      { attributes: passed, from: body },
    ),
  ];
}
