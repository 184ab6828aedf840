import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const FILES = {
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: node/ }
`,
  'node/app.mjs': 'export const handler = () => 1;\n',
  'node/package.json': '{ "dependencies": { "axios": "^1.6.2" }, "devDependencies": { "old": "1.0.0" } }\n',
  'node/package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { axios: '^1.6.2' }, devDependencies: { old: '1.0.0' } },
      'node_modules/axios': { version: '1.6.2' },
      'node_modules/old': { version: '1.0.0', dev: true },
    },
  }),
  'py/requirements.txt': 'requests>=2\nfork @ git+https://github.com/o/fork@main\n',
};

interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string };
  readonly components: readonly { readonly 'bom-ref': string; readonly scope?: string }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

async function run(
  cwd: string,
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const io = createTestIo({ cwd, env: { SOURCE_DATE_EPOCH: '0' } });
  const code = await main(['sbom', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('sbom', () => {
  it('lists what lock files chose and manifests ask for, and who ships it', async () => {
    const { code, out } = await run(createFolder(FILES));
    const bom = JSON.parse(out) as Bom;
    expect(code).toBe(0);
    expect(bom.components.map((one) => `${one['bom-ref']} ${one.scope ?? ''}`)).toEqual([
      'function:Orders ',
      'pkg:npm/axios@1.6.2 required',
      'pkg:npm/old@1.0.0 excluded',
      'pkg:pypi/fork?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fo%2Ffork%40main required',
      'pkg:pypi/requests required',
    ]);
    expect(bom.dependencies.find(({ ref }) => ref === 'function:Orders')?.dependsOn).toEqual(['pkg:npm/axios@1.6.2']);
  });

  it('is the same for the same input, and another for another', async () => {
    const [one, same, other] = await Promise.all([
      run(createFolder({ ...FILES }), '--format', 'cyclonedx'),
      run(createFolder({ ...FILES })),
      run(createFolder({ ...FILES, 'py/requirements.txt': 'six\n' })),
    ]);
    const read = ({ out }: { out: string }): readonly [string, readonly string[]] => {
      const bom = JSON.parse(out) as Bom;
      return [bom.metadata.timestamp, bom.components.map((component) => component['bom-ref'])];
    };
    expect(read(one)).toEqual(read(same));
    expect(read(one)[0]).toBe('1970-01-01T00:00:00Z');
    expect((JSON.parse(other.out) as Bom).serialNumber).not.toBe((JSON.parse(one.out) as Bom).serialNumber);
    expect((JSON.parse(one.out) as Bom).serialNumber).toMatch(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it('writes several formats, and turns one into the other', async () => {
    const folder = createFolder(FILES);
    const args = ['--format', 'cyclonedx', '--output', 'bom.cdx.json', '--format', 'spdx', '--output', 'bom.spdx.json'];
    expect((await run(folder, ...args)).code).toBe(0);
    const written = JSON.parse(readFileSync(join(folder, 'bom.spdx.json'), 'utf8')) as { packages: { name: string }[] };
    expect(written.packages.map(({ name }) => name)).toContain('axios');
    const { out } = await run(folder, '--from', 'bom.spdx.json');
    const refs = (JSON.parse(out) as Bom).components.map((one) => one['bom-ref']);
    expect(refs).toEqual(expect.arrayContaining(['pkg:npm/axios@1.6.2', 'pkg:npm/old@1.0.0', 'pkg:pypi/requests']));
  });

  it('says what it cannot read, and lists the rest', async () => {
    const folder = createFolder({ ...FILES, 'bad/package-lock.json': '{"lockfileVersion":3,"packages":{' });
    const { code, out, err } = await run(folder);
    expect(code).toBe(2);
    expect(err).toContain('bad/package-lock.json:1');
    expect(out).toContain('pkg:npm/axios@1.6.2');
  });

  it('needs something to list', async () => {
    const empty = createFolder({ 'readme.md': '' });
    expect((await run(empty)).code).toBe(2);
    expect((await run(empty, '--from', 'missing.json')).code).toBe(2);
    expect((await run(createFolder({ 'bom.json': '{}' }), '--from', 'bom.json')).code).toBe(2);
    for (const args of [['--from', 'package.json'], ['--from', 'package.json', '-q'], []]) {
      const { code, out, err } = await run(createFolder({ 'package.json': '{' }), ...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('no packages in');
      expect(err).toContain(args.length > 0 ? 'a bill of materials with packages' : 'looked for manifests');
    }
  });
});
