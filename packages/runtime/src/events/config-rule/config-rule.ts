import { account, arn } from '../parts/arn.ts';
import { optionalBoolean } from '../parts/http-fields.ts';
import { line, object, optional, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { jsonText } from '../parts/json-text.ts';

const shape = object({
  version: line,
  invokingEvent: jsonText,
  ruleParameters: optional(jsonText),
  resultToken: token,
  eventLeftScope: optionalBoolean,
  executionRoleArn: optional(arn('iam')),
  configRuleArn: optional(arn('config')),
  configRuleName: line,
  configRuleId: optional(line),
  accountId: account,
  evaluationMode: optional(line),
});

/** A resource, or a time, at which a rule of AWS Config is evaluated. */
export type ConfigRuleEvent = Infer<typeof shape>;

export const configRule: EventSource<ConfigRuleEvent> = defineSource<ConfigRuleEvent>({
  name: 'config-rule',
  shape,
  matches: ({ invokingEvent, configRuleName }) => typeof invokingEvent === 'string' && configRuleName !== undefined,
});
