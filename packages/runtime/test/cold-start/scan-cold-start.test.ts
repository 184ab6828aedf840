import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import * as nodeModule from 'node:module';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ColdStartError,
  scanColdStart,
  signManifest,
  toSignedText,
  type ColdStartManifest,
  type ColdStartOptions,
  type ColdStartReport,
} from '../../src/cold-start/index.ts';
import { createRoot, manifest, toHash } from './sample-function.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
let library = '';

beforeAll(async () => {
  const entryPoint = join(import.meta.dirname, '../../src/cold-start/index.ts');
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
  });
  library = outputFiles[0]?.text ?? '';
});

const MODULES = {
  'node_modules/good/index.js': 'exports.good = require("./more.js");',
  'node_modules/good/more.js': '',
  'node_modules/bad/index.js': 'require("@scope/deep");',
  'node_modules/bad/node_modules/@scope/deep/index.js': '',
  'node_modules/unused/index.js': '',
};

/** Runs `code` as the function of a folder, and gives what its scan says. */
function scanIn(root: string, code: string, file = 'index.cjs', args: readonly string[] = []): ColdStartReport {
  writeFileSync(join(root, 'scan.cjs'), library);
  writeFileSync(join(root, file), code);
  const env = { ...process.env, LAMBDA_TASK_ROOT: root };
  const output = execFileSync(process.execPath, [...args, join(root, file)], { cwd: root, encoding: 'utf8', env });
  return JSON.parse(output) as ColdStartReport;
}

const SCAN = `const { scanColdStart } = require('./scan.cjs'); console.log(JSON.stringify(scanColdStart(undefined, { now: ${NOW} })));`;
const OWN = { 'index.cjs': '', 'scan.cjs': '' };
const write = (more: Partial<ColdStartManifest> = {}): Readonly<Record<string, string>> => ({
  ...MODULES,
  'sallyport-manifest.json': JSON.stringify({ ...manifest, files: OWN, ...more }),
});

