import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Escape } from './escapes.ts';

export type TestedLevel = 'L0' | 'L1' | 'L2';

export interface Outcome {
  readonly name: string;
  readonly stopped: boolean;
  /** What the attacker got, or the error that stopped it. */
  readonly detail: string;
  readonly output: string;
}

/** A world to escape from: servers that must not be reached, and the guard as it is shipped. */
export interface Yard {
  readonly run: (escape: Escape, node: string, level: TestedLevel | 'none') => Promise<Outcome>;
  readonly close: () => void;
}

const toMain = (before: string): string => `
import { createRequire } from 'node:module';
import { writeSync } from 'node:fs';
import { restrict } from './restrict.mjs';
const config = JSON.parse(process.env.YARD);
const require = createRequire(import.meta.url);
${before}
if (config.level !== 'none') restrict({
  level: config.level,
  taskRoot: config.task,
  egress: { allow: ['allowed.test', 'localhost:' + config.allowedPort] },
  write: { allow: [config.ok] },
  onViolation: ({ api }) => writeSync(1, 'REPORTED ' + api),
});
process.on('uncaughtException', (e) => { console.error(String(e)); process.exit(9); });
process.on('unhandledRejection', (e) => { console.error(String(e)); process.exit(9); });
setTimeout(() => process.exit(7), 1500).unref();
try {
  const { default: attack } = await import('./attack.mjs');
  writeSync(1, 'LOADED ');
  await attack({ ...config, escaped: () => writeSync(1, 'ESCAPED') });
} catch (e) { console.error(e?.code ?? String(e), e?.message, e?.cause?.message ?? "", e?.cause?.stack ?? "", e?.stack); }
`;

const toAttack = (run: string): string => `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const module = new (require('module'))('attack');
const until = async (fn) => { for (let i = 0; i < 20 && !fn(); i++) await new Promise((r) => setTimeout(r, 25)); };
export default async ({ port, port6, udpPort, allowedPort, socket, ok, out, task, handler, evil, level, escaped }) => {
${run}
};
`;

const listen = (server: Server, ...args: readonly unknown[]): Promise<number> =>
  new Promise((resolve) => {
    server.listen(...(args as [number]), () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

export async function createYard(): Promise<Yard> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-yard-')));
  const code = join(root, 'restrict.mjs');
  const entry = join(import.meta.dirname, '../../src/restrict/index.ts');
  await build({
    entryPoints: [entry],
    outfile: code,
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    logLevel: 'silent',
  });
  let reached = '';
  const servers = [0, 1, 2].map(() =>
    createServer((s) => {
      reached = 'a connection';
      s.destroy();
    }),
  );
  const [v4, v6, unix] = servers as [Server, Server, Server];
  const socket = join(root, 'yard.sock');
  const port = await listen(v4, 0, '0.0.0.0');
  const port6 = await listen(v6, 0, '::1');
  await listen(unix, socket);
  const http = createHttpServer((request, response) => {
    if (request.url === '/data') response.end('data');
    else response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
  });
  const allowedPort = await listen(http, 0, '127.0.0.1');
  const udp = createSocket('udp4', () => {
    reached = 'a datagram';
  });
  const udpPort = await new Promise<number>((resolve) => udp.bind(0, '127.0.0.1', () => resolve(udp.address().port)));
  let count = 0;

  const run: Yard['run'] = async (escape, node, level) => {
    const folder = join(root, `case-${count++}`);
    const [task, ok, out] = ['task', 'ok', 'out'].map((name) => join(folder, name)) as [string, string, string];
    for (const path of [task, ok, out]) mkdirSync(path, { recursive: true });
    const write = (path: string, text: string): string => (writeFileSync(path, text), path);
    const { readFileSync } = await import('node:fs');
    write(join(task, 'restrict.mjs'), readFileSync(code, 'utf8'));
    const handler = write(join(task, 'handler.cjs'), '/*\nKEY=hunter2\n*/ exports.key = 1;');
    write(join(task, 'other.cjs'), 'exports.a = 1;');
    write(join(task, 'other.mjs'), 'export default 1;');
    write(join(task, 'data.json'), '{"a":1}');
    write(join(task, '.env'), 'KEY=hunter2');
    for (const path of ['deep', 'assets', 'node_modules/dep']) mkdirSync(join(task, path), { recursive: true });
    write(join(task, 'assets/a.txt'), 'a');
    write(join(task, 'deep/lazy.mjs'), 'export const value = 2;');
    write(join(task, 'node_modules/dep/package.json'), '{"name":"dep","main":"index.js"}');
    write(join(task, 'node_modules/dep/index.js'), "exports.name = 'dep';");
    write(join(out, 'there'), 'x');
    write(join(ok, 'earlier.cjs'), 'module.exports = 42;');
    const evil = write(
      join(task, 'evil.cjs'),
      `require('fs').writeFileSync(${JSON.stringify(join(out, 'marker'))}, '')`,
    );
    write(join(task, 'attack.mjs'), toAttack(escape.run));
    const script = write(join(task, 'main.mjs'), toMain(escape.before ?? ''));
    const config = { level, task, ok, out, handler, evil, port, port6, udpPort, allowedPort, socket };
    const flags = level === 'L2' ? await readFlags(node, code, task, ok) : [];
    reached = '';
    const { output, error } = await start(node, [...flags, script], config, task);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const marker = readdirSync(out).some((name) => name.startsWith('marker')) || !existsSync(join(out, 'there'));
    const got = !output.includes('LOADED')
      ? `nothing: it did not start: ${error}`
      : output.includes('ESCAPED')
        ? 'what it wanted'
        : marker
          ? 'a file'
          : reached;
    return { output, name: escape.name, stopped: got === '', detail: got === '' ? error.trim().slice(0, 300) : got };
  };

  return {
    run,
    close: () => {
      for (const server of [...servers, http]) server.close();
      udp.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const cache = new Map<string, readonly string[]>();

/** The flags, by the account of the Node that will run with them. */
async function readFlags(node: string, code: string, task: string, ok: string): Promise<readonly string[]> {
  const known = cache.get(node);
  const swap = (flags: readonly string[]): readonly string[] =>
    flags.map((f) => f.replace('<task>', task).replace('<ok>', ok));
  if (known !== undefined) return swap(known);
  const script = `import { permissionFlags } from ${JSON.stringify(code)}; console.log(JSON.stringify(permissionFlags({ taskRoot: '<task>', write: ['<ok>'] })))`;
  const { output } = await start(node, ['--input-type=module', '-e', script], {}, undefined);
  cache.set(node, JSON.parse(output) as string[]);
  return swap(JSON.parse(output) as string[]);
}

function start(
  node: string,
  args: readonly string[],
  config: object,
  cwd: string | undefined,
): Promise<{ readonly output: string; readonly error: string }> {
  return new Promise((resolve) => {
    const env = {
      PATH: process.env['PATH'],
      YARD: JSON.stringify(config),
      AWS_SECRET_ACCESS_KEY: 'x',
      NODE_NO_WARNINGS: '1',
    };
    const child = spawn(node, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, error] = ['', ''];
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (error += String(chunk)));
    const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      setTimeout(() => resolve({ output, error: error || `exit ${signal ?? String(code)}` }), 5);
    });
  });
}
