/** A branch of `Fn::If` in which something stands; which one is deployed is not decided while reading. */
export interface Branch {
  readonly condition: string;
  readonly holds: boolean;
  /** The file of the template that the condition is of, where that is another one than the holder's. */
  readonly template?: string;
}

/** All of several branches at once; `undefined` where one condition would have to hold and not to. */
export function joinBranches(...all: readonly (readonly Branch[] | undefined)[]): readonly Branch[] | undefined {
  const joined: Branch[] = [];
  for (const branch of all.flatMap((branches) => branches ?? [])) {
    const known = joined.find((other) => isOfSame(other, branch));
    if (known === undefined) joined.push(branch);
    else if (known.holds !== branch.holds) return undefined;
  }
  return joined;
}

const isOfSame = (a: Branch, b: Branch): boolean => a.condition === b.condition && a.template === b.template;

/** What stands in branches, as a field: no field for what stands always. */
export const toOnlyIf = (branches: readonly Branch[]): { readonly onlyIf?: readonly Branch[] } =>
  branches.length === 0 ? {} : { onlyIf: branches };

/** The branches of another template than the holder's, which their names alone do not tell. */
export const ofTemplate = (branches: readonly Branch[] | undefined, template: string): readonly Branch[] =>
  (branches ?? []).map((branch) => ({ template, ...branch }));

/** More alternatives are not simplified. */
const MOST_MERGED = 64;

/** Alternatives in as few as they come to: something that stands in both branches of a condition stands always. */
export function mergeAlternatives(all: readonly (readonly Branch[])[]): readonly (readonly Branch[])[] {
  if (all.some((branches) => branches.length === 0)) return [[]];
  if (all.length > MOST_MERGED) return all;
  for (const [at, one] of all.entries()) {
    for (const other of all.slice(at + 1)) {
      const common = findCommon(one, other);
      if (common !== undefined) return mergeAlternatives([...all.filter((a) => a !== one && a !== other), common]);
    }
  }
  return all;
}

/** What two alternatives share that differ in nothing but whether one condition holds. */
function findCommon(one: readonly Branch[], other: readonly Branch[]): readonly Branch[] | undefined {
  if (one.length !== other.length) return undefined;
  const differing = one.filter((branch) => !other.some((o) => isOfSame(o, branch) && o.holds === branch.holds));
  const [only] = differing;
  if (only === undefined) return one;
  const isOpposed = differing.length === 1 && other.some((branch) => isOfSame(branch, only));
  return isOpposed ? one.filter((branch) => branch !== only) : undefined;
}
