import { isKnownService } from '../../aws/actions.ts';
import {
  findConditionKey,
  listConditionKeys,
  type ConditionKey,
  type ConditionKeyType,
} from '../../aws/condition-keys.ts';
import type { ConditionOperator, ValueFamily } from '../conditions/operator.ts';
import { parseAddressRange } from '../conditions/parse-address.ts';
import { parseDate } from '../conditions/parse-date.ts';
import { parseNumber } from '../conditions/parse-number.ts';
import { parseOperatorWord, type OperatorWord } from '../policy/parse-conditions.ts';
import { isRecord, itemPath, quote, toList, type Path } from '../policy/parse-context.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import { findNearest, toHint } from '../../app/find-nearest.ts';
import { mayHint, type Lookups } from './expand-action.ts';
import type { LintedStatement } from './lint-policy.ts';
import { toFinding } from './to-finding.ts';

/** Keys that do not exist, operators that do not suit their key, values that never fit, conditions that always hold. */
export function lintConditions({ document, statement, path, lookups }: LintedStatement): readonly PolicyFinding[] {
  const conditions = document['Condition'];
  if (!isRecord(conditions)) return [];
  return Object.keys(conditions).flatMap((word) => {
    const parsed = parseOperatorWord(word);
    const keys = conditions[word];
    if (parsed === undefined || !isRecord(keys)) return [];
    return Object.keys(keys).flatMap((key) => {
      const at = [...path, 'Condition', word, key];
      return [
        ...lintKey(key, parsed, statement.effect, at, lookups),
        ...lintValues(parsed.operator, keys[key], at),
        ...lintUseless(parsed, keys[key], at),
      ];
    });
  });
}

function lintKey(
  key: string,
  word: OperatorWord,
  effect: 'Allow' | 'Deny',
  path: Path,
  lookups: Lookups,
): PolicyFinding[] {
  const prefix = key.slice(0, Math.max(0, key.indexOf(':'))).toLowerCase();
  // Keys of identity providers go by host names.
  if (prefix === '' || prefix.includes('.')) return [];
  if (/^aws:(?:resource|request|principal)tag\/?$/i.test(key)) {
    return [
      toFinding(
        'error',
        'Missing tag key in condition',
        `${quote(key)} names no tag: \`${key.replace(/\/$/, '')}/name\``,
        path,
      ),
    ];
  }
  const known = findConditionKey(key);
  if (known === undefined) return lintUnknownKey(key, prefix, path, lookups);
  return [...lintQualifier(known, word, effect, path), ...lintType(known, word.operator, path)];
}

