import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createRuntimeApi, type Answer } from './runtime-api.ts';

/** Where the client lies. */
export const CLIENT: string = join(import.meta.dirname, '../../ric/node_modules/aws-lambda-ric');
const FUNCTIONS = join(import.meta.dirname, 'functions');
const WRAPPER = join(import.meta.dirname, '../../wrapper/exec-wrapper');

/** The Node that runs functions: `SALLYPORT_NODE`, or the one that runs the tests. */
export const NODE: string = process.env['SALLYPORT_NODE'] ?? process.execPath;

/** Whether AWS's runtime client is here. */
export const hasClient: boolean = existsSync(join(CLIENT, 'dist/rapid-client.node'));
if (!hasClient) process.stdout.write('SKIPPED runtime client: aws-lambda-ric is not built, see `npm run client`\n');

export type ModuleFormat = 'esm' | 'cjs';

/** A function that runs under the client until it is stopped. */
export interface ClientFunction {
  readonly invoke: (event: unknown) => Promise<Answer>;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Ends it, and gives all that it has printed. */
  readonly stop: () => Promise<string>;
}

export interface StartOptions {
  /** `index.handler` unless given. */
  readonly handler?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Whether the exec wrapper of this package starts it. */
  readonly isWrapped?: boolean;
}

/** A folder with the function `functions/<name>.ts`, bundled. A real path, as Lambda's is. */
export async function bundleFunction(name: string, format: ModuleFormat): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-client-')));
  await writeBundle(name, format, root);
  // No folder above says what its files are.
  writeFileSync(join(root, 'package.json'), '{}');
  return root;
}

export async function writeBundle(name: string, format: ModuleFormat, root: string): Promise<void> {
  await build({
    entryPoints: [join(FUNCTIONS, `${name}.ts`)],
    outfile: join(root, format === 'esm' ? 'index.mjs' : 'index.js'),
    bundle: true,
    format,
    platform: 'node',
    target: 'node20',
    conditions: ['@sallyport/source'],
    logLevel: 'silent',
  });
}

/** Starts the function in `root`, as Lambda does. The first invocation fails where it does not start. */
export async function startFunction(root: string, options: StartOptions = {}): Promise<ClientFunction> {
  const api = await createRuntimeApi();
  const { handler = 'index.handler', nodeOptions = [], env = {}, isWrapped = false } = options;
  const command = [NODE, ...nodeOptions, join(CLIENT, 'bin/index.mjs'), handler];
  const [file = '', ...args] = isWrapped ? [WRAPPER, ...command] : command;
  const child = spawn(file, args, {
    cwd: root,
    env: { ...toEnvironment(root, api.port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      api.fail(new Error(`the function ended with ${signal ?? code}: ${output}`));
      resolve();
    });
  });
  return {
    invoke: async (event) => await api.invoke(typeof event === 'string' ? event : JSON.stringify(event)),
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
      api.close();
      rmSync(root, { recursive: true, force: true });
      if (child.signalCode === 'SIGKILL') throw new Error(`the function does not end when it is told to: ${output}`);
      return output;
    },
  };
}

/** The variables that Lambda sets and the client reads. */
const toEnvironment = (root: string, port: number): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
  AWS_LAMBDA_FUNCTION_NAME: 'orders',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/21/[$LATEST]4459c970fa6d4c77aca62c95850fce54',
  AWS_REGION: 'eu-west-1',
  AWS_SECRET_ACCESS_KEY: 'not-a-real-key',
  LAMBDA_TASK_ROOT: root,
  TZ: ':UTC',
});
