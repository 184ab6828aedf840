import type { Limits } from '../parts/limits.ts';
import { fail } from '../parts/failure.ts';
import { account, arn } from '../parts/arn.ts';
import { optionalBoolean } from '../parts/optional.ts';
import { isText, line, object, optional, refine, string, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';
import { jsonText, checkJson } from '../parts/json-text.ts';

function checkInvokingEvent(text: string, { maxDepth }: Limits): void {
  checkJson(text, maxDepth);
  // AWS Config writes it: unlike the parameters, it is an object always.
  if (!(text.startsWith('{') && text.endsWith('}')) && !/^\s*\{.*\}\s*$/s.test(text)) fail('ENCODING');
}

const shape = () =>
  object({
    version: line,
    invokingEvent: refine(string, checkInvokingEvent, 'JSON in a string'),
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
  matches: ({ invokingEvent, configRuleName }) => isText(invokingEvent) && configRuleName !== undefined,
  check: ({ accountId, configRuleArn }): void => {
    if (configRuleArn?.includes(`:${accountId}:`) === false) fail('INCONSISTENT', 'accountId');
  },
});