function lintUnknownKey(key: string, prefix: string, path: Path, lookups: Lookups): PolicyFinding[] {
  const keys = listConditionKeys(prefix);
  if (prefix !== 'aws' && keys.length === 0 && isKnownService(prefix)) return [];
  const names = mayHint(lookups) ? keys.map(({ name }) => name.replace(/\{.*$/, '')) : [];
  const hint = toHint(findNearest(key, names));
  if (prefix === 'aws')
    return [toFinding('error', 'Invalid global condition key', `there is no key ${quote(key)}${hint}`, path)];
  return [toFinding('error', 'Invalid service condition key', `there is no key ${quote(key)}${hint}`, path)];
}

function lintQualifier(
  { name, isMultivalued }: ConditionKey,
  { operator, qualifier }: OperatorWord,
  effect: 'Allow' | 'Deny',
  path: Path,
): PolicyFinding[] {
  if (operator.name === 'Null') return [];
  if (isMultivalued && qualifier === undefined) {
    const message = `\`${name}\` holds several values: write \`ForAllValues:${operator.name}\` or \`ForAnyValue:${operator.name}\``;
    return [toFinding('error', 'Missing qualifier', message, path)];
  }
  if (!isMultivalued && qualifier === 'ForAllValues' && effect === 'Allow') {
    const message = `\`ForAllValues\` holds where \`${name}\` is absent, and the key has one value`;
    return [toFinding('security-warning', 'ForAllValues with single valued key', message, path)];
  }
  return [];
}

const FAMILIES: Readonly<Record<ConditionKeyType, readonly ValueFamily[]>> = {
  string: ['string', 'arn'],
  // ARNs are often compared as strings, which is stricter about colons and works.
  arn: ['arn', 'string'],
  boolean: ['boolean', 'string'],
  number: ['number'],
  date: ['date'],
  ip: ['ip'],
  binary: ['binary'],
};

const MISMATCHES: Readonly<Record<ValueFamily, string>> = {
  boolean: 'Type mismatch Boolean',
  date: 'Type mismatch date',
  ip: 'Type mismatch IP range',
  number: 'Type mismatch number',
  string: 'Type mismatch string',
  arn: 'Type mismatch',
  binary: 'Type mismatch',
  null: 'Type mismatch',
};

function lintType({ name, type }: ConditionKey, operator: ConditionOperator, path: Path): PolicyFinding[] {
  if (operator.family === 'null' || FAMILIES[type].includes(operator.family)) return [];
  // Times are told in seconds too.
  if (type === 'date' && operator.family === 'number') return [];
  const message = `\`${operator.name}\` does not suit \`${name}\`, which is of type ${type}`;
  return [toFinding('warning', 'Type mismatch', message, path)];
}

function lintValues(operator: ConditionOperator, value: unknown, path: Path): PolicyFinding[] {
  return toList(value).flatMap((item, i) => {
    const text = String(item);
    if (typeof item === 'object' || text.includes('${')) return [];
    return lintValue(operator, text, itemPath(path, value, i));
  });
}

function lintValue(operator: ConditionOperator, text: string, path: Path): PolicyFinding[] {
  const { family, name, hasWildcards } = operator;
  const never = `and never fits \`${name}\``;
  if (family === 'number' && parseNumber(text) === undefined)
    return [toFinding('warning', MISMATCHES.number, `${quote(text)} is no number, ${never}`, path)];
  if (family === 'date' && parseDate(text) === undefined)
    return [toFinding('warning', 'Invalid date value', `${quote(text)} is no date, ${never}`, path)];
  if ((family === 'boolean' || family === 'null') && !/^(?:true|false)$/i.test(text))
    return [
      toFinding('warning', MISMATCHES.boolean, `${quote(text)} is neither \`true\` nor \`false\`, ${never}`, path),
    ];
  if (family === 'ip') return lintRange(text, never, path);
  if (family === 'arn' && text !== '*' && text.split(':').length < 6)
    return [toFinding('error', 'Missing ARN field', `${quote(text)} has fewer than six fields, ${never}`, path)];
  if (family === 'string' && !hasWildcards && /[*?]/.test(text))
    return [
      toFinding(
        'warning',
        'Wildcard without like operator',
        `${quote(text)}: \`${name}\` takes wildcards for letters`,
        path,
      ),
    ];
  return [];
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => parseAddressRange(text) ?? [],
);

function lintRange(text: string, never: string, path: Path): PolicyFinding[] {
  const range = parseAddressRange(text);
  if (range === undefined)
    return [toFinding('warning', MISMATCHES.ip, `${quote(text)} is no address and no CIDR block, ${never}`, path)];
  const isPrivate = PRIVATE.some(
    ({ version, first, last }) => version === range.version && range.first >= first && range.last <= last,
  );
  const isVpc = path.some((step) => /vpcsourceip|privateip/i.test(String(step)));
  if (isPrivate && !isVpc)
    return [
      toFinding('error', 'Private IP address', `${quote(text)} is private: requests come from public addresses`, path),
    ];
  const [address = ''] = text.split('/');
  const own = parseAddressRange(address);
  if (text.includes('/') && own !== undefined && own.first !== range.first) {
    return [
      toFinding('suggestion', 'Improve IP range', `the bits of ${quote(text)} behind the mask do not count`, path),
    ];
  }
  return [];
}

/** Conditions that hold for every request, or for none. */
function lintUseless({ operator, qualifier, ifExists }: OperatorWord, value: unknown, path: Path): PolicyFinding[] {
  const values = toList(value).map(String);
  const words = new Set(values.map((text) => text.toLowerCase()));
  if ((operator.family === 'boolean' || operator.family === 'null') && words.has('true') && words.has('false')) {
    return [
      toFinding('error', 'Invalid condition multiple Boolean', '`true` and `false` together ask for nothing', path),
    ];
  }
  const isEverything = operator.hasWildcards && values.some((text) => /^\*+$/.test(text));
  if (isEverything && !operator.isNegated && (ifExists || qualifier === 'ForAllValues')) {
    return [
      toFinding(
        'warning',
        'Condition always holds',
        `\`${operator.name}\` with \`*\` and \`IfExists\` asks for nothing`,
        path,
      ),
    ];
  }
  if (new Set(values).size < values.length) {
    return [toFinding('suggestion', 'Redundant condition value num', 'the same value stands twice', path)];
  }
  return [];
}
