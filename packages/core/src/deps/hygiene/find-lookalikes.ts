import type { Ecosystem, PackageRef } from '../package.ts';
import { isOneEdit } from './is-one-edit.ts';
import { knownSiblings, popularNames } from './popular-names.generated.ts';
import { wellKnownPython } from './well-known-python.ts';

/** A package whose name is one edit from that of a far more popular one. Information: most of them are what they say. */
export interface Lookalike {
  readonly ref: PackageRef;
  /** The popular name. */
  readonly of: string;
}

/** Shorter names are one edit from each other by chance. */
const SHORTEST = 5;
const LONGEST = 214;

/** The directly wanted packages whose names look like popular ones. */
export function findLookalikes(packages: readonly PackageRef[]): readonly Lookalike[] {
  return [...find('npm', packages, () => popularNames.split('\n')), ...find('PyPI', packages, () => wellKnownPython)];
}

function find(
  ecosystem: Ecosystem,
  packages: readonly PackageRef[],
  listPopular: () => readonly string[],
): readonly Lookalike[] {
  const direct = packages.filter(
    (ref) => ref.ecosystem === ecosystem && ref.direct && ref.name.length >= SHORTEST && ref.name.length <= LONGEST,
  );
  if (direct.length === 0) return [];
  const popular = new Set(listPopular());
  const siblings = new Set(ecosystem === 'npm' ? knownSiblings.split('\n') : []);
  const asked = direct.filter(({ name }) => !popular.has(name) && !siblings.has(name));
  return asked.flatMap((ref): readonly Lookalike[] => {
    const of = [...popular].find((name) => name.length >= SHORTEST && isOneEdit(ref.name, name));
    return of === undefined ? [] : [{ ref, of }];
  });
}
