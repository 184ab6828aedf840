import fc from 'fast-check';
import * as semver from 'semver';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/deps/versions/compare-versions.ts';
import { satisfies } from '../../src/deps/versions/satisfies.ts';

const number = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 20 }));
const identifier = fc.oneof(number.map(String), fc.constantFrom('alpha', 'beta', 'rc', 'a-b', 'x', '0a', 'B'));
const prerelease = fc.array(identifier, { minLength: 1, maxLength: 3 }).map((parts) => `-${parts.join('.')}`);
const build = fc.constantFrom('', '', '', '+build.7');
const version = fc
  .tuple(number, number, number, fc.option(prerelease, { nil: '' }), build)
  .map(([a, b, c, pre, meta]) => `${a}.${b}.${c}${pre}${meta}`);

const part = fc.oneof(
  { weight: 4, arbitrary: number.map(String) },
  { weight: 1, arbitrary: fc.constantFrom('x', '*') },
);
const partial = fc.oneof(
  version,
  part,
  fc.tuple(part, part).map((parts) => parts.join('.')),
  fc.tuple(part, part, part).map((parts) => parts.join('.')),
);
const operator = fc.constantFrom('', '', '=', '<', '>', '<=', '>=', '^', '~', '~>', '> ', '>= ', '^ ', 'v');
const comparator = fc.tuple(operator, partial).map((parts) => parts.join(''));
const hyphen = fc.tuple(partial, partial).map((parts) => parts.join(' - '));
const alternative = fc.oneof(
  { weight: 4, arbitrary: fc.array(comparator, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: hyphen },
);
const range = fc.array(alternative, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' || '));

const RUNS = { numRuns: 5_000 };

describe('npm versions', () => {
  it('compare as the package semver says', () => {
    const compare = fc.property(version, version, (a, b) => {
      expect(compareVersions('npm', a, b)).toBe(semver.compare(a, b));
    });
    fc.assert(compare, RUNS);
  });

  it('lie in ranges as the package semver says', () => {
    const lies = fc.property(version, range, (v, r) => {
      fc.pre(semver.validRange(r) !== null);
      expect([v, r, satisfies('npm', v, r)]).toEqual([v, r, semver.satisfies(v, r)]);
    });
    fc.assert(lies, RUNS);
  });

  it.each([
    ['1.2', '1.2.0', 0],
    ['v1.2.3', '1.2.3', 0],
    ['1', '1.0.0-rc', 1],
    ['1.2.3.4', '1.2.3', 1],
    ['1.2.3beta', '1.2.3', -1],
    ['1.0.0-99999999999999999999', '1.0.0-99999999999999999998', 1],
    ['99999999999999999999.0.0', '99999999999999999998.0.0', 1],
    ['latest', '0.0.0', -1],
    ['1.0.0+a', '1.0.0+b', 0],
  ])('order %s and %s, which are no versions in the strict sense', (a, b, order) => {
    expect(compareVersions('npm', a, b)).toBe(order);
    expect(compareVersions('npm', b, a)).toBe(order === 0 ? 0 : -order);
  });

  it.each(['latest', 'git+ssh://git@host/a.git', 'file:../a', 'workspace:*', '1.2.3 - ', '>1 foo'])(
    'are not judged by %s',
    (text) => {
      expect(satisfies('npm', '1.0.0', text)).toBe('unknown');
    },
  );
});
