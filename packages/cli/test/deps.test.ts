import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeZip } from '../../core/test/deps/database/make-zip.ts';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { findProblems } from './schema.ts';
import { createTestIo } from './test-io.ts';

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fetch:
    Type: AWS::Serverless::Function
    Properties: { Runtime: python3.13, Handler: app.handler, CodeUri: py/ }
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: node/ }
`;

const LOCK = JSON.stringify(
  {
    name: 'n',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { axios: '^1.6.2' }, devDependencies: { old: '1.0.0' } },
      'node_modules/axios': { version: '1.6.2', dependencies: { below: '1' } },
      'node_modules/below': { version: '1.0.0' },
      'node_modules/old': { version: '1.0.0', dev: true },
    },
  },
  null,
  2,
);

const FILES = {
  'template.yaml': TEMPLATE,
  'py/app.py': 'import requests\n\ndef handler(event, context):\n    return requests.get(event["url"])\n',
  'py/requirements.txt': 'requests==2.30.0\nunrated>=1\nodd==banana\n',
  'node/app.mjs': "import axios from 'axios';\nexport const handler = () => axios.get('https://example.com');\n",
  'node/package.json': '{ "dependencies": { "axios": "^1.6.2" }, "devDependencies": { "old": "1.0.0" } }\n',
  'node/package-lock.json': LOCK,
};

const toRecord = (
  id: string,
  ecosystem: string,
  name: string,
  fixed: string,
  severity?: string,
  more: object = {},
): object => ({
  id,
  modified: '2026-05-20T00:00:00Z',
  affected: [
    { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] },
  ],
  database_specific: { severity },
  ...more,
});

const NPM = [
  toRecord('GHSA-a', 'npm', 'axios', '1.7.4', 'HIGH', { aliases: ['CVE-1'] }),
  toRecord('OTHER-a', 'npm', 'axios', '1.7.4', 'LOW', { aliases: ['CVE-1'] }),
  toRecord('GHSA-b', 'npm', 'below', '1.0.1', 'LOW'),
  toRecord('MAL-1', 'npm', 'old', '9'),
];
const PYPI = [
  toRecord('PYSEC-1', 'PyPI', 'requests', '2.31.0', 'MODERATE'),
  toRecord('PYSEC-2', 'PyPI', 'unrated', '2.0'),
  toRecord('PYSEC-3', 'PyPI', 'odd', '2.0', 'HIGH'),
];

const toArchive = (records: readonly object[]): Buffer =>
  makeZip(Object.fromEntries(records.map((record, i) => [`${i}.json`, JSON.stringify(record)])));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(folder: string, ...args: string[]): Promise<Run> {
  const io = createTestIo({ cwd: folder, env: { SALLYPORT_DB: join(folder, '.db') } });
  const code = await main(args, io);
  return { code, out: io.out(), err: io.err() };
}

async function createApplication(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const folder = createFolder({ ...files, '.osv/npm/all.zip': '', '.osv/PyPI/all.zip': '' });
  writeFileSync(join(folder, '.osv/npm/all.zip'), toArchive(NPM));
  writeFileSync(join(folder, '.osv/PyPI/all.zip'), toArchive(PYPI));
  expect((await run(folder, 'db', 'update', '--from', '.osv')).code).toBe(0);
  return folder;
}

interface Output {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly file: string;
    readonly line: number;
    readonly package?: {
      readonly name: string;
      readonly path: readonly string[];
      readonly functions: readonly string[];
    };
    readonly advisory?: { readonly id: string; readonly aliases: readonly string[]; readonly reach: string };
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
}

const readFindings = async (folder: string, ...args: string[]): Promise<Output> =>
  JSON.parse((await run(folder, 'deps', '--format', 'json', '--only', 'DEP001', ...args)).out) as Output;

describe('deps', () => {
  it('says what is known against what each function ships', async () => {
    const output = await readFindings(await createApplication());
    expect(findProblems('deps', output)).toEqual([]);
    const found = output.findings.map((f) => [
      f.advisory?.id,
      f.severity,
      f.package?.path.join('>'),
      f.package?.functions,
      f.advisory?.reach,
    ]);
    expect(found).toEqual([
      ['MAL-1', 'critical', 'old', [], 'installed'],
      ['GHSA-a', 'high', 'axios', ['Orders'], 'bundled'],
      ['PYSEC-1', 'medium', 'requests', ['Fetch'], 'bundled'],
      ['GHSA-b', 'low', 'axios>below', ['Orders'], 'bundled'],
      ['PYSEC-2', 'low', 'unrated', ['Fetch'], 'installed'],
    ]);
    expect(output.findings[1]).toMatchObject({
      file: 'node/package.json',
      line: 1,
      advisory: { aliases: ['CVE-1', 'OTHER-a'] },
    });
    expect(output.diagnostics).toMatchObject([
      { code: 'version-unverifiable', message: expect.stringContaining('`odd`') },
    ]);
  });

  it('tells people the age of the database, and what to do', async () => {
    const { code, out: printed } = await run(await createApplication(), 'deps');
    const out = printed.replaceAll(/\s+/g, ' ');
    expect(code).toBe(1);
    expect(out).toContain('fix: raise `axios` to 1.7.4 in node/package.json and run `cd node && npm install`');
    expect(out).toContain('database of 2026-05-20, 12 days old');
    expect(out).toContain('malicious MAL-1');
  });

  it('holds what nobody has rated to a policy', async () => {
    const files = { 'requirements.txt': 'unrated==1.0\n' };
    const folder = await createApplication(files);
    for (const [policy, code] of [
      ['fail', 1],
      ['warn', 0],
      ['ignore', 0],
    ] as const) {
      expect((await run(folder, 'deps', '--unknown-severity', policy)).code, policy).toBe(code);
    }
    expect((await run(folder, 'deps')).out).toContain('1 of unknown severity, which meets no bar');
    expect((await run(folder, 'deps', '--unknown-severity', 'ignore')).out).not.toContain('PYSEC-2');
  });

  it('writes the fix and says how to bring the lock file in step', async () => {
    const folder = await createApplication();
    const { err } = await run(folder, 'deps', '--fix');
    expect(readFileSync(join(folder, 'node/package.json'), 'utf8')).toContain('"axios": "^1.7.4"');
    expect(readFileSync(join(folder, 'py/requirements.txt'), 'utf8')).toMatch(/^requests==2\.31\.0\n/);
    expect(err).toMatch(/now run: cd node && npm install\n/);
  });

  it('reports what is left after the fix, and what a lock file still holds', async () => {
    const folder = await createApplication();
    const ids = ({ findings }: Output): readonly unknown[] => findings.map(({ advisory }) => advisory?.id);
    const after = await readFindings(folder, '--fix');
    expect(ids(after)).toEqual(ids(await readFindings(folder)));
    expect(ids(after)).not.toContain('PYSEC-1');
    expect(ids(after)).toContain('GHSA-a');
    const mended = await createApplication({ 'requirements.txt': 'requests==2.30.0\n' });
    expect(await run(mended, 'deps', '--fix', '--fail-on', 'low')).toMatchObject({
      code: 0,
      out: expect.not.stringContaining('PYSEC-1') as unknown,
      err: expect.stringContaining('wrote requirements.txt (1 edit)') as unknown,
    });
  });

  it('never passes off a damaged database for a clean result', async () => {
    const folder = await createApplication();
    const path = join(folder, '.db/PyPI.idx');
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    const { code, out } = await run(folder, 'deps', '--fail-on', 'never');
    expect(code).toBe(2);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/PyPI\.idx` cannot be read: it has \d+ bytes and should have/);
    expect(out).toContain('GHSA-a');
  });

  it('is part of a scan, unless it is not wanted', async () => {
    const folder = await createApplication();
    const read = async (...args: string[]): Promise<readonly string[]> =>
      (JSON.parse((await run(folder, 'scan', '--format', 'json', ...args)).out) as Output).findings.map((f) => f.rule);
    expect(await read()).toContain('DEP001');
    expect((await read('--no-deps')).filter((rule) => rule.startsWith('DEP'))).toEqual([]);
  });

  it('does not take silence for success', async () => {
    expect(await run(createFolder({ 'a.txt': '' }), 'deps')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no packages in `.`'),
    });
    expect((await run(createFolder({ 'package.json': '{' }), 'deps')).code).toBe(2);
  });

  it('uses the starter where there is no database, and says so', async () => {
    const folder = createFolder({ 'requirements.txt': 'no-such-package-at-all==1.0\n' });
    const { code, out } = await run(folder, 'deps');
    expect([code, out.replaceAll(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringMatching(/1 of 1 packages are not in it; run `sallyport db update`/),
    ]);
    expect(out).toContain('nothing found in what could be checked');
  });

  it('writes SARIF', async () => {
    const { out } = await run(await createApplication(), 'deps', '--format', 'sarif');
    expect(JSON.parse(out)).toMatchObject({ version: '2.1.0', runs: [{ results: expect.any(Array) as unknown }] });
  });
});

