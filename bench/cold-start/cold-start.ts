import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';

const PACKAGES = 150;
const FILES = 6;
const RUNS = 101;
const SCRIPT = join(import.meta.dirname, 'scan.cjs');
const LIBRARY = join(import.meta.dirname, '../../packages/runtime/dist/cold-start/index.cjs');

/** A function of 150 packages with six modules each, a tenth of them with an advisory. */
function createFunction(root: string): void {
  const names = Array.from({ length: PACKAGES }, (_, at) => `package-${at}`);
  for (const name of names) {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    const parts = Array.from({ length: FILES - 1 }, (_, at) => `part-${at}.js`);
    for (const part of parts) writeFileSync(join(folder, part), '');
    writeFileSync(join(folder, 'index.js'), parts.map((part) => `require('./${part}');`).join('\n'));
  }
  const manifest = {
    schemaVersion: 1,
    function: 'OrdersFunction',
    created: '2026-11-21T10:00:00Z',
    packages: Object.fromEntries(names.map((name) => [`node_modules/${name}`, `${name}@1.0.0`])),
    files: {},
    advisories: names
      .filter((_, at) => at % 10 === 0)
      .map((name) => ({ package: `${name}@1.0.0`, id: `GHSA-${name}`, cve: 'CVE-2026-0001', severity: 'high' })),
    database: { date: '2026-11-01' },
    layers: [],
    policy: { maxAgeDays: 30, action: 'report' },
  };
  writeFileSync(join(root, 'sallyport-manifest.json'), JSON.stringify(manifest));
}

interface Run {
  readonly load: number;
  readonly scan: number;
  readonly vulnerable: number;
}

function measure(): Measured {
  if (!existsSync(LIBRARY))
    return { kind: 'skipped', why: 'packages/runtime/dist is missing, run `npm run build` first' };
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-cold-')));
  try {
    createFunction(root);
    const args = [SCRIPT, root, LIBRARY];
    // The bench's own script is in no manifest: the scan has something to tell of.
    const runs = Array.from(
      { length: RUNS },
      () => JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Run,
    );
    if (runs.some(({ vulnerable }) => vulnerable !== PACKAGES / 10)) throw new Error('the scan missed modules');
    const at = (share: number, pick: (run: Run) => number): string =>
      `${(runs.map(pick).toSorted((a, b) => a - b)[Math.floor(share * RUNS)] ?? Number.NaN).toFixed(2)} ms`;
    const rows = [
      ['scan', at(0.5, (run) => run.scan), at(0.95, (run) => run.scan), '1.5 ms, 3 ms'],
      ['to load the library', at(0.5, (run) => run.load), at(0.95, (run) => run.load), ''],
    ];
    return { kind: 'result', markdown: toTable(['measured', 'p50', 'p95', 'bar'], rows) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const coldStart: Benchmark = {
  name: 'cold-start',
  title: 'The scan at cold start',
  about: `CPU time of \`scanColdStart()\` with its manifest on disk, in a function of ${PACKAGES} packages and ${PACKAGES * FILES} CommonJS modules, each time in a new process, ${RUNS} times. It runs once, in code that is not compiled yet.`,
  measure,
};
