import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SallyportError, type IndexFile } from '@sallyport/core';
import type { Ecosystem } from '@sallyport/core/deps';
import { openByteFile } from './byte-file.ts';
import { toIndexPath } from './index-path.ts';

/** The index in the database's folder, else the starter that is shipped, else none. Throws `ERR_BAD_DATABASE` for what is there and cannot be opened. */
export function openAdvisories(folder: string | undefined, ecosystem: Ecosystem): IndexFile | undefined {
  const installed = folder === undefined ? undefined : toIndexPath(folder, ecosystem);
  if (installed !== undefined && existsSync(installed)) return open(installed, installed);
  // The program lies in `dist`, its chunks a folder deeper, and sources two below the package.
  const starter = ['../data', '../../data'].map((way) => new URL(`${way}/${ecosystem}.idx`, import.meta.url));
  const found = starter.find((url) => existsSync(url));
  return found === undefined ? undefined : open(fileURLToPath(found), `the starter for ${ecosystem}`);
}

/** Throws `ERR_BAD_DATABASE`. */
function open(path: string, name: string): IndexFile {
  try {
    return openByteFile(path, name);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SallyportError('ERR_BAD_DATABASE', `the advisory database \`${name}\` cannot be read: ${why}`);
  }
}
