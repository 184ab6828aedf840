import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './repository.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly type: string;
  readonly engines: { readonly node: string };
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What an entry has for the other entries of its package: nobody's types know it. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  '@sallyport/runtime': ['findWrongOption', 'isObject'],
};

/** What each package offers to whoever imports it: adding to it is a promise. */
const PUBLIC: Readonly<Record<string, readonly string[]>> = {
  '@sallyport/runtime': ['EventError', 'GuardError', 'fields', 'guard'],
  '@sallyport/runtime/audit-log': ['AuditError', 'createAuditLog', 'fieldNames'],
  '@sallyport/runtime/cold-start': [
    'ColdStartError',
    'observeModules',
    'scanColdStart',
    'signManifest',
    'toSignedText',
  ],
  '@sallyport/runtime/encryption': [
    'EncryptionError',
    'envelope',
    'fernet',
    'fieldCipher',
    'keyring',
    'kmsKeys',
    'staticKeys',
  ],
  '@sallyport/runtime/events': [
    'EventError',
    'anySource',
    'direct',
    'identify',
    'parseEvent',
    'sourceNames',
    'sources',
  ],
  '@sallyport/runtime/events/s3': ['s3', 'toObjectKey'],
  '@sallyport/core': [
    'SallyportError',
    'analyse',
    'createFingerprints',
    'expand',
    'findJsonProblem',
    'findLineStarts',
    'hasReadCode',
    'isAtLeast',
    'isDay',
    'listAdvisories',
    'listUnrated',
    'loadPermissionTools',
    'loadRulePages',
    'loadRules',
    'loadSbom',
    'loadShippingTools',
    'parseBaseline',
    'printVex',
    'pruneBaseline',
    'readDocuments',
    'readVex',
    'scan',
    'scanDependencies',
    'severities',
    'toLineColumn',
    'toTarget',
  ],
  '@sallyport/core/deps': ['compareVersions', 'createIndex', 'isAffected', 'openIndex', 'satisfies', 'updateIndex'],
  '@sallyport/core/iam': [
    'check',
    'compare',
    'conditionOperators',
    'escalate',
    'findActionProblem',
    'findBlastRadius',
    'findUselessStatements',
    'lintPolicy',
    'lintPolicyText',
    'locateStatement',
    'minimise',
    'parsePolicy',
    'parsePolicyText',
    'simulate',
  ],
  'sallyport/esbuild': ['sallyportManifest'],
};

/** The entries of a package that are promised, as they are imported. */
const listEntries = (name: string): readonly string[] =>
  Object.keys(PUBLIC).filter((entry) => entry === name || entry.startsWith(`${name}/`));

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

const FOLDERS = ['runtime', 'core', 'cli'].map((name) => join(ROOT, 'packages', name));
const isBuilt = FOLDERS.every((folder) => existsSync(join(folder, 'dist')));
if (!isBuilt) console.log('SKIPPED packages: there is no dist, run `npm run build` first');

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

const runNode = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe('package manifests', () => {
  const manifests = FOLDERS.map(readManifest);
  const root = readManifest(ROOT);

  it('agree on version, licence, module type and engines', () => {
    const shared = ({ version, license, type, engines }: Manifest): object => ({ version, license, type, engines });
    for (const manifest of manifests) expect(shared(manifest)).toEqual(shared(root));
  });

  it('depend on each other at the same version', () => {
    for (const { dependencies = {} } of manifests) {
      const own = Object.entries(dependencies).filter(([name]) => name.startsWith('@sallyport/'));
      for (const [, version] of own) expect(version).toBe(root.version);
    }
  });

  it('give the runtime no dependency', () => {
    expect(manifests[0]?.dependencies).toBeUndefined();
  });
});

