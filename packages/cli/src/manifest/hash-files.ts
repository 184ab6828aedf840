import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CODE = /\.(?:[cm]?js|json|node|py|wasm)$/;
/** Packages are listed by their folders, and what holds them is not the function's own. */
const PACKAGES = /^(?:node_modules|__pycache__|.*\.(?:dist-info|egg-info))$/;
const MAX_FILES = 20_000;

/**
 * The function's own files of code under a folder -> `sha256-` and base64. Links are not followed. `skip` are folders of packages,
 * relative to the folder.
 */
export function hashFiles(folder: string, own: string, skip: ReadonlySet<string>): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  let count = 0;
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const name = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!PACKAGES.test(entry.name) && !skip.has(name) && !entry.name.startsWith('.')) visit(name);
      } else if (entry.isFile() && CODE.test(entry.name) && name !== own && count < MAX_FILES) {
        count += 1;
        hashes[name] = `sha256-${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('base64')}`;
      }
    }
  };
  visit('');
  return hashes;
}
