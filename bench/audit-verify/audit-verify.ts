import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { COMMAND_LINE, findObstacle } from '../command-line.ts';
import { measureMedian } from '../measure/usage.ts';

const CHAINS = 20;
const RECORDS = 15_000;
const RUNS = 5;
const KEY = 'ab'.repeat(32);
const WRITER = join(import.meta.dirname, '../audit-record/write-records.cjs');

function measure(): Measured {
  const why = findObstacle();
  if (why !== undefined) return { kind: 'skipped', why };
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-verify-'));
  try {
    writeFileSync(join(folder, 'key'), KEY);
    for (let chain = 0; chain < CHAINS; chain += 1) {
      const file = join(folder, `log-${String(chain).padStart(2, '0')}`);
      closeSync(openSync(file, 'w'));
      execFileSync(process.execPath, [WRITER, 'audit-keyed', `${RECORDS}`, '0', file]);
    }
    const logs = Array.from({ length: CHAINS }, (_, chain) => join(folder, `log-${String(chain).padStart(2, '0')}`));
    const size = logs.reduce((sum, log) => sum + statSync(log).size, 0) / 2 ** 20;
    const base = measureMedian(RUNS, [COMMAND_LINE, '--version']).cpu;
    const toRow = (what: string, ...options: readonly string[]): readonly string[] => {
      const { cpu, memory } = measureMedian(RUNS, [COMMAND_LINE, 'audit', 'verify', ...logs, ...options]);
      const rate = (CHAINS * RECORDS) / ((cpu - base) / 1000);
      return [what, `${(cpu - base).toFixed(0)} ms`, `${Math.round(rate / 1000)},000`, `${memory.toFixed(0)} MB`];
    };
    const rows = [toRow('hashes and signatures'), toRow('MACs as well', '--key-file', join(folder, 'key'))];
    const table = toTable(['checked', 'CPU time', 'records a second', 'peak memory'], rows);
    return {
      kind: 'result',
      markdown: `${table}\n\n${CHAINS * RECORDS} records in ${CHAINS} chains, ${size.toFixed(0)} MB.`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const auditVerify: Benchmark = {
  name: 'audit-verify',
  title: 'Verifying an audit log',
  about: `CPU time of \`sallyport audit verify\` over that of \`sallyport --version\`, the median of ${RUNS} runs. Bar: 150,000 records a second on one core.`,
  measure,
};
