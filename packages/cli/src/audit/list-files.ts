import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SallyportError } from '@sallyport/core';

/** A file to read, and what to call it. */
export interface LogFile {
  readonly name: string;
  readonly path: string;
}

/**
 * The files that `names` mean: themselves, all files below a folder in the order of their names, `-` for the standard input.
 * Throws `ERR_NOTHING_TO_READ` for what does not exist.
 */
export function listFiles(names: readonly string[], cwd: string): readonly LogFile[] {
  return names.flatMap((name) => (name === '-' ? [{ name, path: name }] : listBelow(name, resolve(cwd, name))));
}

function listBelow(name: string, path: string): readonly LogFile[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new SallyportError('ERR_NOTHING_TO_READ', `no file or folder \`${name}\``);
  if (!stat.isDirectory()) return [{ name, path }];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((file) => ({ name: join(name, file.slice(path.length)), path: file }));
}
