import type { PackageRef } from '../package.ts';
import { isOneEdit } from './is-one-edit.ts';
import { popularNames } from './popular-names.generated.ts';

/** A package whose name is one edit from that of a far more popular one. Information: most of them are what they say. */
export interface Lookalike {
  readonly ref: PackageRef;
  /** The popular name. */
  readonly of: string;
}

/** Shorter names are one edit from each other by chance. */
const SHORTEST = 5;
const LONGEST = 214;

/** The directly wanted npm packages whose names look like popular ones. */
export function findLookalikes(packages: readonly PackageRef[]): readonly Lookalike[] {
  const popular = new Set(popularNames.split('\n'));
  const asked = packages.filter(
    ({ ecosystem, direct, name }) =>
      ecosystem === 'npm' && direct && name.length >= SHORTEST && name.length <= LONGEST && !popular.has(name),
  );
  if (asked.length === 0) return [];
  const byShape = indexByShape(popular);
  return asked.flatMap((ref): readonly Lookalike[] => {
    const candidates = new Set(toShapes(ref.name).flatMap((shape) => byShape.get(shape) ?? []));
    const of = [...candidates].find((name) => isOneEdit(ref.name, name));
    return of === undefined ? [] : [{ ref, of }];
  });
}

/** Names that are one edit apart share a shape: the name itself, or one with a letter left out. */
function toShapes(name: string): readonly string[] {
  return [name, ...Array.from({ length: name.length }, (_, at) => name.slice(0, at) + name.slice(at + 1))];
}

function indexByShape(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const byShape = new Map<string, string[]>();
  for (const name of names) {
    if (name.length < SHORTEST) continue;
    for (const shape of toShapes(name)) {
      const same = byShape.get(shape);
      if (same === undefined) byShape.set(shape, [name]);
      else same.push(name);
    }
  }
  return byShape;
}
