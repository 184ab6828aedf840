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
  const [root] = manifests;
  for (const { folder, wanted } of manifests) {
    for (const want of wanted) {
      const index = find(want, folder);
      if (index === undefined) continue;
      list.ask(index, toRelative(folder, root?.folder ?? ''));
      if (want.list === 'devDependencies') development.push(index);
      else if (want.list === 'optionalDependencies') optional.push(index);
      else production.push(index);
    }
  }
  list.markDevelopment([...production, ...optional], development);
  list.markOptional([...production, ...development], optional);
}

const toRelative = (folder: string, root: string): string =>
  root === '' ? folder : folder.slice(root.length).replace(/^\//, '');
