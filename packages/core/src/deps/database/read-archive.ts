import { SallyportError } from '../../errors.ts';
import type { ByteFile, Compression } from '../../host.ts';
import type { Ecosystem } from '../package.ts';
import { readZipEntries, readZipEntry } from '../zip/read-zip.ts';
import type { IndexBuilder } from './index-builder.ts';
import { toText } from './text-codec.ts';
import { toAdvisories } from './to-advisories.ts';

/** The longest record of the OSV database has some 2 MB. */
const LONGEST_RECORD = 64 * 1024 * 1024;

export interface ArchiveCount {
  readonly records: number;
  readonly withdrawn: number;
  /** `modified` of the newest record, in milliseconds since 1970; 0 without one. */
  readonly newest: number;
}

/**
 * Adds every record of an OSV archive (`npm/all.zip`) to an index. Throws `ERR_BAD_ARCHIVE` for the first thing that cannot
 * be read: half a database would pass for a whole one.
 */
export function readArchive(
  file: ByteFile,
  ecosystem: Ecosystem,
  compression: Compression,
  builder: IndexBuilder,
  onProgress?: (done: number, all: number) => void,
): ArchiveCount {
  const entries = readZipEntries(file).filter(({ name }) => name.endsWith('.json'));
  let [withdrawn, newest] = [0, 0];
  for (const [i, entry] of entries.entries()) {
    const record = parseRecord(file, entry.name, readZipEntry(file, entry, compression, LONGEST_RECORD));
    newest = Math.max(newest, toTime(record));
    const advisories = toAdvisories(ecosystem, record);
    if (advisories === undefined) throw toBad(file, entry.name, 'is no OSV record');
    if (advisories.length === 0) withdrawn++;
    for (const advisory of advisories) builder.add(advisory);
    if (i % 1000 === 0) onProgress?.(i, entries.length);
  }
  if (entries.length === 0) throw new SallyportError('ERR_BAD_ARCHIVE', `the archive \`${file.name}\` holds no record`);
  return { records: entries.length - withdrawn, withdrawn, newest };
}

function parseRecord(file: ByteFile, name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(toText(bytes)) as unknown;
  } catch {
    throw toBad(file, name, 'is no JSON');
  }
}

/** When a record was last changed, in milliseconds since 1970; 0 when it does not say. */
function toTime(record: unknown): number {
  const modified = typeof record === 'object' && record !== null && 'modified' in record ? record.modified : undefined;
  const time = typeof modified === 'string' ? Date.parse(modified) : NaN;
  return Number.isNaN(time) ? 0 : time;
}

const toBad = (file: ByteFile, name: string, why: string): SallyportError =>
  new SallyportError('ERR_BAD_ARCHIVE', `the archive \`${file.name}\` cannot be read: \`${name}\` in it ${why}`);
