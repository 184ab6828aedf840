import { toPackageName } from '../names.ts';
import { satisfies } from '../versions/satisfies.ts';
import type { PythonWish } from './python-list.ts';

/** The markers of which one must hold for a package to be installed; `undefined` where it is asked for without, or not at all. */
export type MarkerFinder = (name: string, version: string | null) => string | undefined;

/**
 * Gathers the markers with which packages are asked for. A wish for one of several versions counts for that alone, one for a range for
 * those that it allows, any other for all versions of its name.
 */
export function createMarkerFinder(wishes: Iterable<PythonWish>): MarkerFinder {
  const asked = new Map<string, Map<string, PythonWish>>();
  for (const wish of wishes) {
    const key = toKey(wish.name, wish.version);
    const same = asked.get(key) ?? new Map<string, PythonWish>();
    asked.set(key, same);
    // One more than counts is enough to know that there are too many.
    if (same.size <= MOST_MARKERS) same.set(`${wish.range ?? ''}\n${wish.marker ?? ''}`, wish);
  }
  return (name, version) => {
    const keys = [toKey(name), ...(version === null ? [] : [toKey(name, version)])];
    const found = keys.flatMap((key) => [...(asked.get(key)?.values() ?? [])]);
    const meant = found.length > MOST_MARKERS ? found : found.filter((wish) => isMeant(wish, version));
    return toAlternatives([...new Set((meant.length === 0 ? found : meant).map(({ marker }) => marker))]);
  };
}

const isMeant = ({ range }: PythonWish, version: string | null): boolean =>
  range === undefined || version === null || satisfies('PyPI', version, range) !== false;

const toKey = (name: string, version = ''): string => `${toPackageName('PyPI', name)}\n${version}`;

/** More than anybody writes is left open: a package may have as many versions. */
const MOST_MARKERS = 30;

/** One of several markers holds; `undefined` where one of them always does, or nothing is said. */
export function toAlternatives(markers: readonly (string | undefined)[]): string | undefined {
  const isOpen = markers.length === 0 || markers.length > MOST_MARKERS || markers.includes(undefined);
  return isOpen ? undefined : `(${markers.map((one) => `(${one})`).join(' or ')})`;
}
