import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeHost } from '../../packages/cli/src/node-host.ts';
import { analyse } from '../../packages/core/src/analyse.ts';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';
import { readLabels, type Label } from './labels.ts';
import { scoreFunction, type Score } from './score.ts';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLES = join(ROOT, '.samples');

/** `ACCURACY=a,b` measures those applications alone; `ACCURACY=-a,-b` leaves those out. */
function isSelected(corpus: string): boolean {
  const names = (process.env['ACCURACY'] ?? '').split(',').filter(Boolean);
  const left = names.filter((n) => n.startsWith('-'));
  return names.length === left.length ? !left.includes(`-${corpus}`) : names.includes(corpus);
}

async function measure(): Promise<Measured> {
  const labels = readLabels(ROOT)?.filter((l) => isSelected(l.corpus));
  if (labels === undefined) return { kind: 'skipped', why: 'shared/data/labels is not here' };
  const here = labels.filter((l) => existsSync(join(SAMPLES, l.corpus)));
  if (here.length === 0) return { kind: 'skipped', why: 'no labelled application is in `.samples/`' };
  const scores: Score[] = [];
  for (const corpus of new Set(here.map((l) => l.corpus))) scores.push(...(await scoreApplication(corpus, here)));
  for (const score of scores) printMisses(score);
  return { kind: 'result', markdown: toReport(scores) };
}

async function scoreApplication(corpus: string, labels: readonly Label[]): Promise<Score[]> {
  const { permissions } = await analyse(createNodeHost(join(SAMPLES, corpus)), {});
  return labels
    .filter((l) => l.corpus === corpus)
    .map((label) =>
      scoreFunction(
        label,
        permissions.find(
          (p) => p.function.id === label.functionLogicalId && `${corpus}/${p.function.template}` === label.templatePath,
        ),
      ),
    );
}

function printMisses({ label, misses, extras, scopes, isSilent }: Score): void {
  for (const action of misses) console.log(`${label.id}: misses ${action}${isSilent ? ' (silently)' : ''}`);
  for (const action of extras) console.log(`${label.id}: has ${action} beyond the label`);
  for (const s of scopes)
    if (s.scope !== 'exact')
      console.log(
        `${label.id}: ${s.action} is ${s.scope}: found ${s.found.join(' ')}; expected ${s.expected.join(' ')}`,
      );
}

function toReport(scores: readonly Score[]): string {
  const rows = [...new Set(scores.map((s) => s.label.corpus))].map((corpus) =>
    toRow(
      corpus,
      scores.filter((s) => s.label.corpus === corpus),
    ),
  );
  return toTable(
    ['application', 'functions', 'precision', 'recall', 'scope exact', 'too wide', 'too narrow', 'silent misses'],
    [...rows, toRow('**all**', scores)],
  );
}

function toRow(name: string, scores: readonly Score[]): string[] {
  const count = (of: (s: Score) => number): number => scores.reduce((n, s) => n + of(s), 0);
  const hits = count((s) => s.hits.length);
  const ratio = (part: number, all: number): string => (all === 0 ? '–' : (part / all).toFixed(3));
  const scoped = (scope: string): number => count((s) => s.scopes.filter((x) => x.scope === scope).length);
  return [
    name,
    `${scores.length}`,
    ratio(hits, hits + count((s) => s.extras.length)),
    ratio(hits, hits + count((s) => s.misses.length)),
    ratio(scoped('exact'), hits),
    `${scoped('wide')}`,
    `${scoped('narrow')}`,
    `${count((s) => (s.isSilent ? 1 : 0))}`,
  ];
}

export const accuracy: Benchmark = {
  name: 'accuracy',
  title: 'Needed permissions against labels made by hand',
  about:
    'Functions of public applications, labelled by hand with the actions and resources that their code needs. Each (function, action) counts once; the scope is that of the actions that were found.',
  measure,
};