describe.skipIf(!isBuilt)('packed packages', () => {
  const target = mkdtempSync(join(tmpdir(), 'sallyport-pack-'));
  const packed = new Map<string, Packed>();

  beforeAll(() => {
    for (const folder of FOLDERS) {
      const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', target];
      const output = execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      const [result] = JSON.parse(output) as readonly Packed[];
      if (result) packed.set(folder, result);
    }
  }, 60_000);

  afterAll(() => rmSync(target, { recursive: true, force: true }));

  describe.each(FOLDERS.map((folder) => [readManifest(folder).name, folder] as const))('%s', (name, folder) => {
    it('holds what runs, its licence and its page, and nothing else', () => {
      const paths = packed.get(folder)?.files.map(({ path }) => path) ?? [];
      expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
      const wanted =
        /^(?:dist\/.*\.(?:js|cjs|d\.ts|d\.cts|wasm)|(?:data|schemas)\/.*\.json|data\/.*\.idx|wrapper\/exec-wrapper|LICENSE|NOTICE|README\.md|package\.json)$/;
      expect(paths.filter((path) => !wanted.test(path) || /(?:^|\/)(?:test|fixtures)\//.test(path))).toEqual([]);
    });

    it('satisfies publint', async () => {
      const { messages, pkg } = await publint({ pkgDir: folder, strict: true });
      // The condition of this repository is for nobody who installs the package.
      const lines = messages.map((message) => formatMessage(message, pkg) ?? message.code);
      expect(lines.filter((line) => !line.includes('"@sallyport/source"'))).toEqual([]);
    }, 60_000);

    it('is typed for everyone who may import it', () => {
      const tarball = join(target, packed.get(folder)?.filename ?? '');
      if (!Object.hasOwn(readManifest(folder).exports, '.')) return;
      const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
      const profile = name === '@sallyport/runtime' ? 'node16' : 'esm-only';
      expect(() => runNode(attw, tarball, '--profile', profile, '--no-emoji', '--no-color')).not.toThrow();
    }, 60_000);

    it('offers what is promised, and nothing else', () => {
      for (const entry of listEntries(name)) {
        const script = `console.log(JSON.stringify(Object.keys(await import('${entry}')).sort()))`;
        const names = [...(PUBLIC[entry] ?? []), ...(INTERNAL[entry] ?? [])].toSorted();
        expect(JSON.parse(runNode('--input-type=module', '-e', script)), entry).toEqual(names);
      }
    });

    it('does nothing when it is imported', () => {
      if (!Object.hasOwn(readManifest(folder).exports, '.')) return;
      const globals = 'const before = Object.keys(globalThis).length;';
      const time = 'const start = performance.now();';
      const after = 'console.log(Object.keys(globalThis).length - before, (performance.now() - start).toFixed(0))';
      const script = `${globals}${time} await import('${name}'); ${after}`;
      const [added, milliseconds] = runNode('--input-type=module', '-e', script).trim().split(' ');
      const { size = 0, unpackedSize = 0 } = packed.get(folder) ?? {};
      const sizes = `${(size / 1024).toFixed(0)} KB packed, ${(unpackedSize / 1024).toFixed(0)} KB unpacked`;
      console.log(`${name}: imported in ${milliseconds} ms, ${sizes}`);
      expect(added).toBe('0');
    });
  });

  // Each is bundled by itself, so one may be broken where all others work.
  it.each(['import', 'require'])('have a file for each source, to %s', (way) => {
    const script = `const { readdirSync } = process.getBuiltinModule('node:fs');
      const load = async (name) => ${way === 'import' ? 'await import(name)' : 'require(name)'};
      void (async () => {
        const { EventError } = await load('@sallyport/runtime');
        const names = readdirSync('packages/runtime/dist/events', { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'parts');
        for (const { name } of names)
          for (const { parse } of Object.values(await load('@sallyport/runtime/events/' + name)))
            try { parse?.(null); } catch (error) { if (!(error instanceof EventError)) throw error; }
        console.log(names.length);
      })();`;
    expect(Number(runNode(`--input-type=${way === 'import' ? 'module' : 'commonjs'}`, '-e', script))).toBeGreaterThan(
      60,
    );
  });
});
