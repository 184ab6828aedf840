import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { COMMAND_LINE, findObstacle } from '../command-line.ts';
import { measureMedian, measureUsage, type Usage } from '../measure/usage.ts';
import { toArchive, toLockFile } from './synthetic.ts';

const RECORDS = 204_000;
const PACKAGES = 1500;
const RUNS = 15;

function measure(): Measured {
  const why = findObstacle();
  if (why !== undefined) return { kind: 'skipped', why };
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-deps-'));
  const before = process.env['SALLYPORT_DB'];
  process.env['SALLYPORT_DB'] = join(folder, 'db');
  try {
    return { kind: 'result', markdown: measureIn(folder) };
  } finally {
    if (before === undefined) delete process.env['SALLYPORT_DB'];
    else process.env['SALLYPORT_DB'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureIn(folder: string): string {
  mkdirSync(join(folder, 'osv/npm'), { recursive: true });
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'osv/npm/all.zip'), toArchive(RECORDS));
  const { manifest, lock } = toLockFile(PACKAGES);
  writeFileSync(join(folder, 'app/package.json'), manifest);
  writeFileSync(join(folder, 'app/package-lock.json'), lock);

  const update = measureMedian(1, [COMMAND_LINE, 'db', 'update', '--from', join(folder, 'osv')]);
  const { base, over, deps } = measurePairs([COMMAND_LINE, 'deps', join(folder, 'app'), '--format', 'json']);
  const { packages, findings } = JSON.parse(deps.stdout) as Readonly<
    Record<'packages' | 'findings', readonly unknown[]>
  >;
  if (packages.length < PACKAGES || findings.length === 0) throw new Error('what finds nothing measures nothing');

  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
  const megabytes = (value: number): string => `${value.toFixed(0)} MB`;
  const size = statSync(join(folder, 'db/npm.idx')).size / 1024 ** 2;
  const rows = [
    ['`db update --from`', seconds(update.cpu), megabytes(update.memory), '20 s, 600 MB'],
    ['`deps` over `node -e 0`', `${over.toFixed(0)} ms`, megabytes(deps.memory), '120 ms, 130 MB'],
  ];
  const table = toTable(['command', 'CPU', 'peak memory', 'bar'], rows);
  const version = execFileSync(process.execPath, ['--version'], { encoding: 'utf8' }).trim();
  return `${table}\n\n${packages.length} packages, ${findings.length} findings; an index of ${megabytes(size)}; \`node -e 0\` itself: ${base.toFixed(0)} ms (Node ${version}).`;
}

/** The command and `node -e 0` in turns, so that a machine that is busy for a while slows both; the pair with the median difference. */
function measurePairs(args: readonly string[]): { readonly base: number; readonly over: number; readonly deps: Usage } {
  const pairs = Array.from({ length: RUNS }, () => {
    const base = measureUsage(['-e', '0']).cpu;
    const deps = measureUsage(args, [0, 1]);
    return { base, over: deps.cpu - base, deps };
  }).toSorted((a, b) => a.over - b.over);
  const median = pairs[Math.floor(RUNS / 2)];
  if (median === undefined) throw new Error('nothing was run');
  return median;
}

export const packages: Benchmark = {
  name: 'packages',
  title: 'Advisories of 1,500 packages, in an index of 204,000 records',
  about: `CPU time of \`sallyport db update --from\` on a made-up archive of ${RECORDS.toLocaleString('en')} OSV records, most of them of malicious packages as in the npm archive, and of \`sallyport deps\` on a lock file of ${PACKAGES.toLocaleString('en')} packages (the median of ${RUNS} pairs of runs).`,
  measure,
};
