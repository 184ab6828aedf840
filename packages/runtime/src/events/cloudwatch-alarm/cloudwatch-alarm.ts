import { region } from '../parts/matching.ts';
import { account, arn } from '../parts/arn.ts';
import { optionalText, optionalObject } from '../parts/optional.ts';
import { exactly, line, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { jsonText } from '../parts/json-text.ts';

const alarmState = () =>
  object({
    value: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA'),
    reason: optionalText,
    reasonData: optional(jsonText),
    timestamp: optionalText,
    actionsSuppressedBy: optionalText,
    actionsSuppressedReason: optionalText,
  });

const shape = () =>
  object({
    source: exactly('aws.cloudwatch'),
    alarmArn: arn('cloudwatch'),
    accountId: account,
    time: line,
    region,
    alarmData: object({
      alarmName: line,
      state: alarmState(),
      previousState: optional(alarmState()),
      configuration: optionalObject,
    }),
  });

/** A change of state of an alarm. */
export type CloudwatchAlarmEvent = Infer<typeof shape>;

export const cloudwatchAlarm: EventSource<CloudwatchAlarmEvent> = defineSource<CloudwatchAlarmEvent>({
  name: 'cloudwatch-alarm',
  shape,
  matches: ({ source, alarmArn }) => source === 'aws.cloudwatch' && alarmArn !== undefined,
});
