import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import {
  findNamedFunction,
  findReferencedResource,
  listPlainResources,
  toResourceReport,
} from '../../template-resources.ts';
import { toText } from '../../../app/expression.ts';
import { findText } from '../../../app/value.ts';
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

/** Sources whose batches Lambda retries as a whole. */
const SOURCES = /^AWS::(?:SQS::Queue|Kinesis::Stream|DynamoDB::Table)$/;
const IN_ARN = /:(?:sqs|kinesis|dynamodb):/;

function* find(context: RuleContext): Iterable<Report> {
  for (const mapping of listPlainResources(context, /^AWS::Lambda::EventSourceMapping$/)) {
    const types = mapping.find('FunctionResponseTypes');
    const isReported = types !== undefined && (types.kind !== 'list' || types.items.length > 0);
    const size = mapping.find('BatchSize');
    const isOne = size !== undefined && (findText(size) === undefined || Number(findText(size)) <= 1);
    if (isReported || isOne || !isBatch(mapping, context)) continue;
    const fn = findNamedFunction(mapping.find('FunctionName'), mapping, context)?.id;
    yield toResourceReport(mapping, {
      message: `one bad record makes ${fn === undefined ? 'the function' : `\`${fn}\``} handle its whole batch again`,
      why: 'Without `ReportBatchItemFailures` a thrown error sends every record back, also those that were handled: work is done twice, and good records end in the dead-letter queue. Let the handler return `batchItemFailures`, and set `FunctionResponseTypes`.',
      ...(fn === undefined ? {} : { function: fn }),
    });
  }
}

function isBatch(mapping: PlainResource, context: RuleContext): boolean {
  const source = mapping.find('EventSourceArn');
  const found = findReferencedResource(source, mapping, context);
  return found === undefined ? source !== undefined && IN_ARN.test(toText(source)) : SOURCES.test(found.type);
}
