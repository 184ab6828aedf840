import { describe, expect, it } from 'vitest';
import { parseBaseline, type Finding } from '../../src/index.ts';
import type { ScanOptions } from '../../src/options.ts';
import { scanDependencies } from '../../src/scan-dependencies.ts';
import { createMemoryHost } from '../memory-host.ts';
import { createTestIndex, toRecord } from './advisories.ts';

const below = (fixed: string, introduced = '0'): readonly object[] => [{ introduced }, { fixed }];

const OLD = [
  toRecord('GHSA-1', 'npm', 'axios', below('1.2.0'), 'HIGH'),
  toRecord('GHSA-2', 'npm', 'axios', below('1.7.0'), 'CRITICAL'),
  toRecord('GHSA-3', 'npm', 'axios', below('0.28.0'), 'CRITICAL'),
  toRecord('GHSA-4', 'npm', 'axios', below('1.8.0', '1.3.0'), 'CRITICAL'),
  toRecord('GHSA-5', 'npm', 'axios', below('1.1.0')),
];

async function scan(
  files: Readonly<Record<string, string>>,
  records: readonly object[] = OLD,
  options: Partial<ScanOptions> = {},
): Promise<readonly Finding[]> {
  const index = createTestIndex('npm', records);
  const host = { ...createMemoryHost(files), openAdvisories: () => index };
  return (await scanDependencies(host, { only: ['DEP001'], ...options })).findings;
}

const toManifest = (range: string, more: object = {}): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({ dependencies: { axios: range }, ...more }),
});

const listIds = (findings: readonly Finding[]): readonly (readonly string[])[] =>
  findings.map(({ advisory, advisories }) =>
    (advisories ?? (advisory === undefined ? [] : [advisory])).map(({ id }) => id),
  );

describe('what is known against a range without a lock file', () => {
  it('is one finding, that names the worst, how many there are, and what fixes all', async () => {
    const [finding, ...others] = await scan(toManifest('^1.0.0'));
    expect(others).toEqual([]);
    expect(listIds([finding as Finding])).toEqual([['GHSA-2', 'GHSA-4', 'GHSA-1', 'GHSA-5']]);
    expect(finding).toMatchObject({
      severity: 'low',
      confidence: 'possible',
      message:
        'some versions that axios ^1.0.0 allows are vulnerable (4 advisories, 2 of them critical: GHSA-2 and GHSA-4)',
      advisory: { id: 'GHSA-2', severity: 'critical', allowed: 'some', fixed: ['1.7.0'] },
      fix: { title: 'raise `axios` to 1.8.0 in package.json' },
    });
    expect(finding?.why).toContain('1.8.0 is the first version that fixes all of them.');
    expect(finding?.why).toContain('How bad 1 of them is nobody has said.');
  });

  it('is as bad as what every version has', async () => {
    const findings = await scan(toManifest('~1.0.0'));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'critical', confidence: 'likely' });
    expect(findings[0]?.message).toBe(
      'every version that axios ~1.0.0 allows is vulnerable (3 advisories, 1 of them critical: GHSA-2)',
    );
  });

  it('is not measured by what nobody has rated', async () => {
    const records = [
      toRecord('A', 'npm', 'axios', below('9.0.0')),
      toRecord('B', 'npm', 'axios', below('1.2.0'), 'LOW'),
    ];
    expect(await scan(toManifest('^1.0.0'), records)).toMatchObject([{ severity: 'low', advisory: { id: 'B' } }]);
    const unrated = [records[0] as object, toRecord('C', 'npm', 'axios', below('1.2.0'))];
    expect(await scan(toManifest('^1.0.0'), unrated)).toMatchObject([
      { severity: 'medium', message: expect.stringContaining('(2 advisories, all unrated: A and C)') },
    ]);
  });

  it('stays one for each entry, and by itself where it is one', async () => {
    const files = { ...toManifest('^1.0.0'), 'other/package.json': toManifest('>=1.7.0')['package.json'] as string };
    expect(new Set(listIds(await scan(files)).map(({ length }) => length))).toEqual(new Set([4, 1]));
  });

  it('leaves alone what a lock file has chosen', async () => {
    const lock = { lockfileVersion: 3, packages: { 'node_modules/axios': { version: '1.0.0' } } };
    const files = { ...toManifest('^1.0.0'), 'package-lock.json': JSON.stringify(lock) };
    expect(listIds(await scan(files))).toEqual([['GHSA-2'], ['GHSA-1'], ['GHSA-5']]);
  });

  it('does not hold what was made to do harm', async () => {
    const records = [...OLD, toRecord('MAL-1', 'npm', 'axios', below('1.0.1'))];
    expect(listIds(await scan(toManifest('^1.0.0'), records)).map(([id]) => id)).toEqual(['MAL-1', 'GHSA-2']);
  });

  it('leaves out what is accepted, with its reason', async () => {
    const entry = { rules: ['DEP001'], advisory: 'GHSA-2', reason: 'not reached', where: 'config' };
    const findings = await scan(toManifest('^1.0.0'), OLD, { ignore: [entry] });
    const accepted = findings.filter(({ suppressed }) => suppressed?.reason === 'not reached');
    expect(listIds(accepted)).toEqual([['GHSA-2']]);
    expect(listIds(findings.filter((one) => !accepted.includes(one)))).toEqual([['GHSA-4', 'GHSA-1', 'GHSA-5']]);
  });

  it('is accepted as one where all of it is', async () => {
    const entry = { rules: ['DEP001'], package: 'axios', reason: 'behind a wall', where: 'config' };
    const findings = await scan(toManifest('^1.0.0'), OLD, { ignore: [entry] });
    expect(findings).toMatchObject([{ suppressed: { reason: 'behind a wall' }, advisory: { id: 'GHSA-2' } }]);
  });

  it('is another finding when more is known, so that a baseline hides nothing', async () => {
    const files = toManifest('^1.0.0');
    const before = await scan(files, OLD.slice(1));
    const text = JSON.stringify({ schemaVersion: 1, findings: before });
    const baseline = parseBaseline('baseline.json', text);
    expect(await scan(files, OLD.slice(1), { baseline })).toMatchObject([{ suppressed: { where: 'baseline.json' } }]);
    expect((await scan(files, OLD, { baseline })).map(({ suppressed }) => suppressed)).toEqual([undefined]);
    expect((await scan(files, OLD.toReversed())).map(({ fingerprint }) => fingerprint)).toEqual(
      (await scan(files)).map(({ fingerprint }) => fingerprint),
    );
  });
});
