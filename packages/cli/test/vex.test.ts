import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeZip } from '../../core/test/deps/database/make-zip.ts';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const RECORD = {
  id: 'GHSA-axios',
  modified: '2026-05-20T00:00:00Z',
  aliases: ['CVE-2025-27152'],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'axios' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.7.4' }] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
};

async function run(
  cwd: string,
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const io = createTestIo({ cwd, env: { SALLYPORT_DB: join(cwd, '.db') } });
  const code = await main(args, io);
  return { code, out: io.out(), err: io.err() };
}

async function createApplication(files: Readonly<Record<string, string>>): Promise<string> {
  const lock = {
    lockfileVersion: 3,
    packages: { '': { dependencies: { axios: '1.6.2' } }, 'node_modules/axios': { version: '1.6.2' } },
  };
  const folder = createFolder({
    'package.json': '{"dependencies":{"axios":"1.6.2"}}',
    'package-lock.json': JSON.stringify(lock),
    ...files,
  });
  mkdirSync(join(folder, '.osv/npm'), { recursive: true });
  writeFileSync(join(folder, '.osv/npm/all.zip'), makeZip({ 'a.json': JSON.stringify(RECORD) }));
  expect((await run(folder, 'db', 'update', '--from', '.osv')).code).toBe(0);
  return folder;
}

const deps = async (folder: string, ...args: string[]): Promise<readonly [number, string | undefined]> => {
  const { code, out } = await run(folder, 'deps', '--only', 'DEP001', '--format', 'json', ...args);
  const { findings } = JSON.parse(out) as { findings: { suppressed?: { reason: string } }[] };
  expect(findings).toHaveLength(1);
  return [code, findings[0]?.suppressed?.reason];
};

const say = (status: string, more: object = {}): string =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [
      { vulnerability: { name: 'CVE-2025-27152' }, products: [{ '@id': 'pkg:npm/axios@1.6.2' }], status, ...more },
    ],
  });

describe('deps --vex', () => {
  it('sets aside what does not matter, with the reason that is given', async () => {
    const folder = await createApplication({
      'vex.json': say('not_affected', { justification: 'component_not_present' }),
    });
    expect(await deps(folder)).toEqual([1, undefined]);
    expect(await deps(folder, '--vex', 'vex.json')).toEqual([0, 'component not present']);
  });

  it('leaves what matters, and takes the last word', async () => {
    const folder = await createApplication({ 'no.json': say('not_affected'), 'yes.json': say('affected') });
    expect(await deps(folder, '--vex', 'yes.json')).toEqual([1, undefined]);
    expect(await deps(folder, '--vex', 'no.json', '--vex', 'yes.json')).toEqual([1, undefined]);
    expect(await deps(folder, '--vex', 'yes.json', '--vex', 'no.json')).toEqual([0, 'not affected']);
  });

  it.each(['', '{}', say('not_affected').slice(0, -3), say('fine')])('refuses %j', async (text) => {
    const folder = await createApplication({ 'vex.json': text });
    const { code, err } = await run(folder, 'deps', '--vex', 'vex.json');
    expect([code, err]).toEqual([2, expect.stringContaining('vex.json')]);
  });
});

describe('deps --format openvex', () => {
  const print = async (folder: string, ...args: string[]): Promise<readonly object[]> => {
    const { out } = await run(folder, 'deps', '--only', 'DEP001', '--format', 'openvex', ...args);
    return (JSON.parse(out) as { statements: object[] }).statements;
  };

  it('says that what was found matters, and what clears it', async () => {
    const folder = await createApplication({
      'vex.json': say('not_affected', { justification: 'component_not_present' }),
    });
    const vulnerability = { name: 'GHSA-axios', aliases: ['CVE-2025-27152'] };
    const products = [{ '@id': 'pkg:npm/axios@1.6.2' }];
    expect(await print(folder)).toEqual([
      { vulnerability, products, status: 'affected', action_statement: 'update to 1.7.4' },
    ]);
    expect(await print(folder, '--vex', 'vex.json')).toEqual([
      { vulnerability, products, status: 'not_affected', justification: 'component_not_present' },
    ]);
  });

  it('is read again by --vex', async () => {
    const folder = await createApplication({});
    await run(folder, 'deps', '--format', 'openvex', '--output', 'vex.json');
    expect(await deps(folder, '--vex', 'vex.json')).toEqual([1, undefined]);
  });

  it('does not take what is accepted for what does not matter', async () => {
    const config = { ignore: [{ rule: 'DEP001', package: 'axios', reason: 'behind a firewall', until: '2026-06-30' }] };
    const folder = await createApplication({ 'sallyport.config.json': JSON.stringify(config) });
    expect(await print(folder)).toMatchObject([
      { status: 'affected', action_statement: 'accepted until 2026-06-30: behind a firewall' },
    ]);
  });
});

describe('the ignore list', () => {
  const ignore = (entry: object): Readonly<Record<string, string>> => ({
    'sallyport.config.json': JSON.stringify({
      ignore: [{ rule: 'DEP001', reason: 'accepted until the next release', ...entry }],
    }),
  });

  it.each([{ advisory: 'GHSA-axios' }, { advisory: 'CVE-2025-27152' }, { package: 'axios', until: '2026-06-01' }])(
    'takes %o',
    async (entry) => {
      expect(await deps(await createApplication(ignore(entry)))).toEqual([0, 'accepted until the next release']);
    },
  );

  it.each([{ advisory: 'CVE-1' }, { package: 'got' }, { package: 'axios', until: '2026-05-31' }])(
    'is not met by %o',
    async (entry) => {
      expect(await deps(await createApplication(ignore(entry)))).toEqual([1, undefined]);
    },
  );
});
