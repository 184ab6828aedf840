import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { createIndex, updateIndex, type AdvisoryIndex, type Ecosystem, type IndexContents } from '@sallyport/core/deps';
import { openByteFile } from './byte-file.ts';
import { download } from './download.ts';
import { findChanges } from './find-changes.ts';
import { ECOSYSTEMS, installIndex, openInstalled } from './index-file.ts';
import { nodeCompression } from './node-compression.ts';
import { hashFile, type ArchiveSource } from './read-source.ts';

/** What was done to one ecosystem's index. */
export interface UpdateReport {
  readonly ecosystem: Ecosystem;
  readonly records: number;
  readonly how: 'archive' | 'changes' | 'current';
}

export type Report = (what: string) => void;

/** Makes indexes from archives on disk: all of them are read before any old one is replaced. */
export function updateFromArchives(
  folder: string,
  archives: readonly ArchiveSource[],
  report: Report,
): readonly UpdateReport[] {
  const made = archives.map((archive) => ({ ecosystem: archive.ecosystem, ...makeIndex(archive, report) }));
  return made.map(({ ecosystem, file, records }) => {
    installIndex(folder, ecosystem, file);
    return { ecosystem, records, how: 'archive' };
  });
}

/** Brings the indexes up to date from OSV's storage, or a mirror of it: by what changed, or the whole archive. */
export async function updateFromNetwork(
  folder: string,
  base: string,
  options: { readonly isFull: boolean; readonly now: number },
  report: Report,
): Promise<readonly UpdateReport[]> {
  const done: UpdateReport[] = [];
  for (const ecosystem of ECOSYSTEMS) {
    const old = options.isFull ? undefined : findUsable(folder, ecosystem);
    const changed = old === undefined ? undefined : await applyChanges(folder, base, old, options.now, report);
    done.push(changed ?? (await replaceWhole(folder, base, ecosystem, report)));
  }
  return done;
}

function makeIndex({ ecosystem, path, label }: ArchiveSource, report: Report): IndexContents {
  const file = openByteFile(path, label, true);
  try {
    const onProgress = (count: number, all: number): void => report(`reading ${label}: ${count} of ${all} records`);
    return createIndex(file, ecosystem, nodeCompression, { source: hashFile(path), onProgress });
  } finally {
    file.close();
  }
}

/** What is damaged is made anew, not updated. */
function findUsable(folder: string, ecosystem: Ecosystem): AdvisoryIndex | undefined {
  try {
    return openInstalled(folder, ecosystem);
  } catch {
    return undefined;
  }
}

async function applyChanges(
  folder: string,
  base: string,
  old: AdvisoryIndex,
  now: number,
  report: Report,
): Promise<UpdateReport | undefined> {
  const { ecosystem, records } = old.header;
  report(`${ecosystem}: asking what changed`);
  const changes = await findChanges(base, old, now, (at, all) => report(`${ecosystem}: ${at} of ${all} changes`));
  if (changes === undefined) return undefined;
  if (changes.size === 0) return { ecosystem, records, how: 'current' };
  const newest = Math.max(old.header.date, ...[...changes.values()].map(toModified));
  try {
    installIndex(folder, ecosystem, updateIndex(old, changes, newest, nodeCompression.crc32));
  } catch (error) {
    if (error instanceof SallyportError && error.code === 'ERR_BAD_DATABASE') return undefined;
    throw error;
  }
  return { ecosystem, records: openInstalled(folder, ecosystem)?.header.records ?? 0, how: 'changes' };
}

const toModified = (record: unknown): number => {
  const modified = typeof record === 'object' && record !== null && 'modified' in record ? record.modified : '';
  const time = Date.parse(String(modified));
  return Number.isNaN(time) ? 0 : time;
};

async function replaceWhole(folder: string, base: string, ecosystem: Ecosystem, report: Report): Promise<UpdateReport> {
  const url = `${base}/${ecosystem}/all.zip`;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${ecosystem}.zip.part`);
  await download(url, path, (at, all) => report(`${ecosystem}: ${toMegabytes(at)} of ${toMegabytes(all)} MB`));
  try {
    const { file, records } = makeIndex({ ecosystem, path, label: url }, report);
    installIndex(folder, ecosystem, file);
    return { ecosystem, records, how: 'archive' };
  } finally {
    // Whole or damaged: it is not gone on with.
    rmSync(path, { force: true });
  }
}

const toMegabytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(0);
