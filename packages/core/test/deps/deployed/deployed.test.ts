import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/host.ts';
import { scanDependencies } from '../../../src/scan-dependencies.ts';
import type { ScanResult } from '../../../src/scan-result.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { openTestAdvisories } from '../../rules/advisories.ts';
import { makeZip } from '../database/make-zip.ts';
import { compression, toFile } from '../database/memory-file.ts';

const pack = (name: string, version: string, more: object = {}): string => JSON.stringify({ name, version, ...more });

const modules = (folder: string): Readonly<Record<string, string>> => ({
  [`${folder}node_modules/axios/package.json`]: pack('axios', '1.6.2', { dependencies: { 'follow-redirects': '*' } }),
  [`${folder}node_modules/follow-redirects/package.json`]: pack('follow-redirects', '1.15.0'),
  [`${folder}node_modules/tool/package.json`]: pack('tool', '1.0.0', { dependencies: { helper: '*' } }),
  [`${folder}node_modules/tool/node_modules/helper/package.json`]: pack('helper', '2.0.0'),
});

const distributions = (folder: string): Readonly<Record<string, string>> => ({
  [`${folder}requests-2.30.0.dist-info/METADATA`]:
    'Metadata-Version: 2.1\nName: requests\nVersion: 2.30.0\nRequires-Dist: Unrated (>=1)\nRequires-Dist: other ; extra == "all"\n',
  [`${folder}unrated-1.0.dist-info/METADATA`]: 'Metadata-Version: 2.1\nName: Unrated\nVersion: 1.0\n',
});

const template = (...functions: readonly string[]): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n${functions.join('')}`;

const toFunction = (id: string, runtime: string, codeUri: string, more = ''): string => `  ${id}:
    Type: AWS::Serverless::Function
    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: ${codeUri}${more} }
