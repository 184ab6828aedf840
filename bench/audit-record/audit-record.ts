import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';

const WRITER = join(import.meta.dirname, 'write-records.cjs');
const BUILT = join(import.meta.dirname, '../../packages/runtime/dist/audit-log/index.js');
const RUNS = 9;

/** Records and warm-up of each measurement: a young sandbox, and one that has run for long. */
const AGES = [
  { age: 'the first 2,000 records', records: 2000, warmUp: 1 },
  { age: 'the first 10,000 records', records: 10_000, warmUp: 1 },
  { age: '100,000 records after 20,000', records: 100_000, warmUp: 20_000 },
] as const;

function measureMedian(logger: string, records: number, warmUp: number): number {
  const args = [WRITER, logger, `${records}`, `${warmUp}`, '/dev/null'];
  const times = Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, args, { encoding: 'utf8' })));
  return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}

function measure(): Measured {
  if (!existsSync(BUILT))
    return { kind: 'skipped', why: 'packages/runtime/dist is missing, run `npm run build` first' };
  const rows = AGES.flatMap(({ age, records, warmUp }) => {
    const pino = measureMedian('pino', records, warmUp);
    const toRow = (name: string, logger: string): readonly string[] => {
      const time = measureMedian(logger, records, warmUp);
      return [age, name, `${time.toFixed(1)} µs`, `${pino.toFixed(1)} µs`, `${(time / pino).toFixed(2)} ×`];
    };
    return [toRow('chained and signed', 'audit'), toRow('with MACs as well', 'audit-keyed')];
  });
  return { kind: 'result', markdown: toTable(['measured', 'audit log', 'a record', 'pino', 'ratio'], rows) };
}

export const auditRecord: Benchmark = {
  name: 'audit-record',
  title: 'A record of the audit log',
  about: `CPU time of a record (encoded, checked, chained, written to /dev/null; with a signature of ed25519, some 35 µs, after 32, 64, 128, 256 and then every 256) against pino with the same fields and nothing else, both synchronous and to the same file, the median of ${RUNS} runs. Bar: 0.6 × pino.`,
  measure,
};
