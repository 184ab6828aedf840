import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findMappingSource, listMappings, toCalled } from '../../event-source-mapping.ts';
import { toResourceReport } from '../../template-resources.ts';
import { findText } from '../../../app/value.ts';

export const noPartialBatchResponse: Rule = defineRule({
  id: 'EVT009',
  slug: 'no-partial-batch-response',
  severity: 'medium',
  title: 'one bad record makes a whole batch run again',
  references: ['OWASP-S10', 'CSA-SAS-10', 'CWE-755'],
  needsCode: false,
  check: find,
});

function* find(context: RuleContext): Iterable<Report> {
  for (const mapping of listMappings(context)) {
    const types = mapping.find('FunctionResponseTypes');
    const isReported = types !== undefined && (types.kind !== 'list' || types.items.length > 0);
    const size = mapping.find('BatchSize');
    const isOne = size !== undefined && (findText(size) === undefined || Number(findText(size)) <= 1);
    if (isReported || isOne || findMappingSource(mapping, context) === undefined) continue;
    const { name, owner } = toCalled(mapping, context);
    // No fix: an answer that the code does not give would only make this silent.
    yield toResourceReport(mapping, {
      message: `one bad record makes ${name} handle its whole batch again`,
      why: 'Without `ReportBatchItemFailures` a thrown error sends every record back, also those that were handled: work is done twice, and good records end in the dead-letter queue. Let the handler return `batchItemFailures` first, and then set `FunctionResponseTypes`.',
      ...owner,
    });
  }
}
