import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOOK = join(import.meta.dirname, 'report-usage.cjs');

/** What one process of Node used. */
export interface Usage {
  /** User and system time of all threads, in milliseconds. */
  readonly cpu: number;
  /** Peak resident memory, in MB. */
  readonly memory: number;
  readonly stdout: string;
}

/** Runs `node` with `args`; throws with what it said when it ends with a code that is not in `exitCodes`. */
export function measureUsage(args: readonly string[], exitCodes: readonly number[] = [0]): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'));
  const file = join(folder, 'usage.json');
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', HOOK, ...args], {
      encoding: 'utf8',
      env: { ...process.env, BENCH_USAGE: file, NO_COLOR: '1' },
      maxBuffer: 1 << 28,
    });
    if (!exitCodes.includes(status ?? -1))
      throw new Error(`\`node ${args.join(' ')}\` ended with ${status}: ${stderr}`);
    const usage = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage;
    return { cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000, memory: usage.maxRSS / 1024, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The run with the median CPU time of `runs`. */
export function measureMedian(runs: number, args: readonly string[], exitCodes?: readonly number[]): Usage {
  const measured = Array.from({ length: runs }, () => measureUsage(args, exitCodes)).toSorted((a, b) => a.cpu - b.cpu);
  const median = measured[Math.floor(runs / 2)];
  if (median === undefined) throw new Error('nothing was run');
  return median;
}
