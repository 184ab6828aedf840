import { isSpent, type Budget } from '../relate/budget.ts';
import { covers } from '../relate/text/automaton.ts';
import { parseGlob, toPattern } from '../relate/text/pattern.ts';
import { spell } from './draft.ts';

/** Longer lists are freed of doubles alone. */
const MAX_ENTRIES = 300;

/** Entries without those that another one holds: the first of equal ones stays. */
export function dropCovered(entries: readonly unknown[], caseless: boolean, budget: Budget): readonly unknown[] {
  const distinct = [
    ...new Map(entries.toReversed().map((entry) => [fold(entry, caseless), entry])).values(),
  ].toReversed();
  if (distinct.length > MAX_ENTRIES) return distinct;
  return distinct.filter(
    (entry) =>
      isSpent(budget) || !distinct.some((other) => other !== entry && isCovered(entry, other, caseless, budget)),
  );
}

const fold = (entry: unknown, caseless: boolean): string => (caseless ? spell(entry).toLowerCase() : spell(entry));

function isCovered(entry: unknown, other: unknown, caseless: boolean, budget: Budget): boolean {
  if (other === '*') return true;
  if (typeof entry !== 'string' || typeof other !== 'string') return false;
  // What variables stand for is for the comparison to weigh, not for the spelling.
  if (other.includes('${') || /\$\{[*?$]\}/.test(entry)) return false;
  const [inner, outer] = [entry, other].map((text) => toPattern(parseGlob(caseless ? text.toLowerCase() : text)));
  return inner !== undefined && outer !== undefined && inner.key !== outer.key && covers(outer, inner, budget);
}
