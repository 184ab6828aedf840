import { crc32, deflateRawSync } from 'node:zlib';

/** Every so many records one is of a flaw, the rest of malicious packages: as in the npm archive of OSV. */
const FLAWED_EVERY = 15;
const WORDS =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore '.repeat(8);

function toRecord(i: number): object {
  const modified = `2026-11-${String((i % 20) + 1).padStart(2, '0')}T01:02:03Z`;
  const common = { schema_version: '1.6.7', modified, published: '2024-01-01T00:00:00Z', details: WORDS + i };
  if (i % FLAWED_EVERY !== 0) {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }];
    const affected = [{ package: { ecosystem: 'npm', name: `malicious-${i}` }, ranges, versions: ['1.0.0', '1.0.1'] }];
    return { ...common, id: `MAL-2025-${i}`, summary: `Malicious code in malicious-${i} (npm)`, affected };
  }
  const events = [{ introduced: '0' }, { fixed: `${i % 7}.${i % 9}.0` }];
  return {
    ...common,
    id: `GHSA-${i}`,
    aliases: [`CVE-2024-${i}`],
    summary: `Something is wrong with package-${(i / FLAWED_EVERY) % 12_000}`,
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: `package-${(i / FLAWED_EVERY) % 12_000}` },
        ranges: [{ type: 'SEMVER', events }],
      },
    ],
    references: Array.from({ length: 4 }, (_, n) => ({ type: 'WEB', url: `https://example.com/${i}/${n}` })),
    database_specific: { severity: 'HIGH', cwe_ids: ['CWE-400'] },
  };
}

/** A zip archive with more entries than its short end record can count: the zip64 form that OSV publishes. */
export function toArchive(records: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (let i = 0; i < records; i++) {
    const data = Buffer.from(JSON.stringify(toRecord(i)));
    const packed = deflateRawSync(data, { level: 1 });
    const name = Buffer.from(`${i}.json`);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    const length = toShorts(name.length);
    const local = Buffer.concat([toWords(0x04034b50), fields, length, toShorts(0), name, packed]);
    directory.push(toWords(0x02014b50), toShorts(20), fields, length, Buffer.alloc(12), toWords(offset), name);
    locals.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  return Buffer.concat([...locals, index, toEnd(records, index.length, offset)]);
}

function toEnd(count: number, size: number, offset: number): Buffer {
  const record = Buffer.concat([
    toWords(0x06064b50),
    toLongs(44),
    toShorts(45, 45),
    toWords(0, 0),
    toLongs(count, count, size, offset),
  ]);
  const locator = Buffer.concat([toWords(0x07064b50, 0), toLongs(offset + size), toWords(1)]);
  const end = Buffer.concat([
    toWords(0x06054b50),
    toShorts(0, 0, 0xffff, 0xffff),
    toWords(0xffffffff, 0xffffffff),
    toShorts(0),
  ]);
  return Buffer.concat([record, locator, end]);
}

const toShorts = (...values: number[]): Buffer => Buffer.from(Uint16Array.from(values).buffer);
const toWords = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
const toLongs = (...values: number[]): Buffer => Buffer.from(BigUint64Array.from(values.map(BigInt)).buffer);

const ASKED = 60;
const CHILDREN = 3;

/** A project that asks for some packages, each of which needs a few more. */
export function toLockFile(packages: number): { readonly manifest: string; readonly lock: string } {
  const names = Array.from({ length: packages }, (_, i) => `package-${i * 7}`);
  const dependencies = Object.fromEntries(names.slice(0, ASKED).map((name) => [name, '*']));
  const entries = names.map((name, i) => {
    const children = names.slice(ASKED + i * CHILDREN, ASKED + (i + 1) * CHILDREN);
    const version = `${i % 3 === 0 ? 0 : 9}.${i % 10}.0`;
    return [
      `node_modules/${name}`,
      {
        version,
        resolved: `https://registry.npmjs.org/${name}/-/${name}-${version}.tgz`,
        integrity: `sha512-${'A'.repeat(86)}==`,
        dependencies: Object.fromEntries(children.map((child) => [child, '*'])),
      },
    ];
  });
  const root = { name: 'large', version: '1.0.0', dependencies };
  const lock = { name: 'large', version: '1.0.0', lockfileVersion: 3, requires: true };
  return {
    manifest: JSON.stringify(root, null, 2),
    lock: JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(entries) } }, null, 2),
  };
}
