import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the checkout. */
export const ROOT: string = join(import.meta.dirname, '..');

/** The text of a file, by its path from the root. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Files that git tracks or would track, sorted, as paths from the root. Deleted ones are left out. */
export function listRepositoryFiles(): readonly string[] {
  const list = (...args: string[]): string[] =>
    execFileSync('git', ['ls-files', '-z', ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 })
      .split('\0')
      .filter((path) => path !== '');
  const deleted = new Set(list('--deleted'));
  return [...new Set(list('--cached', '--others', '--exclude-standard'))]
    .filter((path) => !deleted.has(path))
    .toSorted();
}

/** TypeScript sources of the packages; the fixtures beside a rule are data. */
export function listSources(): readonly string[] {
  return listRepositoryFiles().filter(
    (path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !/\/(?:bad|ok)-[^/]+\//.test(path),
  );
}
