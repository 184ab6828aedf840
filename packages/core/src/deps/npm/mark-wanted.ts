import { toRelative } from '../../app/path.ts';
import type { PackageList } from '../package-list.ts';
import type { Manifest, Wanted } from './read-manifest.ts';

/**
 * Notes in a lock file's packages what the manifests say of them: which workspace asks for which directly, and what nothing
 * but development or optional dependencies reach. `find` gives the package that a wish was resolved to.
 */
export function markWanted(
  list: PackageList,
  manifests: readonly Manifest[],
  find: (wanted: Wanted, folder: string) => number | undefined,
): void {
  const production: number[] = [];
  const optional: number[] = [];
  const development: number[] = [];
  const base = manifests[0]?.folder ?? '';
  const folders = new Map(manifests.map(({ name, folder }) => [name, toRelative(folder, base)]));
  for (const { folder, wanted } of manifests) {
    const relative = toRelative(folder, base);
    list.addImporter(relative);
    for (const want of wanted) {
      const dev = want.list === 'devDependencies';
      const index = find(want, relative);
      const linked = folders.get(want.name);
      if (index !== undefined) list.ask(index, relative, dev);
      else if (linked !== undefined) list.link(relative, { name: want.name, folder: linked, dev });
      if (index === undefined) continue;
      if (dev) development.push(index);
      else if (want.list === 'optionalDependencies') optional.push(index);
      else production.push(index);
    }
  }
  list.markDevelopment([...production, ...optional], development);
  list.markOptional([...production, ...development], optional);
}