`;

function scan(
  files: Readonly<Record<string, string>>,
  archives: Readonly<Record<string, Uint8Array>> = {},
  path = '',
): Promise<ScanResult> {
  const stubs = Object.fromEntries(Object.keys(archives).map((name) => [name, '']));
  const host: Host = {
    ...createMemoryHost({ ...files, ...stubs }),
    openAdvisories: openTestAdvisories,
    openArchive: (name) => {
      const bytes = archives[name];
      return bytes === undefined ? undefined : { file: toFile(bytes, name), compression, close: () => {} };
    },
  };
  return scanDependencies(host, { path });
}

const list = ({ dependencies }: ScanResult): readonly string[] =>
  (dependencies?.packages ?? [])
    .map(({ ref, functions }) => `${ref.name}@${ref.version}${ref.dev ? ' dev' : ''} ${functions.join()}`.trim())
    .toSorted();

describe('installed packages', () => {
  it('answer what the manifest beside them asks for, where there is no lock file', async () => {
    const manifest = JSON.stringify({ dependencies: { axios: '^1.6.0' }, devDependencies: { tool: '*' } });
    const files = {
      'template.yaml': template(toFunction('Fn', 'nodejs24.x', 'src/')),
      'src/app.mjs': "import 'axios';\nexport const handler = async () => 1;\n",
      'src/package.json': manifest,
      ...modules('src/'),
    };
    const result = await scan(files);
    expect(list(result)).toEqual([
      'axios@1.6.2 Fn',
      'follow-redirects@1.15.0 Fn',
      'helper@2.0.0 dev',
      'tool@1.0.0 dev',
    ]);
    const known = result.findings.filter(({ rule }) => rule === 'DEP001');
    expect(known.map(({ package: found, at }) => [found?.path.join(' '), at.file])).toEqual([
      ['axios', 'src/package.json'],
      ['axios follow-redirects', 'src/node_modules/follow-redirects/package.json'],
    ]);
    // What happens to be installed does not fix what is built elsewhere.
    expect(result.findings.some(({ rule }) => rule === 'DEP002')).toBe(true);
  });

  it('are not looked into where a lock file says what they are', async () => {
    const lock = JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/axios': { version: '1.8.0' } } });
    expect(list(await scan({ 'package-lock.json': lock, ...modules('') }))).toEqual(['axios@1.8.0']);
  });

  it('are looked into below the lock file of something else, and not in a workspace of it', async () => {
    const b = { dependencies: { tool: '^9.0.0' } };
    const packages = { '': { workspaces: ['b'] }, b, 'node_modules/tool': { version: '9.0.0' } };
    const files = {
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
      'a/package.json': '{"dependencies":{"axios":"^1.0.0"}}',
      'a/node_modules/axios/package.json': pack('axios', '1.6.2'),
      'b/package.json': JSON.stringify(b),
      'b/node_modules/tool/package.json': pack('tool', '9.1.0'),
    };
    expect(list(await scan(files))).toEqual(['axios@1.6.2', 'b@null', 'tool@9.0.0']);
  });

  it('of Python answer for their own folder alone', async () => {
    const files = { ...distributions(''), 'requirements.txt': 'requests\n', 'other/requirements.txt': 'requests\n' };
    expect(list(await scan(files))).toEqual(['requests@2.30.0', 'requests@null', 'unrated@1.0']);
  });

  it('are read in what `sam build` made, and as layers are laid out', async () => {
    const layer = '  Layer:\n    Type: AWS::Serverless::LayerVersion\n    Properties: { ContentUri: Layer }\n';
    const files = {
      'template.yaml': template(
        toFunction('Js', 'nodejs24.x', 'Js'),
        toFunction('Py', 'python3.13', 'Py', ', Layers: [!Ref Layer]'),
        layer,
      ),
      'Js/app.mjs': '',
      'Py/app.py': '',
      'Py/own.egg-info/PKG-INFO': 'Name: own\nVersion: 0.1\n',
      ...modules('Js/'),
      ...distributions('Layer/python/lib/python3.13/site-packages/'),
      'venv-of-mine/pyvenv.cfg': '',
      ...distributions('venv-of-mine/lib/python3.13/site-packages/'),
    };
    expect(list(await scan(files))).toEqual([
      'axios@1.6.2 Js',
      'follow-redirects@1.15.0 Js',
      'helper@2.0.0 Js',
      'requests@2.30.0 Py',
      'tool@1.0.0 Js',
      'unrated@1.0 Py',
    ]);
  });

  it('are found where pnpm keeps them', async () => {
    const folder = 'node_modules/.pnpm/axios@1.6.2/node_modules/';
    expect(list(await scan({ [`${folder}axios/package.json`]: pack('axios', '1.6.2') }))).toEqual(['axios@1.6.2']);
  });

  it('take odd names for names', async () => {
    const files = {
      'node_modules/__proto__/package.json': pack('__proto__', '1.0.0', { dependencies: { constructor: '1' } }),
    };
    expect(list(await scan(files))).toEqual(['__proto__@1.0.0']);
  });
});

describe('archives', () => {
  const zip = makeZip({ 'app.mjs': '', ...modules(''), ...distributions('python/') });

  it('are read when somebody points at one', async () => {
    const result = await scan({}, { 'dist/fn.zip': zip }, 'dist/fn.zip');
    expect(list(result)).toHaveLength(6);
    expect(result.findings.map(({ at }) => at.file)).toContain('dist/fn.zip!/node_modules/axios/package.json');
    const python = result.findings.find((finding) => finding.package?.name === 'unrated');
    expect(python?.package?.path).toEqual(['unrated']);
  });

  it('are read where a template names them as code or as a layer', async () => {
    const layer = '  Layer:\n    Type: AWS::Serverless::LayerVersion\n    Properties: { ContentUri: layer.zip }\n';
    const files = {
      'template.yaml': template(
        toFunction('Js', 'nodejs24.x', 'fn.zip'),
        toFunction('Py', 'python3.13', 'src/', ', Layers: [!Ref Layer]'),
        layer,
      ),
      'src/app.py': '',
    };
    const archives = {
      'fn.zip': makeZip({ 'app.mjs': '', ...modules('') }),
      'layer.zip': makeZip(distributions('python/')),
      'data.zip': makeZip({ 'node_modules/evil/package.json': pack('evil', '1.0.0') }),
    };
    expect(list(await scan(files, archives))).toEqual([
      'axios@1.6.2 Js',
      'follow-redirects@1.15.0 Js',
      'helper@2.0.0 Js',
      'requests@2.30.0 Py',
      'tool@1.0.0 Js',
      'unrated@1.0 Py',
    ]);
  });

  it('that are damaged are told, and nothing is clean by them', async () => {
    const files = {
      'template.yaml': template(toFunction('Js', 'nodejs24.x', 'fn.zip')),
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { 'node_modules/evil': { version: '1.0.0' } },
      }),
    };
    const result = await scan(files, { 'fn.zip': zip.subarray(0, 100) });
    expect(list(result)).toEqual(['evil@1.0.0 Js']);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'archive-damaged', file: 'fn.zip', severity: 'error' }),
    );
  });
});

describe('a bill of materials', () => {
  const components = [
    { type: 'library', name: 'axios', version: '1.6.2', purl: 'pkg:npm/axios@1.6.2' },
    { type: 'library', name: 'requests', version: '2.30.0', purl: 'pkg:pypi/requests@2.30.0' },
  ];
  const cyclonedx = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });

  it('is matched when somebody points at one', async () => {
    const result = await scan({ 'bom.json': cyclonedx, 'package.json': '{}' }, {}, 'bom.json');
    expect(list(result)).toEqual(['axios@1.6.2', 'requests@2.30.0']);
    expect(result.findings.map((finding) => [finding.package?.name, finding.at.file])).toEqual([
      ['axios', 'bom.json'],
      ['requests', 'bom.json'],
    ]);
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is left alone in a folder: it says what lock files say', async () => {
    expect(list(await scan({ 'bom.json': cyclonedx }))).toEqual([]);
  });

  it('of a version that is not known is told, and read', async () => {
    const result = await scan({ 'bom.json': cyclonedx.replace('"1.6"', '"9.9"') }, {}, 'bom.json');
    expect(list(result)).toHaveLength(2);
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({ message: 'the `specVersion` is none that is known (1)', severity: 'error' }),
    );
  });

  it('that is no JSON is told', async () => {
    const { diagnostics } = await scan({ 'bom.xml': '<bom/>' }, {}, 'bom.xml');
    expect(diagnostics).toMatchObject([{ file: 'bom.xml', message: 'a bill of materials is read as JSON alone' }]);
  });

  it('that is cut off is told', async () => {
    const result = await scan({ 'bom.json': cyclonedx.slice(0, -40) }, {}, 'bom.json');
    expect(result.diagnostics).toContainEqual(expect.objectContaining({ file: 'bom.json', severity: 'error' }));
  });
});
