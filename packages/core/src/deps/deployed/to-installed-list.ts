import { PackageList } from '../package-list.ts';
import type { Ecosystem, PackageRef } from '../package.ts';

/** What the manifest beside installed packages asks for, by the names under which it is installed. */
export interface Asked {
  readonly production: ReadonlySet<string>;
  readonly development: ReadonlySet<string>;
}

const MAX_LEVELS = 40;

/**
 * Installed packages as one list: what needs what is told by the packages themselves, what is asked for by the manifest beside them.
 * What only its development dependencies lead to is there for development.
 */
export function toInstalledList(
  refs: readonly PackageRef[],
  ecosystem: Ecosystem,
  folder: string,
  asked: Asked | undefined,
): readonly PackageRef[] {
  const list = new PackageList();
  const byPath = new Map<string, number>();
  const indexes = refs.map((ref) => {
    const index = list.add(ref);
    byPath.set(ecosystem === 'npm' ? (ref.path ?? '') : ref.name, index);
    return index;
  });
  const find = (from: string, name: string): number | undefined =>
    ecosystem === 'npm' ? findUpwards(folder, from, name, byPath) : byPath.get(name);
  for (const [i, ref] of refs.entries()) {
    for (const name of ref.needs ?? []) {
      const to = find(ref.path ?? '', name);
      if (to !== undefined) list.require(indexes[i] ?? -1, to);
    }
  }
  if (asked !== undefined) {
    const [production, development] = [asked.production, asked.development].map((names) =>
      [...names].flatMap((name) => find(folder, name) ?? []),
    );
    for (const index of [...(production ?? []), ...(development ?? [])]) list.ask(index, '');
    list.markDevelopment(production ?? [], development ?? []);
  }
  return list.toPackages();
}

/** What Node.js would load as `name` from a package: the nearest `node_modules` on the way up, and none above `folder`. */
function findUpwards(
  folder: string,
  from: string,
  name: string,
  byPath: ReadonlyMap<string, number>,
): number | undefined {
  let base = from;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    const found = byPath.get(`${base === '' ? '' : `${base}/`}node_modules/${name}`);
    if (found !== undefined || base === folder) return found;
    const at = base.lastIndexOf('/node_modules/');
    base = at === -1 || at < folder.length ? folder : base.slice(0, at);
  }
  return undefined;
}
