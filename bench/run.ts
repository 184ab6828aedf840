/** Measures and writes docs/benchmarks.md. Run: `npm run bench`, or `npm run bench startup` for one (the others keep their numbers). */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { benchmarks } from './index.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs/benchmarks.md');

const HEAD = `<!-- Written by \`npm run bench\`. -->
# Benchmarks

Times are CPU time of all threads (user and system), so a busy machine changes them little; compare ratios, not milliseconds.
Repeat them with \`npm run build && npm run bench\`.`;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));

/** The sections that the page holds now, by name. */
function readSections(): ReadonlyMap<string, string> {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const sections = page.matchAll(/<!-- begin (\S+) -->\n([\s\S]*?)\n<!-- end \1 -->/g);
  return new Map([...sections].map(([, name = '', text = '']) => [name, text]));
}

async function toSection({ title, about, measure }: Benchmark): Promise<string | undefined> {
  const measured = await measure();
  if (measured.kind === 'skipped') {
    console.log(`SKIPPED ${title}: ${measured.why}`);
    return undefined;
  }
  console.log(`\n${title}\n\n${measured.markdown}`);
  const machine = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores`;
  return `## ${title}\n\n${about}\n\n${measured.markdown}\n\n${machine}.`;
}

async function writePage(): Promise<void> {
  const sections = new Map(readSections());
  for (const benchmark of benchmarks) {
    if (names.length > 0 && !names.includes(benchmark.name)) continue;
    const section = await toSection(benchmark);
    if (section !== undefined) sections.set(benchmark.name, section);
  }
  const known = benchmarks.flatMap(({ name }) => {
    const section = sections.get(name);
    return section === undefined ? [] : [`<!-- begin ${name} -->\n${section}\n<!-- end ${name} -->`];
  });
  writeFileSync(PAGE, `${[HEAD, ...known].join('\n\n')}\n`);
}

if (unknown.length > 0) {
  console.error(
    `no benchmark is called ${unknown.join(', ')}: there are ${benchmarks.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  await writePage();
}
