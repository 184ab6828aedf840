import { describe, expect, it } from 'vitest';
import { scanDependencies } from '../../src/scan-dependencies.ts';
import { createMemoryHost } from '../memory-host.ts';
import { openTestAdvisories } from '../rules/advisories.ts';

const toTemplate = (...functions: string[]): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n${functions.join('')}`;

const toFunction = (id: string, runtime: string, codeUri: string, more = ''): string => `  ${id}:
    Type: AWS::Serverless::Function
    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: ${codeUri}${more} }
`;

/** Package -> functions that ship it and how near it comes to running. */
async function findShipped(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
  const host = { ...createMemoryHost(files), openAdvisories: openTestAdvisories };
  const { dependencies, findings } = await scanDependencies(host, {});
  const reach = new Map(findings.map((f) => [f.package?.name, f.advisory?.reach]));
  return Object.fromEntries(
    (dependencies?.packages ?? []).map(({ ref, functions }) => [
      ref.name,
      reach.has(ref.name) ? [...functions, reach.get(ref.name)] : functions,
    ]),
  );
}

const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
  JSON.stringify({ name: 'n', dependencies, ...more });

describe('what functions ship', () => {
  it('is what the nearest manifest above their code asks for, in their own language', async () => {
    const files = {
      'template.yaml': toTemplate(
        toFunction('Own', 'nodejs22.x', 'own/'),
        toFunction('Shared', 'nodejs22.x', 'shared/a/'),
        toFunction('Python', 'python3.13', 'own/'),
      ),
      'own/package.json': manifest({ axios: '1.6.2' }),
      'own/requirements.txt': 'requests==2.30.0\n',
      'package.json': manifest({ evil: '1.0.0' }),
      'docs/package.json': manifest({ 'follow-redirects': '1.0.0' }),
    };
    expect(await findShipped(files)).toEqual({
      axios: ['Own', 'installed'],
      requests: ['Python', 'installed'],
      evil: ['Shared', 'installed'],
      'follow-redirects': ['installed'],
    });
  });

  it('is what their layers hold', async () => {
    const layer = '  Layer:\n    Type: AWS::Serverless::LayerVersion\n    Properties: { ContentUri: layer/ }\n';
    const files = {
      'template.yaml': toTemplate(toFunction('Fn', 'python3.13', 'src/', ', Layers: [!Ref Layer]'), layer),
      'src/app.py': 'def handler(event, context): pass\n',
      'layer/python/requirements.txt': 'requests==2.30.0\n',
    };
    expect(await findShipped(files)).toEqual({ requests: ['Fn', 'installed'] });
  });

  it('is near to running where the imports of a handler lead to it', async () => {
    const lock = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { axios: '1.6.2' } },
        'node_modules/axios': { version: '1.6.2', dependencies: { 'follow-redirects': '1.0.0' } },
        'node_modules/follow-redirects': { version: '1.0.0' },
      },
    });
    const files = {
      'template.yaml': toTemplate(toFunction('Fn', 'nodejs22.x', 'src/')),
      'src/package.json': manifest({ axios: '1.6.2' }),
      'src/package-lock.json': lock,
      'src/app.mjs': "export { handler } from './inner.mjs';\n",
      'src/inner.mjs': "const load = async () => await import('axios');\nexport const handler = load;\n",
    };
    expect(await findShipped(files)).toEqual({ axios: ['Fn', 'bundled'], 'follow-redirects': ['Fn', 'bundled'] });
  });

  it('is what any of several functions of one name ships, and reaches', async () => {
    const files = {
      'a/template.yaml': toTemplate(toFunction('Fn', 'python3.10', '.')),
      'a/requirements.txt': 'requests==2.30.0\ntomli==2.0.0 ; python_version < "3.11"\n',
      'a/app.py': 'import requests\n',
      'b/template.yaml': toTemplate(toFunction('Fn', 'python3.13', '.')),
      'b/app.py': 'import json\n',
      'b/requirements.txt': 'certifi\n',
    };
    expect(await findShipped(files)).toMatchObject({ requests: ['Fn', 'bundled'], tomli: ['Fn'] });
  });

  it('leaves out what development alone needs', async () => {
    const files = {
      'template.yaml': toTemplate(toFunction('Fn', 'nodejs22.x', 'src/')),
      'src/package.json': JSON.stringify({ devDependencies: { axios: '1.6.2' } }),
    };
    expect(await findShipped(files)).toEqual({ axios: ['installed'] });
  });

  it('does not hang on imports in circles or on hostile text', async () => {
    const files = {
      'template.yaml': toTemplate(toFunction('Fn', 'nodejs22.x', 'src/')),
      'src/package.json': manifest({ axios: '1.6.2', __proto__: '1' }),
      'src/app.mjs': `import './b.mjs';\n${'import '.repeat(20_000)}${' '.repeat(100_000)}from${'\t'.repeat(100_000)}`,
      'src/b.mjs': "import './app.mjs';\n",
    };
    expect(await findShipped(files)).toMatchObject({ axios: ['Fn', 'installed'] });
  });
});
