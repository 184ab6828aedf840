import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findMappingSource, listMappings, toCalled } from '../../event-source-mapping.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { findNamedFunction, toResourceReport } from '../../template-resources.ts';
import { findText, toItems } from '../../../app/value.ts';
import type { PlainResource } from '../../template-resources.ts';

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
    const isReported = types !== undefined && (types.kind !== 'list' || toItems(types).length > 0);
    const size = mapping.find('BatchSize');
    const isOne = size !== undefined && (findText(size) === undefined || Number(findText(size)) <= 1);
    if (isReported || isOne || findMappingSource(mapping, context) === undefined) continue;
    yield reportsFailures(mapping, context) ? toLost(mapping, context) : toRepeated(mapping, context);
  }
}

/** Whether the handler answers which records have failed. */
function reportsFailures(mapping: PlainResource, context: RuleContext): boolean {
  const fn = findNamedFunction(mapping.find('FunctionName'), mapping, context);
  const found = context.permissions.find((p) => p.function.id === fn?.id && p.function.template === fn.template.file);
  return found?.code.reportsFailures === true;
}

function toLost(mapping: PlainResource, context: RuleContext): Report {
  const { name, owner } = toCalled(mapping, context);
  const report = toResourceReport(mapping, {
    message: `the records that ${name} reports as failed are lost: nobody asks for them`,
    why: 'The handler returns `batchItemFailures`, which Lambda reads only with `ReportBatchItemFailures`: without it the whole batch counts as done, and what failed is neither handled again nor kept.',
    ...owner,
  });
  const properties = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
  return { ...report, ...toPropertyFix('ask for the records that failed', mapping, properties) };
}

/** No fix: an answer that the code does not give would only make this silent. */
function toRepeated(mapping: PlainResource, context: RuleContext): Report {
  const { name, owner } = toCalled(mapping, context);
  return toResourceReport(mapping, {
    message: `one bad record makes ${name} handle its whole batch again`,
    why: 'Without `ReportBatchItemFailures` a thrown error sends every record back, also those that were handled: work is done twice, and good records end in the dead-letter queue. Let the handler return `batchItemFailures` first, and then set `FunctionResponseTypes`.',
    ...owner,
  });
}
