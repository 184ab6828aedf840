import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { openIndex, type AdvisoryIndex, type Ecosystem } from '@sallyport/core/deps';
import { openByteFile } from './byte-file.ts';
import { toIndexPath } from './index-path.ts';

export const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI'];

/**
 * Puts an index in the place of the old one. What stands there is whole at every moment: the new one is written beside it,
 * synced, opened once, and renamed. Its SHA-256 is noted before, beside that of the old one, and alone after.
 */
export function installIndex(folder: string, ecosystem: Ecosystem, bytes: Uint8Array): void {
  const path = toIndexPath(folder, ecosystem);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeSynced(temporary, bytes);
    checkIndex(temporary);
    const sum = toSum(bytes);
    const old = readSums(path);
    writeSums(path, [...new Set([sum, ...old])]);
    renameSync(temporary, path);
    writeSums(path, [sum]);
    removeLeftovers(folder, ecosystem);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof SallyportError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new SallyportError('ERR_BAD_OPTION', `cannot write the database to \`${folder}\``, { help: why });
  }
}

const LEFT_MILLISECONDS = 3600 * 1000;

/** Removes what updates that were killed have left: no update that still runs has needed an hour to write its file. */
function removeLeftovers(folder: string, ecosystem: Ecosystem): void {
  const left = readdirSync(folder).filter((name) => name.startsWith(`${ecosystem}.idx.`) && name.endsWith('.tmp'));
  for (const path of left.map((name) => join(folder, name))) {
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (written < Date.now() - LEFT_MILLISECONDS) rmSync(path, { force: true });
  }
}

/** Opens an index of the folder; `undefined` when there is none. Throws `ERR_BAD_DATABASE` when it cannot be read. */
export function openInstalled(folder: string, ecosystem: Ecosystem): AdvisoryIndex | undefined {
  const path = toIndexPath(folder, ecosystem);
  try {
    return openIndex(openByteFile(path, path));
  } catch (error) {
    if (error instanceof SallyportError) throw error;
    if (isMissing(error)) return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new SallyportError('ERR_BAD_DATABASE', `the advisory database \`${path}\` cannot be read: ${why}`);
  }
}

/** Whether the whole file is what was installed. An index without a sum beside it was put there by hand. */
export function verifySum(folder: string, ecosystem: Ecosystem): 'right' | 'wrong' | 'missing' {
  const path = toIndexPath(folder, ecosystem);
  const sums = readSums(path);
  if (sums.length === 0) return 'missing';
  return sums.includes(toSum(readFileSync(path))) ? 'right' : 'wrong';
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

const toSum = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function writeSynced(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'w');
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function checkIndex(path: string): void {
  const file = openByteFile(path, path);
  try {
    openIndex(file);
  } finally {
    file.close();
  }
}

/** As `sha256sum` writes and checks them. */
function writeSums(path: string, sums: readonly string[]): void {
  const temporary = `${path}.sha256.${process.pid}.tmp`;
  const name = path.split(/[\\/]/).at(-1);
  writeFileSync(temporary, sums.map((sum) => `${sum}  ${name}\n`).join(''));
  renameSync(temporary, `${path}.sha256`);
}

function readSums(path: string): readonly string[] {
  try {
    return readFileSync(`${path}.sha256`, 'utf8').match(/^[0-9a-f]{64}/gm) ?? [];
  } catch {
    return [];
  }
}
