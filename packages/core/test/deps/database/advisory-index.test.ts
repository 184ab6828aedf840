import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex, openIndex, updateIndex, type Ecosystem } from '../../../src/deps/index.ts';
import { SallyportError } from '../../../src/errors.ts';
import { makeZip } from './make-zip.ts';
import { compression, toFile } from './memory-file.ts';

const record = (id: string, name: string, more: object = {}): object => ({
  id,
  modified: '2026-11-20T10:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }],
    },
  ],
  ...more,
});

const RECORDS: readonly object[] = [
  record('GHSA-1', 'left', { aliases: ['CVE-1'], summary: 'Left is\nwrong', database_specific: { severity: 'HIGH' } }),
  record('GHSA-2', 'left', { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] }),
  record('MAL-3', '__proto__'),
  record('GHSA-4', 'gone', { withdrawn: '2026-01-01T00:00:00Z' }),
  record('GHSA-5', 'Ünï', { affected: [{ package: { ecosystem: 'npm', name: 'Ünï' }, versions: ['1.0.0', 'odd'] }] }),
];

function makeIndex(records: readonly object[], ecosystem: Ecosystem = 'npm'): Uint8Array {
  const files = Object.fromEntries(records.map((r, i) => [`${i}.json`, JSON.stringify(r)]));
  return createIndex(toFile(makeZip(files)), ecosystem, compression, { source: new Uint8Array(32) }).file;
}

const whole = makeIndex(RECORDS);

describe('the advisory index', () => {
  it('finds what is known against a package', () => {
    const index = openIndex(toFile(whole));
    expect(index.header).toMatchObject({ ecosystem: 'npm', records: 4, packages: 3, isStarter: false });
    expect(new Date(index.header.date).toISOString()).toBe('2026-11-20T10:00:00.000Z');
    const interval = { from: null, to: '1.2.0', includesTo: false };
    expect(index.find('left')).toEqual([
      {
        id: 'GHSA-1',
        aliases: ['CVE-1'],
        summary: 'Left is wrong',
        severity: 'high',
        malicious: false,
        intervals: [interval],
        versions: [],
        incomplete: false,
      },
      {
        id: 'GHSA-2',
        aliases: [],
        severity: 'critical',
        score: 9.8,
        malicious: false,
        intervals: [interval],
        versions: [],
        incomplete: false,
      },
    ]);
    expect(index.find('__proto__')).toMatchObject([{ id: 'MAL-3', malicious: true, severity: 'critical' }]);
    expect(index.find('Ünï')).toMatchObject([{ versions: ['1.0.0', 'odd'], intervals: [] }]);
    for (const name of ['gone', 'Left', '', 'toString']) expect(index.find(name)).toBeUndefined();
  });

  it('joins what one record says of a package in several places', () => {
    const affected = [
      {
        package: { ecosystem: 'PyPI', name: 'A_b' },
        ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }],
        versions: ['1.0', '3.0'],
      },
      {
        package: { ecosystem: 'PyPI', name: 'a.B' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { last_affected: '2' }] }],
      },
      { package: { ecosystem: 'npm', name: 'a-b' }, versions: ['9'] },
    ];
    const index = openIndex(toFile(makeIndex([{ id: 'PYSEC-1', affected }], 'PyPI')));
    expect(index.find('a-b')).toMatchObject([
      { intervals: [{ from: null, to: '2', includesTo: true }], versions: ['3.0'] },
    ]);
  });

  it('says what it could not read of a record', () => {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '1.3.0-*' }] }];
    const index = openIndex(
      toFile(makeIndex([{ id: 'A', affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges }] }])),
    );
    expect(index.find('a')).toMatchObject([{ incomplete: true, intervals: [] }]);
  });

  it('is refused when it is cut off anywhere', () => {
    const cut = fc.property(fc.nat({ max: whole.length - 1 }), (length) => {
      expect(() => openIndex(toFile(whole.slice(0, length), 'npm.idx'))).toThrow(/`npm.idx` cannot be read/);
    });
    fc.assert(cut);
  });

  it('never answers wrongly when a byte of it is damaged', () => {
    const names = ['left', '__proto__', 'Ünï', 'gone'];
    const right = names.map((name) => openIndex(toFile(whole)).find(name));
    // The prefix table is most of the file: half of the damage is done to the rest.
    const place = fc.oneof(
      fc.nat({ max: whole.length - 1 }),
      fc.nat({ max: 63 }),
      fc.integer({ min: 64 + 65_537 * 4, max: whole.length - 1 }),
    );
    const damage = fc.property(place, fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      try {
        const index = openIndex(toFile(bytes, 'npm.idx'));
        for (const [i, name] of names.entries()) expect(index.find(name)).toEqual(right[i]);
      } catch (error) {
        if (!(error instanceof SallyportError)) throw error;
        expect(error.code).toBe('ERR_BAD_DATABASE');
      }
    });
    fc.assert(damage, { numRuns: 300 });
  });

  it('takes in what changed', () => {
    const changes = new Map<string, unknown>([
      ['GHSA-1', record('GHSA-1', 'left', { withdrawn: '2026-11-21T00:00:00Z' })],
      ['GHSA-2', record('GHSA-2', 'right')],
      ['GHSA-9', record('GHSA-9', 'left')],
    ]);
    const index = openIndex(toFile(updateIndex(openIndex(toFile(whole)), changes, 7, compression.crc32)));
    expect(index.find('left')?.map(({ id }) => id)).toEqual(['GHSA-9']);
    expect(index.find('right')?.map(({ id }) => id)).toEqual(['GHSA-2']);
    expect(index.find('__proto__')).toHaveLength(1);
    expect(index.header.date).toBe(7);
  });

  it.each([
    ['no JSON', '{'],
    ['no record', '{"a":1}'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('is not made from an archive with a file that is %s', (_, content) => {
    const zip = toFile(makeZip({ 'A.json': content }));
    const make = (): unknown => createIndex(zip, 'npm', compression, { source: new Uint8Array(32) });
    expect(make).toThrow(/`A.json` in it is no/);
  });
});
