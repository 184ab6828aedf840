import type { Diagnostic } from '../findings/diagnostic.ts';
import type { ByteFile, Compression } from '../host.ts';
import { toText } from './database/text-codec.ts';
import { installed } from './installed/index.ts';
import type { ReaderContext, SourceFile } from './package.ts';
import type { InstalledPackages } from './read-installed.ts';
import { readZipEntries, readZipEntry, type ZipEntry } from './zip/read-zip.ts';

/** The largest description of a package that is read; those of real packages are a few kilobytes. */
const MAX_ENTRY_BYTES = 4 * 1024 * 1024;
const MAX_ALL_BYTES = 256 * 1024 * 1024;
const MAX_DIAGNOSTICS = 50;

/** An archive stands alone: nothing in it refers to files beside it. */
const NOTHING: ReaderContext = {
  host: { kindOf: () => 'missing', readText: () => undefined, list: () => [], sizeOf: () => undefined },
};

/**
 * The packages in a zipped function or layer, read where they lie; nothing is unpacked to disk. `file` is the archive's path,
 * the packages' files are `<file>!/<name in it>`. A damaged archive or entry is a diagnostic, and the rest is read.
 */
export function readZipPackage(archive: ByteFile, file: string, compression: Compression): InstalledPackages {
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const report = (message: string, severity: Diagnostic['severity'] = 'error'): void => {
    if (diagnostics.length < MAX_DIAGNOSTICS) diagnostics.push({ code: 'archive-damaged', message, file, severity });
  };
  const entries = readEntries(archive, report);
  const seen = new Set<string>();
  let left = MAX_ALL_BYTES;
  for (const entry of entries) {
    const { name } = entry;
    if (isOutside(name))
      report(`\`${name.slice(0, 200)}\` in the archive leads out of the folder that it is unpacked to`);
    if (seen.has(name))
      report(`\`${name.slice(0, 200)}\` stands twice in the archive: unpackers take one or the other`);
    seen.add(name);
    // Some tools of Windows write its separator.
    const inside = name.replaceAll('\\', '/');
    const reader = installed.find(({ matches }) => matches(inside));
    if (reader === undefined) continue;
    left -= entry.size;
    const text = left < 0 ? undefined : readText(archive, entry, compression, report);
    if (left < 0) report(`\`${name.slice(0, 200)}\` was not read: the descriptions of packages are too large together`);
    if (text === undefined) continue;
    const path = `${file}!/${inside}`;
    const reading = reader.parse(text, path, NOTHING);
    diagnostics.push(...reading.diagnostics.slice(0, MAX_DIAGNOSTICS - diagnostics.length));
    const { name: kind, role, ecosystem } = reader;
    if (reading.packages.length > 0) sources.push({ file: path, kind, role, ecosystem, packages: reading.packages });
  }
  return { sources, diagnostics };
}

type Report = (message: string, severity?: Diagnostic['severity']) => void;

function readEntries(archive: ByteFile, report: Report): readonly ZipEntry[] {
  try {
    return readZipEntries(archive);
  } catch (error) {
    report(toMessage(error));
    return [];
  }
}

function readText(archive: ByteFile, entry: ZipEntry, compression: Compression, report: Report): string | undefined {
  try {
    return toText(readZipEntry(archive, entry, compression, MAX_ENTRY_BYTES));
  } catch (error) {
    report(toMessage(error));
    return undefined;
  }
}

const toMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A name that an unpacker which trusts it would write beside or above the folder. */
function isOutside(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name);
}
