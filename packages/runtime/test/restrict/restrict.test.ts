import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRestrictOptions } from '../../src/restrict/check-options.ts';
import { createHosts } from '../../src/restrict/hosts.ts';
import { createPaths } from '../../src/restrict/paths.ts';
import { permissionFlags } from '../../src/restrict/permission-flags.ts';
import { toPolicy } from '../../src/restrict/policy.ts';
import { escapes, honest } from './escapes.ts';
import { createYard, type TestedLevel, type Yard } from './run-escapes.ts';

/** What Node 20 has no way to stop is told in the documentation; here nothing is expected to get out. */
describe('escapes', () => {
  let yard: Yard;
  // A signal is one of the attempts.
  const ignore = (): void => {};
  beforeAll(async () => {
    process.on('SIGUSR2', ignore);
    yard = await createYard();
  });
  afterAll(() => {
    process.off('SIGUSR2', ignore);
    yard.close();
  });

  it.each<TestedLevel>(['L1', 'L2'])('%s stops them, and lets an honest function be', async (level) => {
    const out: string[] = [];
    for (const escape of escapes) {
      const { name, stopped, detail } = await yard.run(escape, process.execPath, level);
      if (!stopped) out.push(`${name}: got ${detail}`);
    }
    console.log(`${process.version} ${level}: ${escapes.length - out.length} of ${escapes.length} stopped`);
    expect(out).toEqual([]);
    expect((await yard.run(honest, process.execPath, level)).detail).toBe('what it wanted');
  });

  it('at L0 get out, and are told of', async () => {
    const [spawned] = escapes.filter(({ name }) => name === 'processes: spawnSync');
    if (spawned === undefined) throw new Error('the attempt is gone');
    expect(await yard.run(spawned, process.execPath, 'L0')).toMatchObject({
      stopped: false,
      output: expect.stringContaining('REPORTED child_process.spawnSync') as string,
    });
    expect(await yard.run(honest, process.execPath, 'L0')).toMatchObject({ detail: 'what it wanted' });
  });

  it.each<TestedLevel>(['L1', 'L2'])('%s finds nothing in itself', async (level) => {
    expect((await yard.run({ name: 'nothing', run: '' }, process.execPath, level)).output).toBe('LOADED ');
  });

  it('are real: without a guard they get out', async () => {
    // Not every version of Node has all of it.
    const isNew = (name: string): boolean => /sqlite|execve|registerHooks|Socket|EventSource|cache$/.test(name);
    const some = escapes.filter(({ name }, i) => i % 12 === 0 && !isNew(name));
    for (const escape of some)
      expect(await yard.run(escape, process.execPath, 'none')).toMatchObject({ stopped: false });
  });
});

describe('hosts', () => {
  it('know names, suffixes, addresses and ports', () => {
    const hosts = createHosts([
      'API.example.com.',
      '*.s3.amazonaws.com',
      '10.0.0.1',
      '[::1]:8080',
      'db.internal:5432',
      'unix:/run/x',
    ]);
    expect(
      ['api.example.com', 'a.s3.amazonaws.com', 'a.b.s3.amazonaws.com.', 'db.internal'].map(hosts.hasName),
    ).toEqual([true, true, true, true]);
    expect(
      ['example.com', 's3.amazonaws.com', 'evil-api.example.com', 'api.example.com.evil.com', 'as3.amazonaws.com'].map(
        hosts.hasName,
      ),
    ).toEqual([false, false, false, false, false]);
    expect([
      hosts.hasAddress('10.0.0.1', 1),
      hosts.hasAddress('::ffff:10.0.0.1', 1),
      hosts.hasAddress('10.0.0.2', 1),
    ]).toEqual([true, true, false]);
    expect([hosts.hasAddress('::1', 8080), hosts.hasAddress('::1', 80)]).toEqual([true, false]);
    hosts.remember('db.internal', '10.1.1.1');
    hosts.remember('evil.example', '6.6.6.6');
    expect([
      hosts.hasAddress('10.1.1.1', 5432),
      hosts.hasAddress('10.1.1.1', 22),
      hosts.hasAddress('6.6.6.6', 5432),
    ]).toEqual([true, false, false]);
    expect([hosts.hasPath('/run/x'), hosts.hasPath('/run/y')]).toEqual([true, false]);
  });
});

describe('ports of hosts', () => {
  it('add up, and are not widened by a lookup', () => {
    const hosts = createHosts(['db.test:5432', 'db.test:6432', '*.test:80', '10.0.0.1:443', '[::1]:443']);
    hosts.remember('db.test', '10.1.1.1');
    expect([5432, 6432, 80, 22].map((port) => hosts.hasAddress('10.1.1.1', port))).toEqual([true, true, true, false]);
    for (const address of ['10.0.0.1', '::1', '::ffff:10.0.0.1']) hosts.remember(address, address);
    expect([hosts.hasAddress('10.0.0.1', 443), hosts.hasAddress('::1', 443)]).toEqual([true, true]);
    expect([hosts.hasAddress('10.0.0.1', 22), hosts.hasAddress('::1', 22)]).toEqual([false, false]);
  });
});

