import { toPackageName } from '../names.ts';
import type { PythonWish } from './python-list.ts';

/** The markers of which one must hold for a package to be installed; `undefined` where it is asked for without, or not at all. */
export type MarkerFinder = (name: string, version: string | null) => string | undefined;

/**
 * Gathers the markers with which packages are asked for. A wish for one of several versions counts for that alone, any other for all
 * versions of its name.
 */
export function createMarkerFinder(wishes: Iterable<PythonWish>): MarkerFinder {
  const asked = new Map<string, Set<string | undefined>>();
  for (const { name, version, marker } of wishes) {
    const key = toKey(name, version);
    const markers = asked.get(key);
    if (markers === undefined) asked.set(key, new Set([marker]));
    else markers.add(marker);
  }
  const known = new Map<string, string | undefined>();
  return (name, version) => {
    const keys = [toKey(name), ...(version === null ? [] : [toKey(name, version)])].filter((key) => asked.has(key));
    const key = keys.join(' ');
    if (!known.has(key)) known.set(key, toAlternatives(keys.flatMap((one) => [...(asked.get(one) ?? [])])));
    return known.get(key);
  };
}

const toKey = (name: string, version = ''): string => `${toPackageName('PyPI', name)}\n${version}`;

/** More than anybody writes is left open: a package may have as many versions. */
const MOST_MARKERS = 30;

/** One of several markers holds; `undefined` where one of them always does, or nothing is said. */
export function toAlternatives(markers: readonly (string | undefined)[]): string | undefined {
  const isOpen = markers.length === 0 || markers.length > MOST_MARKERS || markers.includes(undefined);
  return isOpen ? undefined : `(${markers.map((one) => `(${one})`).join(' or ')})`;
}
