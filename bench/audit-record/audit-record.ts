import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';

const WRITER = join(import.meta.dirname, 'write-records.cjs');
const BUILT = join(import.meta.dirname, '../../packages/runtime/dist/audit-log/index.js');
const RUNS = 11;
const LOGGERS = ['pino', 'audit', 'audit-keyed'] as const;

/** Records and warm-up of each measurement: a young sandbox, and one that has run for long. */
const AGES = [
  { age: 'the first 2,000', records: 2000, warmUp: 1 },
  { age: 'the first 10,000', records: 10_000, warmUp: 1 },
  { age: 'the first 100,000', records: 100_000, warmUp: 1 },
  { age: '100,000 after 20,000', records: 100_000, warmUp: 20_000 },
] as const;
const VALUES = ['the same', 'others each time'] as const;

/** Microseconds of a record with each logger, the medians of runs that take turns: what else the machine does meets them alike. */
function measureLoggers(args: readonly string[]): readonly [pino: number, audit: number, keyed: number] {
  const times = LOGGERS.map((): number[] => []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, logger] of LOGGERS.entries()) {
      times[at]?.push(Number(execFileSync(process.execPath, [WRITER, logger, ...args], { encoding: 'utf8' })));
    }
  }
  const [pino = Number.NaN, audit = Number.NaN, keyed = Number.NaN] = times.map(
    (all) => all.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)],
  );
  return [pino, audit, keyed];
}

function measure(): Measured {
  if (!existsSync(BUILT))
    return { kind: 'skipped', why: 'packages/runtime/dist is missing, run `npm run build` first' };
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-record-'));
  try {
    const files = [
      ['/dev/null', '/dev/null'],
      ['a file', join(folder, 'log')],
    ] as const;
    const rows = files.flatMap(([target, file]) =>
      VALUES.flatMap((values) =>
        AGES.map(({ age, records, warmUp }) => {
          const [pino, audit, keyed] = measureLoggers([`${records}`, `${warmUp}`, file, values]);
          const times = [pino, audit, keyed].map((time) => `${time.toFixed(1)} µs`);
          return [age, values, target, ...times, ...[audit, keyed].map((time) => `${(time / pino).toFixed(2)} ×`)];
        }),
      ),
    );
    const head = ['records', 'values', 'to', 'pino', 'audit log', 'with MACs', 'audit log / pino', 'with MACs / pino'];
    return { kind: 'result', markdown: toTable(head, rows) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const auditRecord: Benchmark = {
  name: 'audit-record',
  title: 'A record of the audit log',
  about: `CPU time of a record (encoded, checked, chained, written at once; with a signature of ed25519, some 35 µs, after 32, 64, 128, … 1,024 and then every 1,024) against pino with the same fields and nothing else, both synchronous and to the same file, the medians of ${RUNS} processes of each in turns. The values are the same in each record, or request id, duration and remaining time are others. Bar: 0.6 × pino, without MACs, which pino has not.`,
  measure,
};
