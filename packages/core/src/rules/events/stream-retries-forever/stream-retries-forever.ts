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

export const streamRetriesForever: Rule = defineRule({
  id: 'EVT013',
  slug: 'stream-retries-forever',
  severity: 'medium',
  title: 'a bad record stops a stream until it expires',
  references: ['OWASP-S6', 'CSA-SAS-8', 'CWE-835'],
  needsCode: false,
  check: find,
});

const LIMITS = ['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds'];

function* find(context: RuleContext): Iterable<Report> {
  for (const mapping of listPlainResources(context, /^AWS::Lambda::EventSourceMapping$/)) {
    if (!isStream(mapping, context) || LIMITS.some((name) => isLimited(mapping, name))) continue;
    const fn = findNamedFunction(mapping.find('FunctionName'), mapping, context)?.id;
    yield toResourceReport(mapping, {
      message: `a record that ${fn === undefined ? 'the function' : `\`${fn}\``} cannot handle stops its shard until it expires`,
      why: 'Lambda tries a failing batch of a stream again until the records are too old, by default for as long as the stream keeps them, and nothing behind them is read. Set `MaximumRetryAttempts` or `MaximumRecordAgeInSeconds`, with a destination for what is given up.',
      ...(fn === undefined ? {} : { function: fn }),
    });
  }
}

function isStream(mapping: PlainResource, context: RuleContext): boolean {
  const source = mapping.find('EventSourceArn');
  const found = findReferencedResource(source, mapping, context);
  if (found !== undefined) return /^AWS::(?:Kinesis::Stream|DynamoDB::Table)$/.test(found.type);
  return source !== undefined && /:(?:kinesis|dynamodb):/.test(toText(source));
}

/** `-1` is no limit; what is not known may be one. */
const isLimited = (mapping: PlainResource, name: string): boolean => {
  const value = mapping.find(name);
  return value !== undefined && findText(value) !== '-1';
};
