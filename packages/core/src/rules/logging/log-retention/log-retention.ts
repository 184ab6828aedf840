import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { listPlainResources, toResourceReport } from '../../template-resources.ts';

export const logRetention: Rule = defineRule({
  id: 'LOG004',
  slug: 'log-retention',
  severity: 'low',
  title: 'a log group keeps what is written for ever',
  references: ['OWASP-S10', 'CSA-SAS-5', 'CWE-779'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const group of listPlainResources(context, /^AWS::Logs::LogGroup$/)) {
    if (group.find('RetentionInDays') !== undefined) continue;
    // Groups of class DELIVERY keep events for a short time that is not set; of a class that is not known nobody can tell.
    const isKept = group.find('LogGroupClass') === undefined || KEPT.has(group.text('LogGroupClass') ?? '');
    if (!isKept) continue;
    const report = toResourceReport(group, {
      message: `\`${group.id}\` keeps what is written to it for ever`,
      why: 'Logs hold what callers send; what nobody deletes can be stolen years later, and is paid for until then. Set `RetentionInDays`.',
    });
    yield { ...report, ...toPropertyFix('keep it for a year', group, { RetentionInDays: 365 }) };
  }
}

const KEPT: ReadonlySet<string> = new Set(['STANDARD', 'INFREQUENT_ACCESS']);
