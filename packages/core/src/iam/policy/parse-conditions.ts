import { conditionOperators, findOperator } from '../conditions/index.ts';
import { findNearest, toHint } from '../../app/find-nearest.ts';
import type { ConditionOperator } from '../conditions/operator.ts';
import { parseIntrinsic } from './intrinsic-text.ts';
import {
  isRecord,
  itemPath,
  quote,
  report,
  reportLength,
  toList,
  type ParseContext,
  type Path,
} from './parse-context.ts';
import { parseText } from './parse-text.ts';
import type { Condition } from './policy.ts';
import type { Text } from './text.ts';

/** Every key of every operator of a `Condition`. What has no meaning is reported as fatal. */
export function parseConditions(value: unknown, path: Path, context: ParseContext): readonly Condition[] {
  if (value === undefined) return [];
  if (!isRecord(value)) {
    report(context, 'error', 'Data type mismatch', '`Condition` is an object', path, true);
    return [];
  }
  if (Object.keys(value).length === 0) {
    report(context, 'suggestion', 'Empty object condition', 'an empty `Condition` always holds', path);
  }
  return Object.keys(value).flatMap((word) => parseOperator(word, value[word], [...path, word], context));
}

export interface OperatorWord {
  readonly operator: ConditionOperator;
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** `ForAllValues:StringLikeIfExists`, in any case. */
export function parseOperatorWord(word: string): OperatorWord | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(word);
  const operator = findOperator(match?.[2] ?? '');
  if (match === null || operator === undefined) return undefined;
  const ifExists = match[3] !== undefined;
  if (match[1] === undefined) return { operator, ifExists };
  return { operator, ifExists, qualifier: match[1].toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue' };
}

function parseOperator(word: string, value: unknown, path: Path, context: ParseContext): Condition[] {
  const parsed = parseOperatorWord(word);
  if (parsed === undefined) {
    const hint = toHint(
      findNearest(
        word.replace(/^\w+:|IfExists$/gi, ''),
        conditionOperators.map(({ name }) => name),
      ),
    );
    report(
      context,
      'error',
      'Invalid condition operator',
      `${quote(word)} is no condition operator${hint}`,
      path,
      true,
    );
    return [];
  }
  if (parsed.operator.name === 'Null') reportNull(parsed, path, context);
  if (!isRecord(value)) {
    report(context, 'error', 'Invalid condition data type', `${quote(word)} holds an object of keys`, path, true);
    return [];
  }
  const keys = Object.keys(value);
  if (keys.length === 0) {
    report(context, 'suggestion', 'Empty object condition', `${quote(word)} without a key always holds`, path);
  }
  reportDoubleKeys(keys, path, context);
  return keys.map((key) => parseKey(parsed, key, value[key], [...path, key], context));
}

function reportNull({ qualifier, ifExists }: OperatorWord, path: Path, context: ParseContext): void {
  if (ifExists) report(context, 'error', 'Null with if exists', '`Null` has no `IfExists`', path, true);
  if (qualifier !== undefined) {
    report(context, 'suggestion', 'Null with qualifier', `\`${qualifier}\` adds nothing to \`Null\``, path);
  }
}

function reportDoubleKeys(keys: readonly string[], path: Path, context: ParseContext): void {
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key.toLowerCase())) {
      const message = `the key ${quote(key)} stands twice, in different case`;
      report(context, 'error', 'Duplicate keys with different case', message, [...path, key]);
    }
    seen.add(key.toLowerCase());
  }
}

function parseKey(
  { operator, qualifier, ifExists }: OperatorWord,
  key: string,
  value: unknown,
  path: Path,
  context: ParseContext,
): Condition {
  if (!/^[\w.-]+:\S/.test(key)) {
    report(context, 'error', 'Invalid condition key format', `${quote(key)} is no condition key`, path);
  }
  const items = toList(value);
  if (items.length === 0) reportEmpty(key, qualifier, ifExists, path, context);
  const values = items.flatMap((item, i) => parseValue(item, operator, itemPath(path, value, i), context));
  const condition = { operator: operator.name, ifExists, key: key.toLowerCase(), values };
  return qualifier === undefined ? condition : { ...condition, qualifier };
}

function reportEmpty(
  key: string,
  qualifier: Condition['qualifier'],
  ifExists: boolean,
  path: Path,
  context: ParseContext,
): void {
  const tail = qualifier === undefined ? (ifExists ? ' IfExists' : '') : ` ${qualifier}`;
  report(context, 'suggestion', `Empty array condition${tail}`, `${quote(key)} has no value to compare with`, path);
}

function parseValue(item: unknown, operator: ConditionOperator, path: Path, context: ParseContext): Text[] {
  if (reportLength(item, path, context)) return [];
  const options = { wildcards: operator.hasWildcards, variables: context.variables };
  if (typeof item === 'boolean' || typeof item === 'number') return [parseText(String(item), options).text];
  const read = typeof item === 'string' ? parseText(item, options) : parseIntrinsic(item, options);
  if (read === undefined) {
    const message = `${quote(item)} is no value of a condition`;
    report(context, 'error', 'Invalid condition data type', message, path, true);
    return [];
  }
  for (const problem of read.problems)
    report(context, 'error', problem, `${quote(item)} holds a broken variable`, path);
  if (!context.variables && typeof item === 'string' && /\$\{[^}]/.test(item)) {
    const message = `${quote(item)} is plain text without \`"Version": "2012-10-17"\``;
    report(context, 'error', 'Variable unsupported in version', message, path);
  }
  const takesVariables = ['string', 'arn'].includes(operator.family);
  if (!takesVariables && read.text.some(({ kind }) => kind === 'variable')) {
    report(context, 'error', 'Invalid variable for operator', `\`${operator.name}\` takes no variables`, path);
  }
  return [read.text];
}
