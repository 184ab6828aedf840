import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { findNamedFunction, findReferencedResource, toResourceReport } from '../../template-resources.ts';
import { listMappings } from '../../event-source-mapping.ts';
import { findText } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

export const visibilityTimeout: Rule = defineRule({
  id: 'EVT011',
  slug: 'visibility-timeout',
  severity: 'medium',
  title: 'a message comes back while it is still being handled',
  references: ['OWASP-S6', 'CSA-SAS-9', 'CWE-664'],
  needsCode: false,
  check: find,
});

/** Seconds (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html). */
const DEFAULT_VISIBILITY = 30;
const LONGEST_VISIBILITY = 43_200;
/** What AWS asks for (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
const TIMES = 6;
/** Seconds (https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html). */
const DEFAULT_TIMEOUT = 3;

function* find(context: RuleContext): Iterable<Report> {
  for (const mapping of listMappings(context)) {
    const queue = findReferencedResource(mapping.find('EventSourceArn'), mapping, context);
    const fn = findNamedFunction(mapping.find('FunctionName'), mapping, context);
    if (queue?.type !== 'AWS::SQS::Queue' || fn?.type !== 'AWS::Lambda::Function') continue;
    const visible = toSeconds(queue, 'VisibilityTimeout', DEFAULT_VISIBILITY);
    const timeout = toSeconds(fn, 'Timeout', DEFAULT_TIMEOUT);
    if (visible === undefined || timeout === undefined || visible >= longEnough(timeout)) continue;
    const isTooShort = visible < timeout;
    const report = toResourceReport(queue, {
      at: queue.at('VisibilityTimeout'),
      message: isTooShort
        ? `messages of \`${queue.id}\` come back after ${visible} s, while \`${fn.id}\` may take ${timeout} s`
        : `messages of \`${queue.id}\` come back after ${visible} s: it should be ${longEnough(timeout)} s for the ${timeout} s of \`${fn.id}\``,
      why: isTooShort ? TOO_SHORT : NO_ROOM,
      identity: [fn.id],
      function: fn.id,
    });
    const properties = { VisibilityTimeout: longEnough(timeout) };
    yield {
      ...report,
      ...(isTooShort ? {} : { severity: 'low' as const }),
      ...toPropertyFix('wait six times as long as the function may take', queue, properties),
    };
  }
}

const longEnough = (timeout: number): number => Math.min(TIMES * timeout, LONGEST_VISIBILITY);

const TOO_SHORT =
  'SQS hands a message out again while the function still works on it, so that it is handled twice; Lambda refuses such a mapping when it is made. AWS asks for six times the timeout of the function.';
const NO_ROOM =
  'Lambda tries a throttled batch again before it hands it back, and waits in between: messages then come back while they are still handled, and are handled twice. AWS asks for six times the timeout of the function.';

function toSeconds(resource: PlainResource, property: string, fallback: number): number | undefined {
  const value = resource.find(property);
  if (value === undefined) return fallback;
  const text = findText(value);
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}
