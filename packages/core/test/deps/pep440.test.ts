import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/deps/versions/compare-versions.ts';
import { formatPep440 } from '../../src/deps/versions/pypi/format-pep440.ts';
import { isPrerelease, parsePep440 } from '../../src/deps/versions/pypi/pep440.ts';
import { parseSpecifiers, satisfiesSpecifiers } from '../../src/deps/versions/pypi/specifier.ts';

interface Facts {
  readonly normalize: readonly { input: string; normalized?: string; prerelease?: boolean; postrelease?: boolean }[];
  readonly order: readonly (readonly string[])[];
  readonly specifiers: readonly {
    version: string;
    specifier: string;
    invalid?: true;
    default?: boolean;
    noPrereleases?: boolean;
  }[];
}

const SHARED = process.env['SALLYPORT_SHARED'] ?? new URL('../../../../../shared', import.meta.url).pathname;
const FILE = `${SHARED}/data/pep440/pep440.json`;
const isHere = existsSync(FILE);
// eslint-disable-next-line no-console
if (!isHere) console.log('SKIPPED conformance: shared/data/pep440 is not here');

describe.skipIf(!isHere)('PEP 440 conformance', () => {
  const facts = isHere
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as Facts)
    : { normalize: [], order: [], specifiers: [] };

  it('reads and normalises', () => {
    const wrong = facts.normalize.filter(({ input, normalized, prerelease, postrelease }) => {
      const version = parsePep440(input);
      if (version === undefined || normalized === undefined) return version !== undefined || normalized !== undefined;
      const isRight = isPrerelease(version) === prerelease && version.post >= 0 === postrelease;
      return formatPep440(version) !== normalized || !isRight;
    });
    expect(wrong).toEqual([]);
  });

  it('orders every pair', () => {
    const all = facts.order.flatMap((group, rank) => group.map((text) => ({ text, rank })));
    const wrong = all.flatMap((a) =>
      all
        .filter((b) => compareVersions('PyPI', a.text, b.text) !== Math.sign(a.rank - b.rank))
        .map((b) => [a.text, b.text]),
    );
    expect(wrong).toEqual([]);
  });

  it('evaluates specifiers', () => {
    const wrong = facts.specifiers.filter((fact) => {
      const set = parseSpecifiers(fact.specifier);
      const version = parsePep440(fact.version);
      if (set === undefined || version === undefined) return fact.invalid !== true;
      const loose = satisfiesSpecifiers(set, version);
      const strict = satisfiesSpecifiers(set, version, { prereleases: false });
      return fact.invalid === true || loose !== fact.default || strict !== fact.noPrereleases;
    });
    expect(wrong).toEqual([]);
  });
});

describe('PEP 440', () => {
  it.each([
    ['1.0', '1.0.0', 0],
    ['1.0.dev1', '1.0a1', -1],
    ['1.0a1.post1', '1.0a2', -1],
    ['1.0+abc', '1.0', 1],
    ['1.0+2', '1.0+abc', 1],
    ['1!0.1', '2024.1', 1],
    ['V1.0-ALPHA', '1.0a0', 0],
    ['1.0-1', '1.0.post1', 0],
    ['99999999999999999999999', '99999999999999999999998', 1],
    ['no version', '0', -1],
  ])('orders %s and %s', (a, b, order) => {
    expect(compareVersions('PyPI', a, b)).toBe(order);
    expect(compareVersions('PyPI', b, a)).toBe(order === 0 ? 0 : -order);
  });

  it('reads what it prints', () => {
    const number = fc.nat({ max: 30 });
    const suffix = fc.tuple(fc.constantFrom('', 'a', 'b', 'rc', '.post', '.dev', '+l.'), number);
    const text = fc
      .tuple(fc.array(number, { minLength: 1, maxLength: 4 }), suffix)
      .map(([release, [word, n]]) => release.join('.') + (word === '' ? '' : `${word}${n}`));
    fc.assert(
      fc.property(text, (input) => {
        const version = parsePep440(input);
        expect(version && formatPep440(version)).toBe(input);
      }),
    );
  });
});
