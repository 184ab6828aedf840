import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ecosystem } from '@sallyport/core/deps';
import { toMisuse } from '../args/parse-args.ts';
import { ECOSYSTEMS } from './index-file.ts';

/** An archive on disk that an index is made from. */
export interface ArchiveSource {
  readonly ecosystem: Ecosystem;
  readonly path: string;
  /** For messages. */
  readonly label: string;
}

/**
 * The archives that `--from` names: a folder laid out as OSV publishes (`npm/all.zip`, `PyPI/all.zip`), or one archive whose
 * path says of which ecosystem it is. Throws `ERR_BAD_OPTION` when there is none.
 */
export function findArchives(path: string, label: string): readonly ArchiveSource[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw toMisuse(`no file or folder \`${label}\``);
  if (stat.isDirectory()) {
    const found = ECOSYSTEMS.flatMap((ecosystem) => {
      const archive = join(path, ecosystem, 'all.zip');
      return existsSync(archive)
        ? [{ ecosystem, path: archive, label: `${label.replace(/\/+$/, '')}/${ecosystem}/all.zip` }]
        : [];
    });
    if (found.length > 0) return found;
    throw toMisuse(`no archive in \`${label}\``, 'looked for `npm/all.zip` and `PyPI/all.zip`, as OSV publishes them');
  }
  const words = path.toLowerCase().split(/[^a-z]+/);
  const last = Math.max(words.lastIndexOf('npm'), words.lastIndexOf('pypi'));
  if (last === -1)
    throw toMisuse(
      `\`${label}\` does not say of which ecosystem it is`,
      'give its path a part `npm` or `PyPI`: `npm/all.zip`',
    );
  return [{ ecosystem: words[last] === 'npm' ? 'npm' : 'PyPI', path, label }];
}

const CHUNK_BYTES = 1024 * 1024;

/** The SHA-256 of a file, read in parts. */
export function hashFile(path: string): Uint8Array {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const descriptor = openSync(path, 'r');
  try {
    for (let count = readSync(descriptor, chunk); count > 0; count = readSync(descriptor, chunk))
      hash.update(chunk.subarray(0, count));
  } finally {
    closeSync(descriptor);
  }
  return hash.digest();
}
