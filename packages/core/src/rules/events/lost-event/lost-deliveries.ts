import { toText } from '../../../app/expression.ts';
import { findEntry, toItems, type Value } from '../../../app/value.ts';
import type { Report, RuleContext } from '../../rule.ts';
import {
  findReferencedResource,
  listPlainResources,
  toResourceReport,
  type PlainResource,
} from '../../template-resources.ts';

/** Functions answer for themselves, and a log group only keeps a copy. */
const QUIET = /^AWS::(?:Lambda|Logs)::/;
const QUIET_ARN = /^arn:[^:]*:(?:lambda|logs):/;

/** Rules of events whose targets may refuse what is sent to them. */
export function* listLostDeliveries(context: RuleContext): Iterable<Report> {
  for (const rule of listPlainResources(context, /^AWS::Events::Rule$/)) {
    // A schedule sends again by itself.
    if (rule.find('EventPattern') === undefined) continue;
    for (const target of toItems(rule.find('Targets'))) {
      const to = findTarget(target, rule, context);
      if (to === undefined || findEntry(target, 'DeadLetterConfig') !== undefined) continue;
      yield toResourceReport(rule, {
        at: target.at ?? rule.at('Targets'),
        message: `an event that \`${rule.id}\` cannot deliver to \`${to}\` is lost`,
        why: 'EventBridge drops an event at once when it may not send it, and after a day of trying when the target does not take it. Set `DeadLetterConfig` on the target.',
        identity: [to],
      });
    }
  }
}

/** How to speak of a target that is no function; `undefined` where that is not known. */
function findTarget(target: Value, rule: PlainResource, context: RuleContext): string | undefined {
  const arn = findEntry(target, 'Arn');
  const found = findReferencedResource(arn, rule, context);
  if (found !== undefined) return QUIET.test(found.type) ? undefined : found.id;
  const text = arn === undefined ? '' : toText(arn).replaceAll('${AWS::Partition}', 'aws');
  return /^arn:[^:]*:[a-z]/.test(text) && !QUIET_ARN.test(text) ? text.split(/[:/]/).at(-1) : undefined;
}
