import type { IndexFile } from '../../src/host.ts';
import { createIndex, type Ecosystem } from '../../src/deps/index.ts';
import { makeZip } from '../deps/database/make-zip.ts';
import { compression, toFile } from '../deps/database/memory-file.ts';

export const toRecord = (
  id: string,
  ecosystem: Ecosystem,
  name: string,
  events: readonly object[],
  severity?: string,
): object => ({
  id,
  modified: '2026-05-01T00:00:00Z',
  summary: `Something is wrong with ${name}`,
  affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
  database_specific: { severity },
});

const RECORDS: Readonly<Record<Ecosystem, readonly object[]>> = {
  npm: [
    toRecord('GHSA-8hc4-vh64-cxmj', 'npm', 'axios', [{ introduced: '1.3.2' }, { fixed: '1.7.4' }], 'HIGH'),
    toRecord('GHSA-cxjh-pqwp-8mfp', 'npm', 'follow-redirects', [{ introduced: '0' }, { fixed: '1.15.6' }], 'MODERATE'),
    toRecord('MAL-2026-1', 'npm', 'evil', [{ introduced: '0' }]),
  ],
  PyPI: [
    toRecord('PYSEC-2023-74', 'PyPI', 'requests', [{ introduced: '2.3.0' }, { fixed: '2.31.0' }], 'MODERATE'),
    toRecord('PYSEC-2020-1', 'PyPI', 'unrated', [{ introduced: '0' }, { fixed: '2' }]),
  ],
};

/** An index of `records`, as OSV publishes them. */
export function createTestIndex(ecosystem: Ecosystem, records: readonly object[]): IndexFile {
  const files = Object.fromEntries(records.map((record, i) => [`${i}.json`, JSON.stringify(record)]));
  const { file } = createIndex(toFile(makeZip(files)), ecosystem, compression, { source: new Uint8Array(32) });
  return toFile(file, `${ecosystem}.idx`);
}

const made = new Map<Ecosystem, IndexFile>();

/** A small advisory database for fixtures. */
export function openTestAdvisories(ecosystem: Ecosystem): IndexFile {
  const file = made.get(ecosystem) ?? createTestIndex(ecosystem, RECORDS[ecosystem]);
  made.set(ecosystem, file);
  return file;
}
