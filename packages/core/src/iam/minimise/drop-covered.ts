import { covers } from '../relate/text/automaton.ts';
import { parseGlob, toPattern } from '../relate/text/pattern.ts';
import { spell } from './draft.ts';

/** Entries without those that another one holds: the first of equal ones stays. */
export function dropCovered(entries: readonly unknown[], caseless: boolean): readonly unknown[] {
  const distinct = entries.filter((entry, index) => isFirst(entries, index, caseless, entry));
  return distinct.filter((entry) => !distinct.some((other) => other !== entry && isCovered(entry, other, caseless)));
}

function isFirst(entries: readonly unknown[], index: number, caseless: boolean, entry: unknown): boolean {
  return entries.findIndex((other) => fold(other, caseless) === fold(entry, caseless)) === index;
}

const fold = (entry: unknown, caseless: boolean): string => (caseless ? spell(entry).toLowerCase() : spell(entry));

function isCovered(entry: unknown, other: unknown, caseless: boolean): boolean {
  if (other === '*') return true;
  if (typeof entry !== 'string' || typeof other !== 'string') return false;
  // What variables stand for is for the comparison to weigh, not for the spelling.
  if (other.includes('${') || /\$\{[*?$]\}/.test(entry)) return false;
  const [inner, outer] = [entry, other].map((text) => toPattern(parseGlob(caseless ? text.toLowerCase() : text)));
  return inner !== undefined && outer !== undefined && inner.key !== outer.key && covers(outer, inner);
}
