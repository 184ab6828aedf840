import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { ColdStartManifest, ColdStartReport } from '@sallyport/runtime/cold-start';
import { makeZip } from '../../core/test/deps/database/make-zip.ts';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const TEMPLATE = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: orders/
      Layers: [ "arn:aws:lambda:eu-west-1:123456789012:layer:tools:7" ]
  Later:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: later/ }
`;

const toPackage = (name: string, version: string): string => JSON.stringify({ name, version, main: 'index.js' });

const FILES = {
  'template.yaml': TEMPLATE,
  'orders/app.js': "require('./own.js'); require('axios'); require('sound');\n",
  'orders/own.js': '',
  'orders/node_modules/axios/package.json': toPackage('axios', '1.6.2'),
  'orders/node_modules/axios/index.js': "require('inner');\n",
  'orders/node_modules/axios/node_modules/inner/package.json': toPackage('inner', '2.0.0'),
  'orders/node_modules/axios/node_modules/inner/index.js': '',
  'orders/node_modules/sound/package.json': toPackage('sound', '1.0.0'),
  'orders/node_modules/sound/index.js': '',
  'later/app.js': '',
  'later/package.json': '{ "dependencies": { "axios": "^1.6.2" }, "devDependencies": { "inner": "2.0.0" } }\n',
  'later/package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { axios: '^1.6.2' }, devDependencies: { inner: '2.0.0' } },
      'node_modules/axios': { version: '1.6.2' },
      'node_modules/inner': { version: '2.0.0', dev: true },
    },
  }),
};

const toRecord = (id: string, name: string, fixed: string, severity: string): object => ({
  id,
  modified: '2026-05-20T00:00:00Z',
  aliases: [`CVE-${name}-${fixed}`],
  affected: [
    { package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] },
  ],
  database_specific: { severity },
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(folder: string, ...args: string[]): Promise<Run> {
  const env = { SALLYPORT_DB: join(folder, '.db'), SOURCE_DATE_EPOCH: '1790000000' };
  const io = createTestIo({ cwd: folder, env });
  const code = await main(args, io);
  return { code, out: io.out(), err: io.err() };
}

async function fillDatabase(folder: string, records: readonly object[], ecosystem = 'npm'): Promise<void> {
  mkdirSync(join(folder, '.osv', ecosystem), { recursive: true });
  const files = Object.fromEntries(records.map((record, i) => [`${i}.json`, JSON.stringify(record)]));
  writeFileSync(join(folder, '.osv', ecosystem, 'all.zip'), makeZip(files));
  expect((await run(folder, 'db', 'update', '--from', '.osv')).code).toBe(0);
}

const AXIOS = toRecord('GHSA-axios', 'axios', '1.7.4', 'HIGH');

async function createApplication(): Promise<string> {
  const folder = createFolder(FILES);
  await fillDatabase(folder, [AXIOS]);
  return folder;
}

const readManifests = ({ out }: Run): readonly { readonly id: string; readonly manifest: ColdStartManifest }[] =>
  (JSON.parse(out) as { functions: { id: string; manifest: ColdStartManifest }[] }).functions;

describe('manifest', () => {
  it('says what each function ships and what is known against it', async () => {
    const printed = await run(await createApplication(), 'manifest', '--format', 'json');
    expect(printed.err).toBe('');
    expect(printed.code).toBe(0);
    const [orders, later] = readManifests(printed).map(({ manifest }) => manifest);
    expect(orders).toMatchObject({
      schemaVersion: 1,
      function: 'Orders',
      created: '2026-09-21T14:13:20Z',
      packages: {
        'node_modules/axios': 'axios@1.6.2',
        'node_modules/axios/node_modules/inner': 'inner@2.0.0',
        'node_modules/sound': 'sound@1.0.0',
      },
      advisories: [{ package: 'axios@1.6.2', id: 'GHSA-axios', cve: 'CVE-axios-1.7.4', severity: 'high' }],
      layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:tools:7'],
      policy: { maxAgeDays: 30, action: 'report' },
    });
    expect(Object.keys(orders?.files ?? {})).toEqual(['app.js', 'own.js']);
    // What its lock file will install, and nothing for development.
    expect(later?.packages).toEqual({ 'node_modules/axios': 'axios@1.6.2' });
    expect(later?.advisories).toHaveLength(1);
  });

  it('looks into what sam build made', async () => {
    const folder = await createApplication();
    const build = join(folder, '.aws-sam/build/Later');
    mkdirSync(join(build, 'node_modules/sound'), { recursive: true });
    writeFileSync(join(build, 'app.js'), '');
    writeFileSync(join(build, 'node_modules/sound/package.json'), toPackage('sound', '1.0.0'));
    const written = await run(folder, 'manifest', '--write', '--quiet');
    expect(written.err).toContain('wrote .aws-sam/build/Later/sallyport-manifest.json');
    const manifest = JSON.parse(readFileSync(join(build, 'sallyport-manifest.json'), 'utf8')) as ColdStartManifest;
    expect(manifest.packages).toEqual({ 'node_modules/sound': 'sound@1.0.0' });
    // Its own file is no part of it, also the second time.
    const [, again] = readManifests(await run(folder, 'manifest', '--format', 'json'));
    expect(again?.manifest).toEqual(manifest);
  });

  it('knows from a metafile what is in a bundle', async () => {
    const folder = await createApplication();
    const inputs = {
      'orders/app.js': {},
      'orders/node_modules/axios/index.js': {},
      'orders/node_modules/axios/node_modules/inner/index.js': {},
    };
    writeFileSync(
      join(folder, 'meta.json'),
      JSON.stringify({ outputs: { 'orders/app.js': { inputs }, 'elsewhere.js': { inputs: {} } } }),
    );
    const [orders] = readManifests(await run(folder, 'manifest', '--metafile', 'meta.json', '--format', 'json'));
    expect(orders?.manifest.packages['app.js']).toEqual(['axios@1.6.2', 'inner@2.0.0']);
    writeFileSync(join(folder, 'meta.json'), '{}');
    expect((await run(folder, 'manifest', '--metafile', 'meta.json')).code).toBe(2);
  });

  it('asks for what is in a bundle though it is for development, and says of what it cannot tell the version', async () => {
    const folder = createFolder(FILES);
    await fillDatabase(folder, [AXIOS, toRecord('GHSA-inner', 'inner', '3.0.0', 'LOW')]);
    const cache = '.yarn/cache/inner-npm-2.0.0-0123456789-abcdef0123.zip/node_modules/inner/index.js';
    const write = (inputs: object): void =>
      writeFileSync(join(folder, 'meta.json'), JSON.stringify({ outputs: { 'later/app.js': { inputs } } }));
    write({ 'later/app.js': {}, [cache]: {} });
    const [, later] = readManifests(await run(folder, 'manifest', '--metafile', 'meta.json', '--format', 'json'));
    expect(later?.manifest.packages['app.js']).toEqual(['inner@2.0.0']);
    expect(later?.manifest.advisories.map(({ id }) => id)).toEqual(['GHSA-axios', 'GHSA-inner']);
    write({ 'later/node_modules/@gone/lib/index.js': {} });
    const { code, err } = await run(folder, 'manifest', '--metafile', 'meta.json');
    expect(code).toBe(2);
    expect(err).toContain('later/app.js: the versions of `@gone/lib` in it cannot be told');
  });

  it('knows from source maps what other tools bundled', async () => {
    const toMap = (...sources: string[]): string => JSON.stringify({ version: 3, sources, mappings: '' });
    const inline = Buffer.from(toMap('../node_modules/@gone/lib/a.js')).toString('base64');
    const inner = 'webpack://later/./node_modules/axios/node_modules/inner/index.js';
    const folder = createFolder({
      ...FILES,
      'later/app.js.map': toMap('webpack:///./src/app.ts', 'webpack://later/./node_modules/axios/lib/a.js', inner),
      'later/inner.js': `;\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${inline}\n`,
      'later/broken.js': ';',
      'later/broken.js.map': '{"sections":7}',
      'node_modules/axios/node_modules/inner/package.json': toPackage('inner', '2.0.0'),
    });
    await fillDatabase(folder, [AXIOS, toRecord('GHSA-inner', 'inner', '3.0.0', 'LOW')]);
    const ran = await run(folder, 'manifest', '--format', 'json');
    const [, later] = readManifests(ran);
    expect(later?.manifest.packages).toEqual({
      'app.js': ['axios@1.6.2', 'inner@2.0.0'],
      'inner.js': ['@gone/lib@'],
      'node_modules/axios': 'axios@1.6.2',
    });
    expect(later?.manifest.advisories.map(({ id }) => id)).toEqual(['GHSA-axios', 'GHSA-inner']);
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('later/inner.js: the versions of `@gone/lib` in it cannot be told');
  });

  it.each([
    ['--max-age', 'soon'],
    ['--action', 'panic'],
    ['--sign', 'no.pem'],
  ])('refuses %s %s', async (option, value) => {
    expect((await run(createFolder(FILES), 'manifest', option, value)).code).toBe(2);
  });

  it('lets no control character of a template reach the terminal', async () => {
    const template = TEMPLATE.replace('  Later:', String.raw`  "La\e[31m\a\u202Eter":`);
    const { code, out } = await run(createFolder({ ...FILES, 'template.yaml': template }), 'manifest');
    expect(code).toBe(0);
    expect(out).toContain('La\uFFFD[31m\uFFFD\uFFFDter: ');
  });
});

/** Runs a function as Lambda does: its own process, its own root. */
function start(root: string, publicKey?: string): ColdStartReport {
  const script = `require('./app.js'); const { scanColdStart } = require('./scan.cjs');
    process.stdout.write(JSON.stringify(scanColdStart(undefined, { files: true, publicKey: ${JSON.stringify(publicKey)} })));`;
  writeFileSync(join(root, 'start.cjs'), script);
  const env = { ...process.env, LAMBDA_TASK_ROOT: root, NODE_OPTIONS: '' };
  return JSON.parse(
    execFileSync(process.execPath, ['start.cjs'], { cwd: root, env, encoding: 'utf8', stdio: 'pipe' }),
  ) as ColdStartReport;
}

const RUNTIME = fileURLToPath(new URL('../../runtime/src/cold-start/index.ts', import.meta.url));

const BOTH = `Transform: AWS::Serverless-2016-10-31
Resources:
  Node:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: node/ }
  Python:
    Type: AWS::Serverless::Function
    Properties: { Runtime: python3.13, Handler: app.handler, CodeUri: py/ }
  Bare:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: bare/ }
  Away:
    Type: AWS::Serverless::Function
    Properties: { Runtime: java21, Handler: app.Handler, CodeUri: s3://bucket/key }
`;

describe('the date of a manifest', () => {
  const files = {
    'template.yaml': BOTH,
    'node/app.js': '',
    'node/package.json': '{ "dependencies": { "axios": "1.6.2" } }\n',
    'py/app.py': '',
    'py/requirements.txt': 'requests==2.30.0\n',
    'bare/app.js': '',
  };
  const requests = {
    id: 'PYSEC-1',
    modified: '2026-02-23T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'PyPI', name: 'requests' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
      },
    ],
  };

  it('is that of the advisories for its own packages, or its language', async () => {
    const folder = createFolder(files);
    await fillDatabase(folder, [AXIOS]);
    await fillDatabase(folder, [requests], 'PyPI');
    const manifests = readManifests(await run(folder, 'manifest', '--format', 'json'));
    expect(manifests.map(({ id, manifest: { database } }) => [id, database.date, database.ecosystems])).toEqual([
      ['Node', '2026-05-20', ['npm']],
      ['Python', '2026-02-23', ['PyPI']],
      ['Bare', '2026-05-20', ['npm']],
      ['Away', '1970-01-01', []],
    ]);
    await run(folder, 'manifest', '--format', 'json', '--output', 'deployed.json');
    const { out } = await run(folder, 'db', 'diff', 'deployed.json');
    expect(out.match(/advisories of .*/g)).toEqual([
      'advisories of 2026-05-20, now of 2026-05-20',
      'advisories of 2026-02-23, now of 2026-02-23',
      'advisories of 2026-05-20, now of 2026-05-20',
      'advisories of no database, now of no database',
    ]);
    expect(out.match(/no change/g)).toHaveLength(4);
  });

  it('is printed, with what says which packages there are', async () => {
    const folder = createFolder(files);
    await fillDatabase(folder, [AXIOS]);
    await fillDatabase(folder, [requests], 'PyPI');
    const { out } = await run(folder, 'manifest');
    expect(out.replaceAll(/\d+\.\d KB/g, 'SIZE').split('\n')).toEqual([
      'Node: 1 package, by its manifest, 1 known against them, SIZE',
      'Python: 1 package, by its manifest, 1 known against them, SIZE',
      'Bare: no packages found, as its folder holds none, and no manifest or lock file asks for any, SIZE',
      'Away: no packages found, as its code is not in the tree, SIZE',
      'advisories of 2026-05-20 (npm)',
      'advisories of 2026-02-23 (PyPI)',
      'no advisories were asked',
      '',
    ]);
    const index = join(folder, '.db/npm.idx');
    writeFileSync(index, readFileSync(index).subarray(0, -1));
    const damaged = await run(folder, 'manifest');
    expect(damaged.code).toBe(2);
    expect(damaged.out).toContain('Node: 1 package, by its manifest, held against no advisories');
  });
});

describe('from the build to the cold start', () => {
  it('finds the vulnerable module that is loaded, the one that nobody listed, and the file that was changed', async () => {
    const folder = await createApplication();
    const root = join(folder, 'orders');
    buildSync({
      entryPoints: [RUNTIME],
      outfile: join(root, 'scan.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    writeFileSync(join(root, 'start.cjs'), '');
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect((await run(folder, 'manifest', '--write', '--sign', 'key.pem')).code).toBe(0);

    const sound = start(root, pem);
    expect(sound.vulnerable).toEqual([
      { module: 'axios', version: '1.6.2', id: 'GHSA-axios', cve: 'CVE-axios-1.7.4', severity: 'high' },
    ]);
    expect(sound.unlisted).toEqual([]);
    // The script that starts the function here was written after the manifest.
    expect(sound.changed).toEqual(['start.cjs']);

    mkdirSync(join(root, 'node_modules/planted'));
    writeFileSync(join(root, 'node_modules/planted/index.js'), '');
    writeFileSync(join(root, 'own.js'), "require('planted');\n");
    const attacked = start(root, pem);
    expect(attacked.unlisted).toEqual(['node_modules/planted']);
    expect(attacked.changed).toEqual(['own.js', 'start.cjs']);

    const file = join(root, 'sallyport-manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('GHSA-axios', 'GHSA-other'));
    expect(() => start(root, pem)).toThrow('ERR_MANIFEST_SIGNATURE');
  });
});

describe('db diff', () => {
  it('says what has become known of functions that are deployed, without their code', async () => {
    const folder = await createApplication();
    await run(folder, 'manifest', '--format', 'json', '--output', 'deployed.json');
    const same = await run(folder, 'db', 'diff', 'deployed.json');
    expect([same.code, same.out]).toEqual([
      0,
      expect.stringMatching(/Orders.*\n {2}no change\nLater.*\n {2}no change\n/),
    ]);

    await fillDatabase(folder, [
      toRecord('GHSA-sound', 'sound', '1.0.1', 'LOW'),
      toRecord('MAL-inner', 'inner', '9', ''),
    ]);
    const later = await run(folder, 'db', 'diff', 'deployed.json', '--format', 'json');
    const { functions } = JSON.parse(later.out) as {
      functions: { function: string; added: { id: string }[]; removed: { id: string }[] }[];
    };
    expect(
      functions.map((one) => [one.function, one.added.map(({ id }) => id).toSorted(), one.removed.map(({ id }) => id)]),
    ).toEqual([
      ['Orders', ['GHSA-sound', 'MAL-inner'], ['GHSA-axios']],
      ['Later', [], ['GHSA-axios']],
    ]);
    expect(later.code).toBe(1);
    expect((await run(folder, 'db', 'diff', 'deployed.json', '--fail-on', 'never')).code).toBe(0);
  });

  it.each([['{}'], ['[]'], ['null'], ['{"schemaVersion":2,"packages":{}}'], ['{"functions":[{"id":"A"}]}'], ['no']])(
    'refuses %s',
    async (text) => {
      const folder = createFolder({ 'manifest.json': text });
      const { code, err } = await run(folder, 'db', 'diff', 'manifest.json');
      expect([code, err]).toEqual([2, expect.stringContaining('manifest.json')]);
    },
  );

  it('needs a manifest', async () => {
    expect((await run(createFolder({}), 'db', 'diff')).code).toBe(2);
    expect((await run(createFolder({}), 'db', 'info', 'what')).code).toBe(2);
  });
});
