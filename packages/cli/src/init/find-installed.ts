import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the package that runs, as it lies in a checkout (`node_modules/sallyport`, or wherever it was put there);
 * `undefined` where it runs from elsewhere. Another package of that name, which may be anybody's, does not count.
 */
export function findInstalled(root: string, checkout: string): string | undefined {
  const own = findOwnPackage();
  if (own === undefined) return undefined;
  for (const folder of listFolders(root, checkout)) {
    const linked = join(folder, 'node_modules', 'sallyport');
    if (existsSync(linked) && realpathSync(linked) === own) return linked;
  }
  const top = realpathSync(checkout);
  return own.startsWith(top + sep) ? join(checkout, relative(top, own)) : undefined;
}

/** Modules lie in `dist`, `dist/chunks` or, in development, `src/init`. */
function findOwnPackage(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = ['..', '../..'].map((way) => resolve(here, way)).find((folder) => existsSync(join(folder, 'schemas')));
  return found === undefined ? undefined : realpathSync(found);
}

/** From a folder up to the one that holds it. */
function listFolders(root: string, checkout: string): readonly string[] {
  const folders = [root];
  for (let folder = root; folder !== checkout && dirname(folder) !== folder;) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}
