import type { Statement } from '../policy/policy.ts';
import type { Text } from '../policy/text.ts';
import { fillPattern } from './text/fill-pattern.ts';
import { ANY } from './text/pattern.ts';
import { readPattern, type Meaning } from './to-pattern.ts';

/** More texts with variables, and more texts that they could meet, are not looked at. */
const MAX_TEXTS = 40;
/** So many values of one key are enough. */
const MAX_VALUES = 8;

/**
 * By their keys, values of variables with which a text is one that another pattern takes: `b/${aws:username}` meets
 * `b/x/*` where the name is `x/example`.
 */
export function listMeetings(statements: readonly Statement[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const texts of listDimensions(statements)) {
    const open = texts.filter(hasVariable).slice(0, MAX_TEXTS);
    const filled = open.length === 0 ? [] : texts.slice(0, MAX_TEXTS).flatMap(fillText);
    for (const text of open) {
      for (const { key, value } of filled.flatMap((other) => findValues(text, other))) {
        const values = found.get(key) ?? new Set();
        if (values.size < MAX_VALUES) values.add(value);
        found.set(key, values);
      }
    }
  }
  return new Map([...found].map(([key, values]) => [key, [...values]]));
}

/** The texts that are held against the same part of a request. */
function listDimensions(statements: readonly Statement[]): readonly (readonly Text[])[] {
  const dimensions = new Map<string, Text[]>([['', statements.flatMap(({ resources }) => resources?.patterns ?? [])]]);
  for (const { key, values } of statements.flatMap(({ conditions }) => conditions)) {
    const texts = dimensions.get(key);
    if (texts === undefined) dimensions.set(key, [...values]);
    else for (const value of values) texts.push(value);
  }
  return [...dimensions.values()];
}

const hasVariable = (text: Text): boolean => text.some(({ kind }) => kind === 'variable');

/** Variables and symbols may be any text here. */
const WIDE: Meaning = { ofVariable: () => ANY, ofSymbol: () => ANY };

function fillText(text: Text): readonly string[] {
  const pattern = readPattern(text, 'plain', WIDE);
  return typeof pattern === 'string' ? [] : fillPattern(pattern);
}

interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** What the variables of a text stand for where it is this other text: each as little as it can be, the last one all that is left. */
function findValues(text: Text, other: string): readonly KeyValue[] {
  const values: KeyValue[] = [];
  let at = 0;
  let open: string | undefined;
  for (const [place, part] of text.entries()) {
    if (part.kind === 'literal') {
      const isLast = place === text.length - 1;
      const next = isLast ? other.length - part.text.length : other.indexOf(part.text, at);
      if (next < at || (open === undefined && next !== at) || !other.startsWith(part.text, next)) return [];
      if (open !== undefined && open !== '') values.push({ key: open, value: other.slice(at, next) });
      at = next + part.text.length;
      open = undefined;
    } else {
      // Of neighbours without a letter between them, all but the first are taken to be empty.
      if (open === undefined) open = part.kind === 'variable' ? part.key : '';
      else if (part.kind === 'variable') values.push({ key: part.key, value: '' });
    }
  }
  if (open !== undefined && open !== '') values.push({ key: open, value: other.slice(at) });
  return values;
}
