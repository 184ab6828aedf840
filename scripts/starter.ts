/**
 * Makes the database that is shipped, `packages/cli/data/*.idx`, of OSV archives. Run: `npx tsx scripts/starter.ts [FOLDER]`, with a folder
 * that holds `npm/all.zip` and `PyPI/all.zip`; `osv` of the shared data without it. NOTICE names the sources.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { createIndex, openIndex, updateIndex, type Ecosystem } from '@sallyport/core/deps';
import { additions } from './starter-additions.ts';

const ROOT = join(import.meta.dirname, '..');
const SHARED = process.env['SALLYPORT_SHARED'] ?? join(ROOT, '../shared');
const folder = process.argv[2] ?? join(SHARED, 'data/osv');
const toFile = (name: string, bytes: Uint8Array): Parameters<typeof openIndex>[0] => ({
  name,
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
  crc32: (data) => crc32(data),
});
const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI'];

mkdirSync(join(ROOT, 'packages/cli/data'), { recursive: true });
for (const ecosystem of ECOSYSTEMS) {
  const bytes = readFileSync(join(folder, ecosystem, 'all.zip'));
  const compression = {
    inflateRaw: (data: Uint8Array, maxBytes: number): Uint8Array => inflateRawSync(data, { maxOutputLength: maxBytes }),
    crc32: (data: Uint8Array): number => crc32(data),
  };
  const source = createHash('sha256').update(bytes).digest();
  const archive = toFile(`${ecosystem}/all.zip`, bytes);
  const { file } = createIndex(archive, ecosystem, compression, { source, isStarter: true });
  const snapshot = openIndex(toFile(ecosystem, file));
  // They go in where they belong and nowhere else: of what is about another ecosystem nothing is taken.
  const records = new Map(additions.map((record) => [record.id, record]));
  const whole = updateIndex(snapshot, records, snapshot.header.date, compression.crc32);
  writeFileSync(join(ROOT, `packages/cli/data/${ecosystem}.idx`), whole);
  console.log(`${ecosystem}: ${openIndex(toFile(ecosystem, whole)).header.records} records, ${whole.length} bytes`);
}
