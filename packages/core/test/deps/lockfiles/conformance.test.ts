import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PackageRef, Reading } from '../../../src/deps/package.ts';
import { findPackageReader } from '../../../src/deps/package-readers.ts';
import { createMemoryHost } from '../../memory-host.ts';

interface Expected {
  readonly name: string;
  readonly version: string;
  readonly groups?: readonly string[];
  readonly line?: number;
  readonly commit?: string;
  readonly comparator?: string | null;
}

interface Case {
  readonly id: string;
  readonly format: string;
  readonly ecosystem: string;
  readonly file: string;
  readonly text: string;
  readonly expected: { readonly error?: boolean; readonly packages?: readonly Expected[] } | null;
  readonly manifest?: string;
  readonly included?: Readonly<Record<string, string>>;
  readonly graphPackages?: readonly (readonly [string, string])[];
}

const SHARED = process.env['SALLYPORT_SHARED'] ?? new URL('../../../../../../shared', import.meta.url).pathname;
const FILE = `${SHARED}/data/lockfiles/cases.jsonl`;
const isHere = existsSync(FILE);
if (!isHere) console.log('SKIPPED conformance: shared/data/lockfiles is not here');

function read({ file, text, manifest, included = {} }: Case): Reading {
  const reader = findPackageReader(file);
  if (reader === undefined) throw new Error(`no reader takes ${file}`);
  const beside = manifest === undefined ? {} : { 'package.json': manifest };
  return reader.parse(text, file, { host: createMemoryHost({ ...beside, ...included, [file]: text }) });
}

const normalise = (name: string, ecosystem: string): string =>
  ecosystem === 'PyPI' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name;

/** A version behind `>=` is no version that was chosen: the reference names it, Sallyport gives the range. */
function toExpected(p: Expected, ecosystem: string, hasLines: boolean): string {
  const version = p.comparator === undefined || p.comparator === null || p.comparator.startsWith('==') ? p.version : '';
  const line = hasLines ? ` line ${p.line ?? ''}` : '';
  return `${normalise(p.name, ecosystem)} ${version} ${p.commit ?? ''}${line}`;
}

function toActual(p: PackageRef, hasLines: boolean): string {
  const line = hasLines ? ` line ${p.line ?? ''}` : '';
  return `${p.name} ${p.version ?? ''} ${p.source?.commit ?? ''}${line}`;
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

describe.skipIf(!isHere)('lock file conformance', () => {
  const rows = isHere ? readFileSync(FILE, 'utf8').split('\n') : [];
  const cases = rows.filter((row) => row !== '').map((row) => JSON.parse(row) as Case);
  const listed = cases.filter(({ expected }) => expected?.packages !== undefined);

  it.each(listed.map((one) => [one.id, one] as const))('gives the packages of %s', (_, one) => {
    const expected = one.expected?.packages ?? [];
    const hasLines = expected.length > 0 && expected.every(({ line }) => line !== undefined);
    const actual = read(one).packages.map((p) => toActual(p, hasLines));
    expect(distinct(actual)).toEqual(distinct(expected.map((p) => toExpected(p, one.ecosystem, hasLines))));
  });

  it.each(cases.filter((one) => one.expected?.error).map((one) => [one.id, one] as const))(
    'reports that %s is broken',
    (_, one) => {
      expect(read(one).diagnostics).toContainEqual(expect.objectContaining({ severity: 'error', file: one.file }));
    },
  );

  it('reports nothing where nothing is wrong', () => {
    const noisy = cases.flatMap((one) => {
      const errors =
        one.expected?.error || /invalid|loop/.test(one.id)
          ? []
          : read(one).diagnostics.filter(({ severity }) => severity === 'error');
      return errors.length === 0 ? [] : [`${one.id}: ${errors[0]?.line} ${errors[0]?.message}`];
    });
    expect(noisy).toEqual([]);
  });

  it('finds every package of the dependency graphs', () => {
    const inStep = cases.filter(({ id }) => !id.includes('/simple-out-of-sync/'));
    const missing = inStep.flatMap((one) => {
      const { packages } = read(one);
      const found = new Set(packages.map(({ name, version }) => `${name}@${version ?? ''}`));
      return findListed(one)
        .filter((pair) => !found.has(pair))
        .map((pair) => `${one.id}: ${pair}`);
    });
    expect(missing).toEqual([]);
  });
});

/** The pairs of the graph that the lock file itself can tell: versions of local folders come from elsewhere. */
function findListed({ text, graphPackages = [] }: Case): readonly string[] {
  return graphPackages.flatMap(([name, version]) => {
    if (version === 'undefined' || !text.includes(name)) return [];
    const isListed = /^\d/.test(version) && text.includes(version) && !isWorkspace(text, name);
    return isListed ? [`${name}@${version}`] : [];
  });
}

/** Whether a lock file of pnpm links the name to a folder of the workspace. */
const isWorkspace = (text: string, name: string): boolean =>
  new RegExp(`'?${name}'?:(?:\\n +specifier: .*\\n +version:)? link:`).test(text);
