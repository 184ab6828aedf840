import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPackageReader } from '../../../src/deps/package-readers.ts';
import type { PackageRef, Reading } from '../../../src/deps/package.ts';
import { createMemoryHost } from '../../memory-host.ts';
import type { Sample, SamplePackage } from './sample.ts';

/** What every reader owes: the same questions for each format. */
export function acceptReader(sample: Sample): void {
  const { file, text, beside = {}, packages } = sample;
  const read = (changed: string): Reading => {
    const reader = findPackageReader(file);
    if (reader === undefined) throw new Error(`no reader takes ${file}`);
    return reader.parse(changed, file, { host: createMemoryHost({ ...beside, [file]: changed }) });
  };
  const all = (changed: string): readonly PackageRef[] => [
    ...read(changed).packages,
    ...(read(changed).references ?? []),
  ];
  const whole = read(text);

  describe(`${sample.reader} reads ${file}`, () => {
    it('by its name, in any folder', () => {
      expect(findPackageReader(file)?.name).toBe(sample.reader);
      expect(findPackageReader(`services/a/${file}`)?.name).toBe(sample.reader);
      expect(findPackageReader(`not-${file}x`)).toBeUndefined();
    });

    it('with every package, its line and what it is for', () => {
      expect(sort(all(text).map(describePackage))).toEqual(sort(packages.map(describeSample)));
      expect(whole.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    });

    it('with the place of each', () => {
      for (const { start, end, version, range, name, alias, file: where } of all(text)) {
        if (start === undefined || where !== file) continue;
        const written = text.slice(start, end);
        expect(
          [version, range, name, alias].some((one) => one?.includes(written) || written.includes(one ?? '\n')),
        ).toBe(true);
      }
    });

    it('whatever ends its lines and whatever mark stands before it', () => {
      const names = (changed: string): unknown => all(changed).map(({ name, version, line }) => [name, version, line]);
      expect(names(text.replaceAll('\n', '\r\n'))).toEqual(names(text));
      expect(names(`\uFEFF${text}`)).toEqual(names(text));
    });

    it('cut off anywhere, without a throw and never as if it were whole', () => {
      for (let at = 1; at < text.trimEnd().length; at += 7) {
        const cut = read(text.slice(0, at));
        const isWhole = cut.packages.length === whole.packages.length;
        const mustTell = sample.clearFrom !== undefined && at > text.indexOf(sample.clearFrom) && !isWhole;
        if (mustTell) expect(cut.diagnostics, `cut at ${at}`).not.toEqual([]);
      }
    });

    it('changed at random, without a throw, and every complaint names its file', () => {
      const change = fc.record({
        at: fc.nat(text.length),
        drop: fc.nat(40),
        add: fc.string({ unit: 'binary', maxLength: 20 }),
      });
      fc.assert(
        fc.property(change, ({ at, drop, add }) => {
          const { diagnostics } = read(text.slice(0, at) + add + text.slice(at + drop));
          return diagnostics.every((one) => one.file !== undefined && one.message !== '');
        }),
        { numRuns: 150 },
      );
    });

    it('as UTF-16, which is no text of its kind', () => {
      const wide = text
        .split('')
        .map((sign) => `${sign}\0`)
        .join('');
      const { diagnostics, packages: found } = read(wide);
      expect(diagnostics.length + found.length === 0).toBe(false);
      expect(diagnostics).not.toEqual([]);
    });

    it.skipIf(sample.hostileNames === undefined)('with the names of JavaScript as packages', () => {
      const names = all(sample.hostileNames ?? '').map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/proto/), 'constructor']));
      expect(({} as Record<string, unknown>)['version']).toBeUndefined();
    });

    it('with a merge conflict, which it names with its line', () => {
      const lines = text.split('\n');
      const middle = Math.floor(lines.length / 2);
      const conflict = [
        '<<<<<<< ours',
        ...lines.slice(middle, middle + 1),
        '=======',
        ...lines.slice(middle, middle + 1),
        '>>>>>>> theirs',
      ];
      const { diagnostics } = read([...lines.slice(0, middle), ...conflict, ...lines.slice(middle + 1)].join('\n'));
      expect(diagnostics.some(({ severity, line }) => severity === 'error' && line !== undefined)).toBe(true);
    });

    it.skipIf(sample.wrongVersion === undefined)('of a version that it does not know, and says so', () => {
      expect(read(sample.wrongVersion ?? '').diagnostics).toContainEqual(
        expect.objectContaining({ severity: 'error', file }),
      );
    });

    it('nested or repeated without end', () => {
      for (const unit of [
        '[',
        '{"a":',
        '{"dependencies":{"a":',
        'a:\n ',
        '[[package]]\n',
        '"',
        "'''",
        '<<<<<<<\n',
        '-r x\n',
        '\\\n',
        ' ',
        'a.',
      ])
        expect(read(unit.repeat(20_000)).packages.length).toBeLessThanOrEqual(20_000);
    });
  });
}

const sort = (lines: readonly string[]): readonly string[] => lines.toSorted();

function describePackage({ name, version, line, direct, dev, optional, peer, alias, source }: PackageRef): string {
  const is = Object.entries({ direct, dev, optional, peer }).flatMap(([flag, holds]) => (holds ? [flag] : []));
  return toLine({ name, version, line: line ?? 0, alias: alias ?? '', source: source?.kind ?? '' }, is);
}

const describeSample = ({ name, version, line, is = [], alias, source }: SamplePackage): string =>
  toLine({ name, version, line, alias: alias ?? '', source: source ?? '' }, is);

const toLine = (facts: Readonly<Record<string, string | number | null>>, is: readonly string[]): string =>
  `${Object.values(facts).join(' ')} ${sort(is).join('+')}`;
