import { resolve } from 'node:path';
import { isDay, severities, toTarget, type DocumentNode, type IgnoreEntry, type MappingEntry } from '@sallyport/core';
import { findClosest, toHint } from '../args/suggest.ts';
import type { Config, FailOn } from './config.ts';
import { toConfigMisuse, toPlace, type ConfigSource } from './config-source.ts';

/** The pairs of a mapping by their keys, and where it stands. */
interface Fields {
  readonly start: number;
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

const keys = [
  '$schema',
  'baseline',
  'failOn',
  'ignore',
  'importSuppressions',
  'only',
  'params',
  'skip',
  'suggestions',
  'trustedAccounts',
];
const ignoreKeys = ['rule', 'rules', 'path', 'resource', 'advisory', 'package', 'reason', 'until'];
const bars: readonly string[] = [...severities, 'never'];

/** Checks a config file as `schemas/config.schema.json` does. Throws `ERR_BAD_OPTION` with file, line and column. */
export function parseConfig(root: DocumentNode | undefined, source: ConfigSource): Config {
  if (root === undefined || isNull(root)) return readKeys({ start: 0, entries: new Map() }, source);
  return readKeys(readFields(root, 'the config', keys, source), source);
}

function readKeys(fields: Fields, source: ConfigSource): Config {
  const failOn = readText(fields, 'failOn', source);
  if (failOn !== undefined && !bars.includes(failOn)) {
    const closest = findClosest(failOn, bars);
    const help = closest === undefined ? undefined : `did you mean \`${closest}\`?`;
    throw toConfigMisuse(source, startOf(fields, 'failOn'), `\`failOn\` is none of ${bars.join(', ')}`, help);
  }
  const baseline = readText(fields, 'baseline', source);
  return {
    ...(failOn === undefined ? {} : { failOn: failOn as FailOn }),
    ...(baseline === undefined ? {} : { baseline: resolve(source.folder, baseline) }),
    only: readTexts(fields, 'only', source),
    skip: readTexts(fields, 'skip', source),
    importSuppressions: readFlag(fields, 'importSuppressions', source),
    suggestions: readFlag(fields, 'suggestions', source),
    params: readParams(fields, source),
    trustedAccounts: readAccounts(fields, source),
    ignore: readIgnore(fields, source),
  };
}

function readFields(node: DocumentNode, what: string, known: readonly string[], source: ConfigSource): Fields {
  const target = toTarget(node);
  if (target.kind !== 'mapping') throw toConfigMisuse(source, node.start, `${what} is not an object`);
  for (const { key } of target.entries)
    if (!known.includes(key.text))
      throw toConfigMisuse(source, key.start, `has an unknown key \`${key.text}\``, toHint(key.text, known, 'keys'));
  return { start: node.start, entries: new Map(target.entries.map((entry) => [entry.key.text, entry])) };
}

const isNull = (node: DocumentNode): boolean => node.kind === 'scalar' && node.value === null;

const startOf = ({ start, entries }: Fields, key: string): number => entries.get(key)?.value.start ?? start;

function readText(fields: Fields, key: string, source: ConfigSource): string | undefined {
  const entry = fields.entries.get(key);
  if (entry === undefined) return undefined;
  const text = toText(entry.value);
  if (text === undefined || text.trim() === '')
    throw toConfigMisuse(source, entry.value.start, `\`${key}\` is not a text`);
  return text;
}

function toText(node: DocumentNode): string | undefined {
  const target = toTarget(node);
  return target.kind === 'scalar' && typeof target.value === 'string' ? target.value : undefined;
}

function readTexts(fields: Fields, key: string, source: ConfigSource): readonly string[] {
  const entry = fields.entries.get(key);
  if (entry === undefined) return [];
  const target = toTarget(entry.value);
  return (target.kind === 'sequence' ? target.items : [target]).map((item) => {
    const text = toText(item);
    if (text === undefined) throw toConfigMisuse(source, item.start, `\`${key}\` is not a list of texts`);
    return text;
  });
}

function readNames(fields: Fields, key: string, source: ConfigSource): readonly string[] | undefined {
  if (!fields.entries.has(key)) return undefined;
  const names = readTexts(fields, key, source);
  if (names.length === 0) throw toConfigMisuse(source, startOf(fields, key), `\`${key}\` names no rule`);
  return names;
}

function readFlag(fields: Fields, key: string, source: ConfigSource): boolean {
  const entry = fields.entries.get(key);
  if (entry === undefined) return false;
  const target = toTarget(entry.value);
  if (target.kind === 'scalar' && typeof target.value === 'boolean') return target.value;
  throw toConfigMisuse(source, entry.value.start, `\`${key}\` is neither true nor false`);
}

function readAccounts(fields: Fields, source: ConfigSource): readonly string[] {
  const accounts = readTexts(fields, 'trustedAccounts', source);
  const stray = accounts.find((account) => !/^\d{12}$/.test(account));
  if (stray === undefined) return accounts;
  throw toConfigMisuse(source, startOf(fields, 'trustedAccounts'), `\`${stray}\` is not an account of 12 digits`);
}

function readParams(fields: Fields, source: ConfigSource): ReadonlyMap<string, string> {
  const entry = fields.entries.get('params');
  if (entry === undefined) return new Map();
  const target = toTarget(entry.value);
  if (target.kind !== 'mapping') throw toConfigMisuse(source, entry.value.start, '`params` is not an object');
  return new Map(
    target.entries.map(({ key, value }) => {
      const given = toTarget(value);
      if (given.kind !== 'scalar' || given.value === null)
        throw toConfigMisuse(source, value.start, `parameter \`${key.text}\` is not a text`);
      return [key.text, String(given.value)];
    }),
  );
}

function readIgnore(fields: Fields, source: ConfigSource): readonly IgnoreEntry[] {
  const entry = fields.entries.get('ignore');
  if (entry === undefined) return [];
  const target = toTarget(entry.value);
  if (target.kind !== 'sequence') throw toConfigMisuse(source, entry.value.start, '`ignore` is not a list');
  return target.items.map((item) => readIgnoreEntry(item, source));
}

function readIgnoreEntry(item: DocumentNode, source: ConfigSource): IgnoreEntry {
  const fields = readFields(item, 'an entry of `ignore`', ignoreKeys, source);
  const [rule, rules] = ['rule', 'rules'].map((key) => readNames(fields, key, source));
  const [path, resource, advisory, name, reason, until] = ignoreKeys
    .slice(2)
    .map((key) => readText(fields, key, source));
  if (rule === undefined && rules === undefined) throw toConfigMisuse(source, fields.start, 'names no `rule`');
  if (reason === undefined) throw toConfigMisuse(source, fields.start, 'gives no `reason`');
  if ([path, resource, advisory, name].every((narrowing) => narrowing === undefined)) {
    throw toConfigMisuse(
      source,
      fields.start,
      'has neither `path` nor `resource`, `advisory` or `package`',
      'to leave a rule out everywhere, list it in `skip`',
    );
  }
  if (until !== undefined && !isDay(until))
    throw toConfigMisuse(source, startOf(fields, 'until'), '`until` is not a day like 2027-01-31');
  return {
    rules: [...(rule ?? []), ...(rules ?? [])],
    reason,
    where: toPlace(source, fields.start),
    ...(path === undefined ? {} : { path }),
    ...(resource === undefined ? {} : { resource }),
    ...(advisory === undefined ? {} : { advisory }),
    ...(name === undefined ? {} : { package: name }),
    ...(until === undefined ? {} : { until }),
  };
}
