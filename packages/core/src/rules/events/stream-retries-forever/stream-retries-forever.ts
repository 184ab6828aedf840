import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findMappingSource, listMappings, toCalled, type MappingSource } from '../../event-source-mapping.ts';
import { toPropertyFix } from '../../template-fix.ts';
import { toResourceReport, type PlainResource } from '../../template-resources.ts';
import { findText } from '../../../app/value.ts';

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
  for (const mapping of listMappings(context)) {
    if (!isStream(findMappingSource(mapping, context)) || LIMITS.some((name) => isLimited(mapping, name))) continue;
    const { name, owner } = toCalled(mapping, context);
    const report = toResourceReport(mapping, {
      message: `a record that ${name} cannot handle stops its shard until it expires`,
      why: 'Lambda tries a failing batch of a stream again until the records are too old, by default for as long as the stream keeps them, and nothing behind them is read. Set `MaximumRetryAttempts` or `MaximumRecordAgeInSeconds`, with a destination for what is given up.',
      ...owner,
    });
    // What is given up is lost where no destination keeps it: retrying for a day is better.
    const isKept = mapping.find('DestinationConfig', 'OnFailure') !== undefined;
    yield {
      ...report,
      ...(isKept ? toPropertyFix('give a record up after ten attempts', mapping, toLimits(mapping)) : {}),
    };
  }
}

const isStream = (source: MappingSource | undefined): boolean => source === 'kinesis' || source === 'dynamodb';

/** `-1` is no limit; what is not known may be one. */
const isLimited = (mapping: PlainResource, name: string): boolean => {
  const value = mapping.find(name);
  return value !== undefined && findText(value) !== '-1';
};

/** Halving a batch that fails leaves the bad record alone in the end, so that the others pass. */
const toLimits = (mapping: PlainResource): Readonly<Record<string, unknown>> => ({
  MaximumRetryAttempts: 10,
  ...(mapping.find('BisectBatchOnFunctionError') === undefined ? { BisectBatchOnFunctionError: true } : {}),
});