describe('deps of what is deployed', () => {
  const bundle = makeZip({
    'app.mjs': '',
    'node_modules/axios/package.json': '{"name":"axios","version":"1.6.2"}',
    'python/requests-2.30.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: requests\nVersion: 2.30.0\n',
  });

  it('reads a zipped function', async () => {
    const folder = await createApplication({});
    writeFileSync(join(folder, 'fn.zip'), bundle);
    const output = await readFindings(folder, 'fn.zip');
    expect(findProblems('deps', output)).toEqual([]);
    expect(output.findings.map(({ advisory, file }) => [advisory?.id, file])).toEqual([
      ['GHSA-a', 'fn.zip!/node_modules/axios/package.json'],
      ['PYSEC-1', 'fn.zip!/python/requests-2.30.0.dist-info/METADATA'],
    ]);
    const bill = await run(folder, 'sbom', 'fn.zip');
    expect(bill.code).toBe(0);
    expect(bill.out).toContain('pkg:pypi/requests@2.30.0');
  });

  it('says why an archive cannot be read, and that it is not clean', async () => {
    const folder = await createApplication({});
    writeFileSync(join(folder, 'fn.zip'), bundle.subarray(0, 200));
    const { code, out, err } = await run(folder, 'deps', 'fn.zip');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/no packages in `fn.zip`\n.*fn.zip.* cannot be read/s);
  });

  it('matches a bill of materials', async () => {
    const folder = await createApplication({});
    writeFileSync(join(folder, 'fn.zip'), bundle);
    const bill = await run(folder, 'sbom', 'fn.zip', '--format', 'spdx');
    writeFileSync(join(folder, 'bill.spdx.json'), bill.out);
    const output = await readFindings(folder, 'bill.spdx.json');
    expect(output.findings.map(({ advisory }) => advisory?.id)).toEqual(['GHSA-a', 'PYSEC-1']);
  });
});
