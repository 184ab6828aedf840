import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { COMMAND_LINE, findObstacle } from '../command-line.ts';
import { measureUsage } from '../measure/usage.ts';
import { generateRepository } from './generate.ts';

const SIZES = [5, 50];

interface ScanOutput {
  readonly coverage: { readonly functions: number; readonly functionsWithCode: number };
}

function measure(): Measured {
  const why = findObstacle();
  if (why !== undefined) return { kind: 'skipped', why };
  const rows = SIZES.map((services) => {
    const root = mkdtempSync(join(tmpdir(), 'sallyport-repository-'));
    try {
      const written = generateRepository(root, services);
      const { cpu, memory, stdout } = measureUsage([COMMAND_LINE, 'scan', root, '--format', 'json'], [0, 1]);
      const { functions, functionsWithCode } = (JSON.parse(stdout) as ScanOutput).coverage;
      if (functions !== written) throw new Error(`${written} functions were written and ${functions} were read`);
      const each = `${(cpu / functions).toFixed(1)} ms`;
      return [`${functions}`, `${functionsWithCode}`, `${(cpu / 1000).toFixed(1)} s`, each, `${memory.toFixed(0)} MB`];
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
  const head = ['functions', 'with code read', 'CPU', 'CPU for each', 'peak memory'];
  return { kind: 'result', markdown: toTable(head, rows) };
}

export const repository: Benchmark = {
  name: 'repository',
  title: 'A whole repository',
  about:
    'One `sallyport scan` of a generated repository: services of ten functions, half TypeScript and half Python, each handler ' +
    'with a shared store class. Bar for 500 functions: 60 s of CPU and 800 MB.',
  measure,
};
