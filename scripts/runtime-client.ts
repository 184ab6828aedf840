/**
 * Builds AWS's runtime client for Lambda in `packages/runtime/ric`, for the tests that run guarded handlers under it. Run: `npm run
 * client`. Where a tool is missing or the build fails it says so and is no failure: the tests are skipped then.
 *
 * The package builds libcurl by autotools; here CMake does it, so that what compiles the rest is enough. The sources are the same.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../packages/runtime/ric');
const CLIENT = join(FOLDER, 'node_modules/aws-lambda-ric');
const ADD_ON = join(CLIENT, 'dist/rapid-client.node');
const HEADERS = join(dirname(process.execPath), '../include/node');
const TOOLS = ['cmake', 'make', 'g++', 'tar'];
const TIMEOUT = 240_000;

/** All that Lambda's endpoint does not need: it speaks plain HTTP/1.1 on a known address. */
const CURL = [
  ...['HTTP_ONLY', 'CURL_DISABLE_PROXY', 'CURL_DISABLE_COOKIES'].map((name) => `-D${name}=ON`),
  ...['BUILD_CURL_EXE', 'BUILD_TESTING', 'CURL_ENABLE_SSL', 'ENABLE_IPV6', 'ENABLE_MANUAL', 'PICKY_COMPILER'].map(
    (name) => `-D${name}=OFF`,
  ),
  ...['CURL_USE_LIBSSH2', 'CURL_ZLIB', 'USE_LIBIDN2', 'ENABLE_UNIX_SOCKETS', 'ENABLE_THREADED_RESOLVER'].map(
    (name) => `-D${name}=OFF`,
  ),
];

const deadline = Date.now() + TIMEOUT;

function run(command: string, args: readonly string[], cwd: string = FOLDER): void {
  const timeout = Math.max(1, deadline - Date.now());
  execFileSync(command, args, {
    cwd,
    timeout,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
}

function findMissing(): string | undefined {
  if (process.platform !== 'linux') return 'the client runs on Linux only';
  const tool = TOOLS.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status !== 0);
  if (tool !== undefined) return `${tool} is missing`;
  return existsSync(join(HEADERS, 'node_api.h')) ? undefined : 'the headers of Node are missing';
}

/** Unpacks `deps/<name>-….tar.gz` and installs it in `out`. */
function buildDependency(name: string, work: string, out: string, options: readonly string[]): void {
  const archive = readdirSync(join(CLIENT, 'deps')).find((file) => file.startsWith(`${name}-`));
  const [source, build] = [join(work, name), join(work, `${name}-build`)];
  mkdirSync(source);
  run('tar', ['-xzf', join(CLIENT, 'deps', archive ?? ''), '-C', source, '--strip-components=1', '--no-same-owner']);
  const common = ['BUILD_SHARED_LIBS=OFF', 'CMAKE_BUILD_TYPE=Release', 'CMAKE_POSITION_INDEPENDENT_CODE=ON'];
  const places = [`CMAKE_INSTALL_PREFIX=${out}`, 'CMAKE_INSTALL_LIBDIR=lib', `CMAKE_PREFIX_PATH=${out}`];
  run('cmake', ['-S', source, '-B', build, ...[...common, ...places].map((option) => `-D${option}`), ...options]);
  run('cmake', ['--build', build, '--parallel', '2', '--target', 'install']);
}

function build(): void {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  const work = mkdtempSync(join(tmpdir(), 'sallyport-client-'));
  try {
    const out = join(work, 'out');
    buildDependency('curl', work, out, CURL);
    buildDependency('aws-lambda-cpp', work, out, []);
    const flags = '-std=c++17 -O2 -shared -fPIC -fvisibility=hidden -w -DNODE_GYP_MODULE_NAME=rapid-client'.split(' ');
    const includes = [HEADERS, join(FOLDER, 'node_modules/node-addon-api'), join(out, 'include')];
    const files = [join(CLIENT, 'src/rapid-client.cc'), '-o', join(work, 'client.node')];
    const libraries = [`-L${join(out, 'lib')}`, '-laws-lambda-runtime', '-lcurl'];
    run('g++', [...flags, ...includes.map((folder) => `-I${folder}`), ...files, ...libraries]);
    // At once, so that half of one is never taken for it.
    copyFileSync(join(work, 'client.node'), ADD_ON);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What went wrong, in its last words. */
function toReason(error: unknown): string {
  const { stderr = '', message = String(error) } = error as { readonly stderr?: string; readonly message?: string };
  return [message.split('\n')[0], ...stderr.trim().split('\n').slice(-5)].join('\n  ');
}

const missing = existsSync(ADD_ON) ? undefined : findMissing();
if (missing === undefined) {
  try {
    if (!existsSync(ADD_ON)) build();
    console.log('ok aws-lambda-ric is built');
  } catch (error) {
    console.log(`SKIPPED runtime client: ${toReason(error)}`);
  }
} else {
  console.log(`SKIPPED runtime client: ${missing}`);
}
