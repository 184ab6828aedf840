import { resolve } from 'node:path';
import { isDay, severities, type IgnoreEntry } from '@sallyport/core';
import { toMisuse } from '../args/parse-args.ts';
import { toHint } from '../args/suggest.ts';
import type { Config, FailOn } from './config.ts';

type Fields = Readonly<Record<string, unknown>>;

const keys = ['$schema', 'baseline', 'failOn', 'ignore', 'only', 'params', 'skip', 'suggestions', 'trustedAccounts'];
const ignoreKeys = ['rule', 'rules', 'path', 'resource', 'advisory', 'package', 'reason', 'until'];

/** Checks the data of a config file as `schemas/config.schema.json` does. `folder` is what its paths start from. */
export function parseConfig(data: unknown, label: string, folder: string): Config {
  const fields = readFields(data ?? {}, label, keys);
  const failOn = fields['failOn'];
  const bars: readonly unknown[] = [...severities, 'never'];
  if (failOn !== undefined && !bars.includes(failOn))
    throw toMisuse(`config \`${label}\`: \`failOn\` is none of ${bars.join(', ')}`);
  const suggestions = fields['suggestions'] ?? false;
  if (typeof suggestions !== 'boolean')
    throw toMisuse(`config \`${label}\`: \`suggestions\` is neither true nor false`);
  const baseline = readText(fields, 'baseline', label);
  return {
    ...(failOn === undefined ? {} : { failOn: failOn as FailOn }),
    ...(baseline === undefined ? {} : { baseline: resolve(folder, baseline) }),
    only: readTexts(fields['only'], `${label}: only`),
    skip: readTexts(fields['skip'], `${label}: skip`),
    suggestions,
    params: readParams(fields['params'], label),
    trustedAccounts: readAccounts(fields['trustedAccounts'], `${label}: trustedAccounts`),
    ignore: readIgnore(fields['ignore'], label),
  };
}

function readFields(data: unknown, label: string, known: readonly string[]): Fields {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw toMisuse(`config \`${label}\` is not an object`);
  const stray = Object.keys(data).find((key) => !known.includes(key));
  if (stray !== undefined)
    throw toMisuse(`config \`${label}\` has an unknown key \`${stray}\``, toHint(stray, known, 'keys'));
  return data as Fields;
}

function readText(fields: Fields, key: string, label: string): string | undefined {
  const value = fields[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.trim() === '') throw toMisuse(`config \`${label}\`: \`${key}\` is not a text`);
  return value;
}

function readTexts(value: unknown, label: string): readonly string[] {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((v) => typeof v === 'string')) throw toMisuse(`config \`${label}\` is not a list of texts`);
  return list;
}

function readAccounts(value: unknown, label: string): readonly string[] {
  const accounts = readTexts(value, label);
  const stray = accounts.find((account) => !/^\d{12}$/.test(account));
  if (stray !== undefined) throw toMisuse(`config \`${label}\`: \`${stray}\` is not an account of 12 digits`);
  return accounts;
}

function readParams(value: unknown, label: string): ReadonlyMap<string, string> {
  if (value === undefined) return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw toMisuse(`config \`${label}\`: \`params\` is not an object`);
  return new Map(
    Object.entries(value as Fields).map(([key, v]) => {
      if (!['string', 'number', 'boolean'].includes(typeof v))
        throw toMisuse(`config \`${label}\`: parameter \`${key}\` is not a text`);
      return [key, String(v)];
    }),
  );
}

function readIgnore(value: unknown, label: string): readonly IgnoreEntry[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw toMisuse(`config \`${label}\`: \`ignore\` is not a list`);
  return value.map((item: unknown, i) => readIgnoreEntry(item, `${label}: ignore[${i}]`));
}

function readIgnoreEntry(item: unknown, where: string): IgnoreEntry {
  const fields = readFields(item, where, ignoreKeys);
  const rules = readTexts(fields['rules'] ?? fields['rule'], where);
  const [path, resource, advisory, name, reason, until] = ignoreKeys
    .slice(2)
    .map((key) => readText(fields, key, where));
  if (rules.length === 0) throw toMisuse(`config \`${where}\` names no \`rule\``);
  if (reason === undefined) throw toMisuse(`config \`${where}\` gives no \`reason\``);
  if ([path, resource, advisory, name].every((narrowing) => narrowing === undefined)) {
    throw toMisuse(
      `config \`${where}\` has neither \`path\` nor \`resource\`, \`advisory\` or \`package\``,
      'to leave a rule out everywhere, list it in `skip`',
    );
  }
  if (until !== undefined && !isDay(until))
    throw toMisuse(`config \`${where}\`: \`until\` is not a day like 2027-01-31`);
  return {
    rules,
    reason,
    where,
    ...(path === undefined ? {} : { path }),
    ...(resource === undefined ? {} : { resource }),
    ...(advisory === undefined ? {} : { advisory }),
    ...(name === undefined ? {} : { package: name }),
    ...(until === undefined ? {} : { until }),
  };
}
