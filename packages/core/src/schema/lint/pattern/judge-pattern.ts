import { findGrowth, TooHard, type Growth } from './find-ambiguity.ts';
import { parsePattern, type Part, type Pattern } from './parse-pattern.ts';
import { toAutomaton, TooLarge } from './to-automaton.ts';

export type Verdict =
  /** See `Growth`. */
  | { readonly kind: 'known'; readonly growth: Growth }
  /** Nothing could be proved. */
  | { readonly kind: 'unknown'; readonly why: string };

/** How the time that a pattern takes grows with the text that it fails on, as V8 searches for it. */
export function judgePattern(source: string): Verdict {
  const pattern = source.length > 10_000 ? undefined : parsePattern(source);
  if (pattern === undefined) return { kind: 'unknown', why: 'is too long or too unusual to be judged' };
  const root = replaceReferences(pattern.root, pattern);
  if (root === undefined) return { kind: 'unknown', why: 'repeats by a back reference what may be of any length' };
  if (repeatsNothing(root)) return { kind: 'known', growth: Infinity };
  try {
    return { kind: 'known', growth: measure(root, !isAnchored(root)) };
  } catch (error) {
    if (error instanceof TooHard || error instanceof TooLarge)
      return { kind: 'unknown', why: 'is too intricate to be proved harmless' };
    throw error;
  }
}

function measure(root: Part, isSearch: boolean): Growth {
  const counted = findCounted(root);
  // A bounded number of exponential steps is no comfort: what is counted is judged as if it had no end.
  if (counted.some((part) => findGrowth(toAutomaton(toFailing(part), false)) === Infinity)) return Infinity;
  const own = findGrowth(toAutomaton(root, isSearch));
  const inner = findLookarounds(root, isSearch).map((one) => Math.max(measure(one.part, one.isRepeated), toTries(one)));
  return Math.max(own, ...inner);
}

/** A look around that succeeds is tried again at the next place, where what follows it fails: all that it takes is taken each time. */
const toTries = ({ part, isRepeated }: Lookaround): Growth => (isRepeated && hasNoEnd(part) ? 2 : 1);

function hasNoEnd(part: Part): boolean {
  if (part.kind === 'sequence' || part.kind === 'choice') return part.parts.some(hasNoEnd);
  return part.kind === 'repeat' && (part.max === Infinity || hasNoEnd(part.part));
}

interface Lookaround {
  readonly part: Part;
  /** It is tried at more than one place. */
  readonly isRepeated: boolean;
}

/** What is repeated often, but not without end. */
function findCounted(part: Part): readonly Part[] {
  if (part.kind === 'sequence' || part.kind === 'choice') return part.parts.flatMap(findCounted);
  if (part.kind !== 'repeat') return [];
  const isCounted = part.max !== Infinity && part.max > 4;
  return [...(isCounted ? [part.part] : []), ...findCounted(part.part)];
}

const toFailing = (part: Part): Part => ({
  kind: 'sequence',
  parts: [{ kind: 'repeat', part, min: 0, max: Infinity }, { kind: 'assert' }],
});

function findLookarounds(part: Part, isRepeated: boolean): readonly Lookaround[] {
  if (part.kind === 'assert') return part.part === undefined ? [] : [{ part: part.part, isRepeated }];
  if (part.kind === 'repeat') return findLookarounds(part.part, isRepeated || part.max > 8);
  if (part.kind !== 'sequence' && part.kind !== 'choice') return [];
  return part.parts.flatMap((each) => findLookarounds(each, isRepeated));
}

function isAnchored(part: Part): boolean {
  if (part.kind === 'start') return true;
  if (part.kind === 'choice') return part.parts.every(isAnchored);
  if (part.kind === 'repeat') return part.min > 0 && isAnchored(part.part);
  if (part.kind !== 'sequence') return false;
  // Asserts before it take nothing, so that the start is still the start.
  const first = part.parts.findIndex((each) => each.kind !== 'assert');
  const head = part.parts[first];
  return head !== undefined && isAnchored(head);
}

const canBeEmpty = (part: Part): boolean => {
  if (part.kind === 'chars') return false;
  if (part.kind === 'sequence') return part.parts.every(canBeEmpty);
  if (part.kind === 'choice') return part.parts.some(canBeEmpty);
  return part.kind !== 'repeat' || part.min === 0 || canBeEmpty(part.part);
};

/** `(a?){30}`: which of thirty turns took nothing, is tried in every way. */
function repeatsNothing(part: Part): boolean {
  if (part.kind === 'assert') return part.part !== undefined && repeatsNothing(part.part);
  if (part.kind === 'sequence' || part.kind === 'choice') return part.parts.some(repeatsNothing);
  if (part.kind !== 'repeat') return false;
  return repeatsNothing(part.part) || (part.min > 4 && canBeEmpty(part.part) && takesSomething(part.part));
}

function takesSomething(part: Part): boolean {
  if (part.kind === 'chars') return true;
  if (part.kind === 'sequence' || part.kind === 'choice') return part.parts.some(takesSomething);
  return part.kind === 'repeat' && takesSomething(part.part);
}

/** A group of bounded length may come once more; what it matched then is one of the texts that it matches at all. */
function replaceReferences(part: Part, { groups }: Pattern): Part | undefined {
  const isEndless = (each: Part): boolean => {
    if (each.kind === 'back') return true;
    if (each.kind === 'sequence' || each.kind === 'choice') return each.parts.some(isEndless);
    if (each.kind === 'assert') return each.part !== undefined && isEndless(each.part);
    return each.kind === 'repeat' && (each.max > 8 || isEndless(each.part));
  };
  const replace = (each: Part): Part => {
    if (each.kind === 'sequence' || each.kind === 'choice') return { ...each, parts: each.parts.map(replace) };
    if (each.kind === 'repeat') return { ...each, part: replace(each.part) };
    if (each.kind === 'assert' && each.part !== undefined) return { kind: 'assert', part: replace(each.part) };
    const group = each.kind === 'back' ? groups.get(each.group) : undefined;
    return group === undefined || isEndless(group) ? each : group;
  };
  const replaced = replace(part);
  const hasBack = (each: Part): boolean => {
    if (each.kind === 'back') return groups.has(each.group);
    if (each.kind === 'sequence' || each.kind === 'choice') return each.parts.some(hasBack);
    return (each.kind === 'repeat' || each.kind === 'assert') && each.part !== undefined && hasBack(each.part);
  };
  return hasBack(replaced) ? undefined : replaced;
}
