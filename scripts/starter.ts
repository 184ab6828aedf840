/**
 * Makes the database that is shipped, `packages/cli/data/*.idx`, of OSV archives. Run: `npx tsx scripts/starter.ts [FOLDER]`, with a folder
 * that holds `npm/all.zip` and `PyPI/all.zip`; `osv` of the shared data without it. NOTICE names the sources.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { createIndex, type Ecosystem } from '@sallyport/core/deps';

const ROOT = join(import.meta.dirname, '..');
const SHARED = process.env['SALLYPORT_SHARED'] ?? join(ROOT, '../shared');
const folder = process.argv[2] ?? join(SHARED, 'data/osv');
const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI'];

mkdirSync(join(ROOT, 'packages/cli/data'), { recursive: true });
for (const ecosystem of ECOSYSTEMS) {
  const bytes = readFileSync(join(folder, ecosystem, 'all.zip'));
  const archive = {
    name: `${ecosystem}/all.zip`,
    size: bytes.length,
    read: (offset: number, length: number): Uint8Array => bytes.subarray(offset, offset + length),
  };
  const compression = {
    inflateRaw: (data: Uint8Array, maxBytes: number): Uint8Array => inflateRawSync(data, { maxOutputLength: maxBytes }),
    crc32: (data: Uint8Array): number => crc32(data),
  };
  const source = createHash('sha256').update(bytes).digest();
  const { file, records } = createIndex(archive, ecosystem, compression, { source, isStarter: true });
  writeFileSync(join(ROOT, `packages/cli/data/${ecosystem}.idx`), file);
  console.log(`${ecosystem}: ${records} records, ${file.length} bytes`);
}
