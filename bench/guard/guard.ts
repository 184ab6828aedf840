import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { measureBundle } from '../measure/bundle.ts';
import { measureMedian, measureUsage } from '../measure/usage.ts';
import { compareChecks } from './compare-checks.ts';
import { toEventFile } from './event-file.ts';

const PACKAGE = join(import.meta.dirname, '../../packages/runtime');
const RUNS = 21;

/** What a function of one source imports, and of all. */
const FUNCTIONS: readonly (readonly [string, string, string])[] = [
  ['s3', '@sallyport/runtime/events/s3', 's3'],
  ['sqs', '@sallyport/runtime/events/sqs', 'sqs'],
  ['api-gateway-v2', '@sallyport/runtime/events/api-gateway-v2', 'apiGatewayV2'],
  ['all', '@sallyport/runtime/events', 'anySource'],
];

/** The same without the guard. */
const toSource = (entry: string, name: string): string => `export { ${name} } from '${entry}';`;

const toFunction = (entry: string, name: string): string =>
  `import { guard } from '@sallyport/runtime'; import { ${name} } from '${entry}'; export const handler = guard(() => 1, { source: ${name} });`;

async function measure(): Promise<Measured> {
  if (!existsSync(join(PACKAGE, 'dist/index.js')))
    return { kind: 'skipped', why: 'there is no dist, run `npm run build` first' };
  const folder = mkdtempSync(join(PACKAGE, 'bench-'));
  try {
    const codes = FUNCTIONS.map(([, entry, name]) => toFunction(entry, name));
    const [loader = 0, ...imports] = measureImports([toEmptyModules(folder), ...codes]);
    const rows: string[][] = [];
    for (const [at, [label, entry, name]] of FUNCTIONS.entries()) {
      const size = await measureBundle(toFunction(entry, name));
      const over = imports[at] ?? 0;
      const alone = await measureBundle(toSource(entry, name));
      const first = label === 'all' ? '' : `${measureFirst(label, entry, name)} ms`;
      rows.push([label, `${over.toFixed(1)} ms`, first, toKilobytes(size), toKilobytes(alone)]);
    }
    const heads = [
      'source',
      'import of guard and source, over bare Node',
      'first event',
      'bundle, minified',
      'without guard',
    ];
    const note = `Of each import, two empty modules take ${loader.toFixed(1)} ms: what Node needs to load any module from a file.`;
    return { kind: 'result', markdown: `${toTable(heads, rows)}\n\n${note}\n\n${compareChecks()}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of CPU over a Node that runs nothing: in turns, so that what else the machine does weighs alike on all. */
function measureImports(codes: readonly string[]): readonly number[] {
  const cpu = (code: string): number => measureUsage(['--input-type=module', '-e', code]).cpu;
  const rounds = Array.from({ length: RUNS }, () => {
    const base = cpu('0');
    return codes.map((code) => cpu(code) - base);
  });
  return codes.map((_, at) => rounds.map((round) => round[at] ?? 0).toSorted((a, b) => a - b)[RUNS >> 1] ?? 0);
}

/** As many files as a guard and its source are, with nothing in them. */
function toEmptyModules(folder: string): string {
  const files = ['a.mjs', 'b.mjs'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, '');
  return files.map((file) => `import ${JSON.stringify(file)};`).join(' ');
}

const toKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

/** Milliseconds of CPU for the first event of a process. */
function measureFirst(label: string, entry: string, name: string): string {
  const event = JSON.stringify(toEventFile(label));
  const code = `import { readFileSync } from 'node:fs'; import { ${name} } from '${entry}';
const event = JSON.parse(readFileSync(${event}, 'utf8')); const start = process.cpuUsage(); ${name}.parse(event);
const { user, system } = process.cpuUsage(start); console.log(((user + system) / 1000).toFixed(2))`;
  return measureMedian(RUNS, ['--input-type=module', '-e', code]).stdout.trim();
}

export const guard: Benchmark = {
  name: 'guard',
  title: 'The guard inside a function',
  about:
    'CPU time to import and of the first event, sizes, and what the checks of each source cost, in a process of its own as in a function: as a share of `JSON.parse` of the same event, and, parsing included, against the schemas of `@aws-lambda-powertools/parser` on zod. Bars: one source 5 ms and 12 KB, all 10 ms and 60 KB, first event 1 ms, checks 50 %, 1.0 of the other parser in the geometric mean.',
  measure,
};
