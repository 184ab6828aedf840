import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { listRepositoryFiles, readRepositoryFile, ROOT } from './repository.ts';

/** Below the packages that snippets import. */
const FOLDER = join(ROOT, 'node_modules/.snippets');
mkdirSync(FOLDER, { recursive: true });
const root = mkdtempSync(join(FOLDER, 'run-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What snippets leave to their reader: as types, and what stands for it when they run. */
const TYPES = `
declare function myHandler(event: unknown): Promise<string>;
declare function importOrders(bucket: string, key: string): Promise<void>;
declare function place(product: string, quantity: number): Promise<{ statusCode: number }>;
declare const context: import('@sallyport/runtime').LambdaContext;
declare const key: Buffer;
declare const box: import('@sallyport/runtime/encryption').Envelope;
declare const table: { put(item: object): Promise<unknown> };
declare const order: { readonly id: string; readonly email: string; readonly card: string };
declare const oldKey: string;
declare module '@aws-sdk/client-kms' {
  export class KMS {
    generateDataKey(input: unknown): Promise<{ Plaintext: Uint8Array; CiphertextBlob: Uint8Array }>;
    decrypt(input: unknown): Promise<{ Plaintext: Uint8Array }>;
  }
}
`;
const GIVEN = `
import { randomBytes } from 'node:crypto';
import { envelope, staticKeys } from '@sallyport/runtime/encryption';
Object.assign(globalThis, {
  myHandler: async () => 'handled',
  importOrders: async () => undefined,
  place: async () => ({ statusCode: 202 }),
  context: {
    functionName: 'f', functionVersion: '1', awsRequestId: 'r', logGroupName: 'g', logStreamName: 's',
    getRemainingTimeInMillis: () => 1,
  },
  key: randomBytes(32),
  box: envelope({ keys: staticKeys('test', randomBytes(32)) }),
  table: { put: async () => undefined },
  order: { id: '7', email: 'a@example.com', card: '4111' },
  oldKey: randomBytes(32).toString('base64url') + '=',
});
`;

/** A service that wraps a data key by turning it round. */
const KMS = `
export class KMS {
  async generateDataKey() {
    const Plaintext = new Uint8Array(32).map((_, at) => at);
    return { Plaintext, CiphertextBlob: Plaintext.toReversed() };
  }
  async decrypt({ CiphertextBlob }) {
    return { Plaintext: CiphertextBlob.toReversed() };
  }
}
`;
const kms: Plugin = {
  name: 'kms',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^@aws-sdk\/client-kms$/ }, () => ({ path: 'kms', namespace: 'kms' }));
    bundler.onLoad({ filter: /.*/, namespace: 'kms' }, () => ({ contents: KMS }));
  },
};

/** Every snippet of TypeScript or JavaScript on the pages that people read, by its file. */
const snippets = listRepositoryFiles()
  .filter((path) => /^(?:docs\/(?!rules)(?:events\/)?|packages\/\w+\/)?[\w-]+\.md$/.test(path))
  .flatMap((page) =>
    [...readRepositoryFile(page).matchAll(/^```[jt]s\n([\s\S]*?)^```$/gm)].map(([, code = ''], at) => ({
      file: `${page.replaceAll('/', '_')}-${at}.ts`,
      // Pages of sources are many, and alike.
      program: page.startsWith('docs/events/') ? 'docs_events' : `${page}-${at}`.replaceAll('/', '_'),
      code,
    })),
  );

writeFileSync(join(root, 'given.d.ts'), TYPES);
writeFileSync(join(root, 'given.mjs'), GIVEN);
writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
const [, manifest = ''] = /^```json\n([\s\S]*?)^```$/m.exec(readRepositoryFile('docs/cold-start.md')) ?? [];
writeFileSync(join(root, 'sallyport-manifest.json'), manifest);
mkdirSync(join(root, 'src'));
writeFileSync(join(root, 'src/app.ts'), 'export const handler = async (): Promise<number> => 1;\n');
for (const { file, code } of snippets) writeFileSync(join(root, file), code);

function toPrograms(): readonly (readonly [program: string, files: readonly string[]])[] {
  const names = [...new Set(snippets.map(({ program }) => program))];
  return names.map((name) => [name, snippets.filter(({ program }) => program === name).map(({ file }) => file)]);
}

describe('snippets', () => {
  it('are of the right types', () => {
    const config = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts'],
      exclude: [],
    };
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', root], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  it.each(toPrograms())('run: %s', async (program, files) => {
    const outfile = join(root, `${program}.mjs`);
    await build({
      stdin: { contents: ['given.mjs', ...files].map((path) => `import './${path}';`).join('\n'), resolveDir: root },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: ['@sallyport/source'],
      external: ['esbuild', 'oxc-parser', 'web-tree-sitter'],
      plugins: [kms],
      logLevel: 'silent',
    });
    const env = { ...process.env, LAMBDA_TASK_ROOT: root };
    expect(() => execFileSync(process.execPath, [outfile], { cwd: root, env, stdio: 'pipe' })).not.toThrow();
  });
});
