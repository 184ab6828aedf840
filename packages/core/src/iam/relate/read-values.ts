import { findOperator } from '../conditions/index.ts';
import { resolveText } from '../policy/match-text.ts';
import type { Condition } from '../policy/policy.ts';
import { hasSymbol, type Text } from '../policy/text.ts';
import type { Fit } from './literal.ts';
import type { Pattern, Token } from './text/pattern.ts';
import { readPattern, type Meaning, type TextSort } from './to-pattern.ts';
import { TooLarge } from './too-large.ts';

/** The longest ARN has 2,048 characters. */
const MAX_LENGTH = 10_000;

/** What a condition wants of a value, by its operator. */
export function readValues(condition: Condition, meaning: Meaning, values: readonly Text[]): Fit {
  const operator = findOperator(condition.operator);
  const open: Fit = { kind: 'open', name: spellOpen(condition, meaning) };
  if (operator === undefined) return open;
  const sort = SORTS[operator.name.replace('Not', '')];
  if (sort !== undefined) {
    const texts =
      sort === 'arn' ? values : values.map((value) => (isItself(value, condition.key, meaning) ? ALL : value));
    const patterns = readTexts(texts, sort, operator.hasWildcards, meaning);
    return patterns === undefined ? open : { kind: 'text', patterns };
  }
  const isOpen = values.some((value) =>
    value.some((part) => part.kind === 'symbol' || (part.kind === 'variable' && isToken(meaning.ofVariable(part.key)))),
  );
  if (isOpen) return open;
  // Positive and negated operators of one type compare alike.
  return { kind: 'typed', operator, wanted: values.map((value) => resolve(value, meaning)) };
}

const ALL: Text = [{ kind: 'any' }];

/** Whether a value is what the key itself has, or begins or ends so: that every value of the key is. */
function isItself(value: Text, key: string, meaning: Meaning): boolean {
  const others = value.filter(({ kind }) => kind !== 'any');
  const [only] = others;
  return others.length === 1 && only?.kind === 'variable' && only.key === key && isToken(meaning.ofVariable(key));
}

/**
 * What a symbol stands for is text to an operator without wildcards. To the others it is a pattern, which holds itself as a text whatever
 * wildcards there are in it.
 */
function readTexts(
  values: readonly Text[],
  sort: TextSort,
  hasWildcards: boolean,
  meaning: Meaning,
): readonly Pattern[] | undefined {
  const exact = hasWildcards ? values.filter(hasSymbol) : values;
  const patterns = readPatterns(exact, sort, toExact(meaning));
  if (!hasWildcards || patterns === undefined) return patterns;
  const open = readPatterns(values, sort, meaning);
  return open === undefined ? undefined : [...new Map([...open, ...patterns].map((one) => [one.key, one])).values()];
}

const toExact = (meaning: Meaning): Meaning => ({
  ...meaning,
  ofSymbol: (id, sort) => meaning.ofSymbol(id, sort, true),
});

/** By the operator's name without `Not`. */
const SORTS: Readonly<Record<string, TextSort>> = {
  StringEquals: 'plain',
  StringLike: 'plain',
  StringEqualsIgnoreCase: 'caseless',
  BinaryEquals: 'plain',
  ArnEquals: 'arn',
  ArnLike: 'arn',
};

const isToken = (value: string | Token | undefined): boolean => typeof value === 'object';

export const resolve = (text: Text, meaning: Meaning): ReturnType<typeof resolveText> =>
  resolveText(text, {
    valueOf: (key) => {
      const value = meaning.ofVariable(key);
      return typeof value === 'string' ? value : undefined;
    },
    assume: false,
  });

/** `undefined` when one of the patterns is open. */
export function readPatterns(texts: readonly Text[], sort: TextSort, meaning: Meaning): readonly Pattern[] | undefined {
  const patterns = new Map<string, Pattern>();
  for (const text of texts) {
    if (countText(text) > MAX_LENGTH) throw new TooLarge('too long');
    const pattern = readPattern(text, sort, meaning);
    if (pattern === 'open') return undefined;
    if (pattern !== 'never') patterns.set(pattern.key, pattern);
  }
  return [...patterns.values()];
}

/** Equal names for what holds together, whatever the variables stand for. */
function spellOpen({ operator, values }: Condition, meaning: Meaning): string {
  const spelled = values.map((value) =>
    value.map((part) => (part.kind === 'variable' ? [part, meaning.ofVariable(part.key)] : part)),
  );
  // Both compare ARNs alike.
  return `${operator.replace('Not', '').replace('ArnEquals', 'ArnLike')} ${JSON.stringify(spelled)}`;
}

export const countText = (text: Text): number =>
  text.reduce((sum, part) => sum + (part.kind === 'literal' ? part.text.length : 1), 0);