describe('paths', () => {
  it('are taken as the kernel takes them', () => {
    const paths = createPaths(['/var/task'], ['/tmp']);
    expect([paths.isWritable('/tmp/a'), paths.isWritable('/tmpx'), paths.isWritable('/tmp')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(paths.resolve('/tmp/none/../../etc/none')).not.toMatch(/^\/tmp/);
    // A link of every Linux: as a file it leads elsewhere, as an entry it is where it stands.
    expect(paths.resolve('/proc/self/exe')).toBe(process.execPath);
    expect(paths.resolveEntry('/proc/self/exe')).toBe(`/proc/${process.pid}/exe`);
    expect(['/proc/self/exe/', '/proc/self/.'].map(paths.resolveEntry)).not.toContain('/proc/self/exe');
    expect([paths.touchesTask('/var'), paths.touchesTask('/var/task/a'), paths.touchesTask('/tmp')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([
      paths.isSource('/var/task/a.mjs'),
      paths.isSource('/var/task/a.json'),
      paths.isSource('/var/task/node_modules/a/a.js'),
      paths.isSource('/opt/a.js'),
    ]).toEqual([true, false, false, false]);
  });
});

describe('permissionFlags', () => {
  it('are those of the Node that runs it', () => {
    const flags = permissionFlags({ taskRoot: '/usr', read: ['/data'], write: ['/tmp/'] });
    expect(flags[0]).toMatch(/^--(?:experimental-)?permission$/);
    expect(flags).toEqual(
      expect.arrayContaining(['--allow-fs-read=/usr/*', '--allow-fs-read=/data/*', '--allow-fs-write=/tmp/*']),
    );
    const output = execFileSync(process.execPath, [...flags, '-p', 'process.permission.has("fs.read", "/root")'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(output.trim()).toBe('false');
  });

  it('are what the exec wrapper gives', () => {
    const wrapper = join(import.meta.dirname, '../../wrapper/exec-wrapper');
    const script = 'console.log(JSON.stringify(process.execArgv.sort()))';
    const run = (file: string, args: readonly string[]): string[] =>
      JSON.parse(
        execFileSync(file, args, {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { PATH: process.env['PATH'], LAMBDA_TASK_ROOT: '/var/task' },
        }),
      ) as string[];
    const given = run(wrapper, [process.execPath, '-e', script]);
    expect(new Set(given.filter((flag) => flag.startsWith('--')))).toEqual(new Set(permissionFlags()));
  });
});

describe('policies', () => {
  const print = (): void => {};
  it('block unless they say otherwise, and observe at L0', () => {
    expect(toPolicy({}, print).modes).toEqual({
      egress: 'block',
      childProcess: 'block',
      evaluate: 'block',
      write: 'block',
      readHandler: 'block',
    });
    expect(toPolicy({ level: 'L0', evaluate: 'allow' }, print).modes).toMatchObject({
      egress: 'report',
      evaluate: 'allow',
    });
    expect(toPolicy({ egress: { allow: ['a'], mode: 'report' } }, print)).toMatchObject({
      hosts: ['a'],
      modes: { egress: 'report' },
    });
  });

  it.each<readonly [unknown, string]>([
    [null, 'options must be an object'],
    ['L1', 'options must be an object'],
    [{ level: 'L9' }, '`level` must be L0, L1, L2 or L3'],
    [{ evaluate: 'deny' }, '`evaluate` must be `block`, `report` or `allow`'],
    [{ egres: 'allow' }, '`egres` is none of level, egress'],
    [{ egress: ['api.stripe.com'] }, '`egress` must be'],
    [{ egress: { allow: 'api.stripe.com' } }, '`egress` must be'],
    [{ egress: { allow: ['https://api.stripe.com/'] } }, 'a list of hosts, without scheme or path'],
    [{ egress: { alow: [] } }, '`egress` must be'],
    [{ write: ['/tmp'] }, '`write` must be'],
    [{ onViolation: 5 }, '`onViolation` must be a function'],
    [{ hideEnvironment: 'A' }, '`hideEnvironment` must be a list of texts'],
  ])('refuse %j', (options, message) => {
    const refused = expect(() => checkRestrictOptions(options));
    refused.toThrow(TypeError);
    refused.toThrow(
      expect.objectContaining({ code: 'ERR_RESTRICT_OPTION', message: expect.stringContaining(message) }),
    );
  });

  it('are taken in all that the page names', () => {
    const allow = ['*.amazonaws.com', 'api.stripe.com:443', '10.0.0.1', '[::1]:80', '2001:db8::1', 'unix:/tmp/s', '*'];
    checkRestrictOptions({
      level: 0,
      egress: { allow, mode: 'report' },
      write: { allow: ['/tmp'] },
      taskRoot: undefined,
    });
    checkRestrictOptions({});
  });

  it('of permission flags are checked as well', () => {
    expect(() => permissionFlags({ taskRoot: 5 as never })).toThrow('`taskRoot` must be a text');
    expect(() => permissionFlags({ reads: [] } as never)).toThrow('`reads` is none of taskRoot, read, write');
  });

  it('print one line for a violation, with the static rule', () => {
    const lines: string[] = [];
    toPolicy({}, (line) => lines.push(line)).onViolation({
      kind: 'egress',
      action: 'blocked',
      api: 'TCP.connect',
      target: 'x',
      advice: 'y',
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ sallyport: 'restrict', kind: 'egress', advice: 'y' });
  });
});