function codeOf(given: unknown, options: ColdStartOptions = {}): string {
  try {
    scanColdStart(given as ColdStartManifest, options);
  } catch (error) {
    if (error instanceof ColdStartError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('scanColdStart', () => {
  it('tells of modules that are loaded and known to be vulnerable, and of no other', () => {
    expect(scanIn(createRoot(write()), `require('good'); require('bad'); ${SCAN}`)).toEqual({
      vulnerable: [
        { module: '@scope/deep', version: '0.1.0', id: 'GHSA-3333-3333-3333', severity: 'critical' },
        { module: 'bad', version: '2.0.0', id: 'GHSA-1111-1111-1111', severity: 'unknown' },
        { module: 'bad', version: '2.0.0', id: 'GHSA-2222-2222-2222', cve: 'CVE-2026-0002', severity: 'high' },
      ],
      unlisted: [],
      changed: [],
      ageDays: 20,
      isStale: true,
      action: 'report',
    });
  });

  it('tells of modules that are not in the manifest: packages by their folder, files by their path', () => {
    const elsewhere = createRoot({ 'dropped.js': '', 'node_modules/@evil/layer/lib/index.js': '' });
    const root = createRoot({
      ...write(),
      'node_modules/evil/index.js': '',
      'node_modules/evil/more.js': '',
      'written.js': '',
    });
    const code = `require('evil'); require('evil/more.js'); require('./written.js'); require('good');
      require('${elsewhere}/dropped.js'); require('${elsewhere}/node_modules/@evil/layer/lib/index.js'); ${SCAN}`;
    expect(scanIn(root, code).unlisted).toEqual([
      `${elsewhere}/dropped.js`,
      `${elsewhere}/node_modules/@evil/layer`,
      'node_modules/evil',
      'written.js',
    ]);
  });

  it('knows layers by their absolute paths', () => {
    const layer = createRoot({ 'nodejs/node_modules/shared/index.js': '' });
    const path = `${layer}/nodejs/node_modules/shared`;
    const packages = { ...manifest.packages, [path]: 'shared@1.0.0' };
    const advisories = [{ package: 'shared@1.0.0', id: 'GHSA-5', severity: 'low' as const }];
    const found = scanIn(createRoot(write({ packages, advisories })), `require('${path}'); ${SCAN}`);
    expect(found).toMatchObject({ unlisted: [], vulnerable: [{ module: 'shared' }] });
  });

  it('knows what is in a bundle that is loaded', () => {
    const packages = { 'index.cjs': ['bad@2.0.0', 'good@1.0.0'], 'other.cjs': ['unused@3.0.0'] };
    const found = scanIn(createRoot(write({ packages })), SCAN);
    expect(found.vulnerable.map(({ module }) => module)).toEqual(['bad', 'bad']);
    expect(found.unlisted).toEqual([]);
  });

  it('takes bundles for loaded where none can be seen: ES modules', () => {
    const packages = { 'index.mjs': ['bad@2.0.0'] };
    const code = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); ${SCAN}`;
    expect(scanIn(createRoot(write({ packages })), code, 'index.mjs').vulnerable).toHaveLength(2);
  });

  it('takes all that lies in no folder for loaded, where no bundle is known', () => {
    const sources = { 'sallyport-manifest.json': JSON.stringify({ ...manifest, files: OWN }) };
    const names = scanIn(createRoot(sources), SCAN).vulnerable.map(({ module }) => module);
    expect(names).toEqual(['@scope/deep', 'bad', 'bad', 'unused']);
    const bundles = { ...manifest.packages, 'index.cjs': ['good@1.0.0'] };
    const told = { 'sallyport-manifest.json': JSON.stringify({ ...manifest, files: OWN, packages: bundles }) };
    expect(scanIn(createRoot(told), SCAN).vulnerable).toEqual([]);
  });

  it('knows the packages of a workspace', () => {
    const packages = { 'packages/lib': 'lib@1.0.0' };
    const root = createRoot({ ...write({ packages }), 'packages/lib/src/a.js': '' });
    expect(scanIn(root, `require('./packages/lib/src/a.js'); ${SCAN}`).unlisted).toEqual([]);
  });

  const canObserve = 'registerHooks' in nodeModule;
  if (!canObserve) process.stdout.write('SKIPPED module hooks: this Node has no module.registerHooks\n');
  it.skipIf(!canObserve)('sees ES modules once it observes', () => {
    const root = createRoot({
      ...write({ files: { ...OWN, 'index.mjs': '', 'observe.cjs': '' } }),
      'observe.cjs': `require('./scan.cjs').observeModules();`,
      'node_modules/bad/package.json': '{"type":"module","exports":"./index.js"}',
      'node_modules/bad/index.js': '',
    });
    const code = `import 'bad'; import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); ${SCAN}`;
    const found = scanIn(root, code, 'index.mjs', ['--require', join(root, 'observe.cjs')]);
    expect(found.vulnerable.map(({ module }) => module)).toEqual(['bad', 'bad']);
    expect(found.unlisted).toEqual([]);
  });

  it('tells of deployed files that were changed or are gone, when asked', () => {
    const root = createRoot({ 'a.js': '1', 'b.js': '2' });
    const files = { 'a.js': toHash(join(root, 'a.js')), 'b.js': toHash(join(root, 'b.js')), 'c.js': 'sha256-x' };
    writeFileSync(join(root, 'b.js'), '3');
    expect(scanColdStart({ ...manifest, files }, { root, files: true }).changed).toEqual(['b.js', 'c.js']);
    expect(scanColdStart({ ...manifest, files }, { root }).changed).toEqual([]);
  });

  it.each([
    ['2026-11-21T11:59:59Z', 0, false],
    ['2026-11-07T12:00:00Z', 14, false],
    ['2026-11-07T11:00:00Z', 14, true],
    ['2027-01-01', 0, false],
  ])('tells the age of data of %s', (date, ageDays, isStale) => {
    expect(scanColdStart({ ...manifest, database: { date } }, { now: NOW })).toMatchObject({ ageDays, isStale });
  });
});

describe('a manifest', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signed = signManifest(manifest, privateKey);
  const root = createRoot({
    'sallyport-manifest.json': JSON.stringify(manifest),
    'signed.json': JSON.stringify(signed),
  });
  const outside = join(createRoot({ 'm.json': JSON.stringify(manifest), 's.json': JSON.stringify(signed) }), 'm.json');

  it('is read from beside the code, from a path, or given', () => {
    for (const given of [undefined, 'signed.json', manifest]) expect(codeOf(given, { root })).toBe('nothing thrown');
  });

  it('needs a signature when it comes from outside', () => {
    expect(codeOf(outside, { root })).toBe('ERR_MANIFEST_SIGNATURE');
    expect(codeOf(outside, { root, publicKey })).toBe('ERR_MANIFEST_SIGNATURE');
    expect(codeOf(outside.replace('m.json', 's.json'), { root, publicKey })).toBe('nothing thrown');
    symlinkSync(outside, join(root, 'link.json'));
    expect(codeOf('link.json', { root })).toBe('ERR_MANIFEST_SIGNATURE');
  });

  it('is held to its signature wherever there is a key', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(codeOf(signed, { publicKey: pem })).toBe('nothing thrown');
    expect(codeOf(manifest, { publicKey })).toBe('ERR_MANIFEST_SIGNATURE');
    expect(codeOf({ ...signed, advisories: [] }, { publicKey })).toBe('ERR_MANIFEST_SIGNATURE');
    expect(codeOf(signed, { publicKey: generateKeyPairSync('ed25519').publicKey })).toBe('ERR_MANIFEST_SIGNATURE');
    // A misspelt name would check nothing.
    expect(codeOf(manifest, { publickey: publicKey } as object)).toBe('ERR_SCAN_OPTION');
    expect(codeOf(manifest, pem as never)).toBe('ERR_SCAN_OPTION');
    expect(codeOf(manifest, null as never)).toBe('ERR_SCAN_OPTION');
    expect(codeOf(signed, { publicKey: 'no key' })).toBe('ERR_MANIFEST_SIGNATURE');
  });

  it('is signed by ed25519 alone', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const value = sign(null, Buffer.from(toSignedText(manifest)), rsa.privateKey).toString('base64');
    const forged = { ...manifest, signature: { algorithm: 'ed25519', value } };
    expect(codeOf(forged, { publicKey: rsa.publicKey })).toBe('ERR_MANIFEST_SIGNATURE');
  });

  it('has one signed text, whatever the order of its members', () => {
    const turned = Object.fromEntries(Object.entries(signed).toReversed()) as unknown as ColdStartManifest;
    expect(toSignedText(turned)).toBe(toSignedText(manifest));
    // RFC 8785, 3.2.3: by code units, numbers too.
    expect(toSignedText({ ...manifest, files: { 9: 'b', 10: 'a' } })).toContain('"files":{"10":"a","9":"b"}');
  });

  it('tells what its policy wants', () => {
    expect(scanColdStart({ ...manifest, policy: { maxAgeDays: 14, action: 'block' } }).action).toBe('block');
    expect(scanColdStart({ ...manifest, policy: { maxAgeDays: 14 } }).action).toBe('report');
  });

  it.each<readonly [string, unknown, string]>([
    ['nothing', null, 'ERR_MANIFEST_INVALID'],
    ['a list', [], 'ERR_MANIFEST_INVALID'],
    ['a later version', { ...manifest, schemaVersion: 2 }, 'ERR_MANIFEST_VERSION'],
    ['no version', { ...manifest, schemaVersion: undefined }, 'ERR_MANIFEST_INVALID'],
    ['packages that are none', { ...manifest, packages: { a: 1 } }, 'ERR_MANIFEST_INVALID'],
    ['advisories that are none', { ...manifest, advisories: [{}] }, 'ERR_MANIFEST_INVALID'],
    ['no date', { ...manifest, database: { date: 'yesterday' } }, 'ERR_MANIFEST_INVALID'],
    [
      'a policy that wants something else',
      { ...manifest, policy: { maxAgeDays: 1, action: 'burn' } },
      'ERR_MANIFEST_INVALID',
    ],
    ['no policy', { ...manifest, policy: null }, 'ERR_MANIFEST_INVALID'],
    ['a file that is not there', 'nowhere.json', 'ERR_MANIFEST_MISSING'],
    ['a folder', '.', 'ERR_MANIFEST_MISSING'],
  ])('is refused: %s', (_name, given, code) => expect(codeOf(given, { root })).toBe(code));

  it('may hold anything: coded errors only', () => {
    const hostile = fc.oneof(
      fc.anything(),
      fc.record({
        schemaVersion: fc.constant(1),
        packages: fc.anything(),
        files: fc.anything(),
        advisories: fc.anything(),
      }),
      fc
        .dictionary(fc.constantFrom('packages', 'files', 'advisories', 'database', 'policy'), fc.anything())
        .map((more) => ({
          ...manifest,
          ...more,
        })),
    );
    fc.assert(
      fc.property(hostile, (given) => {
        if (given !== undefined && typeof given !== 'string') codeOf(given, { root });
      }),
      { numRuns: 500 },
    );
  });

  it('does not reach prototypes', () => {
    const packages = JSON.parse('{"__proto__": "bad@2.0.0", "constructor": "x@1"}') as Record<string, string>;
    expect(codeOf({ ...manifest, packages }, { root })).toBe('nothing thrown');
    expect(({} as Record<string, unknown>)['bad']).toBeUndefined();
  });
});
