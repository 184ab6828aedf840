import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expand, type Host } from '@sallyport/core';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { COMMAND_LINE, findObstacle } from '../command-line.ts';
import { measureUsage } from '../measure/usage.ts';

const SHARED = process.env['SALLYPORT_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const CASES = join(SHARED, 'data/sam-translator/cases.jsonl');

async function measure(): Promise<Measured> {
  const why = existsSync(CASES) ? findObstacle() : 'shared/data/sam-translator is not here';
  if (why !== undefined) return { kind: 'skipped', why };
  const inputs = readInputs();
  const whole = scanAll(inputs);
  const each = await expandEach(inputs);
  return {
    kind: 'result',
    markdown: toTable(
      ['templates', 'scan, CPU', 'peak memory', 'expand one, median', 'p95', 'longest'],
      [
        [
          `${inputs.length}`,
          `${(whole.cpu / 1000).toFixed(1)} s`,
          `${whole.memory.toFixed(0)} MB`,
          ...each.map((ms) => `${ms.toFixed(1)} ms`),
        ],
      ],
    ),
  };
}

function readInputs(): readonly string[] {
  const cases = readFileSync(CASES, 'utf8').split('\n').filter(Boolean);
  return cases
    .map((line) => JSON.parse(line) as { readonly kind: string; readonly input: string })
    .filter(({ kind }) => kind === 'success')
    .map(({ input }) => input);
}

function scanAll(inputs: readonly string[]): { readonly cpu: number; readonly memory: number } {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-templates-'));
  try {
    for (const [index, input] of inputs.entries()) writeFileSync(join(root, `${index}.yaml`), input);
    return measureUsage([COMMAND_LINE, 'scan', root, '--no-code', '--no-deps', '--format', 'json'], [0, 1, 2]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** CPU time of one expansion, read and printed: median, 95th percentile and longest, once the code is warm. */
async function expandEach(inputs: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const round of [0, 1])
    for (const input of inputs) {
      const start = process.cpuUsage();
      await expand(toHost(input), { path: 'template.yaml' });
      const { user, system } = process.cpuUsage(start);
      if (round === 1) times.push((user + system) / 1000);
    }
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.95, 1].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

const toHost = (input: string): Host => ({
  kindOf: (path) => (path === 'template.yaml' ? 'file' : 'missing'),
  readText: (path) => (path === 'template.yaml' ? input : undefined),
  sizeOf: (path) => (path === 'template.yaml' ? input.length : undefined),
  list: () => [],
  readPythonGrammar: () => Promise.reject(new Error('templates hold no Python')),
});

export const templates: Benchmark = {
  name: 'templates',
  title: 'Templates alone',
  about:
    'The inputs of the tests of AWS’s own SAM translator, all in one `sallyport scan --no-code --no-deps`, and each by `expand`. Bars: 6 s of CPU and 350 MB for 559 templates; 2 ms for a median template, 20 ms at the 95th percentile.',
  measure,
};
