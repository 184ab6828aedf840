import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Advisory } from '../../src/deps/database/advisory.ts';
import { toAdvisories } from '../../src/deps/database/to-advisories.ts';
import { findFix } from '../../src/deps/match/find-fix.ts';
import { groupAliases, nameGroup } from '../../src/deps/match/group-aliases.ts';
import { isAffected } from '../../src/deps/match/is-affected.ts';
import { isRangeAffected, isVersionAffected } from '../../src/deps/match/is-version-affected.ts';
import type { OsvAffected } from '../../src/deps/match/osv.ts';

const toAdvisory = (
  ecosystem: 'npm' | 'PyPI',
  affected: OsvAffected,
  id = 'A',
  aliases: readonly string[] = [],
): Advisory => {
  const record = { id, aliases, affected: [{ ...affected, package: { ecosystem, name: 'a' } }] };
  const advisory = toAdvisories(ecosystem, record)?.[0]?.advisory;
  if (advisory === undefined) throw new Error('no advisory');
  return advisory;
};

const below = (fixed: string): OsvAffected => ({
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
});

describe('an advisory of the index', () => {
  it('affects the versions that its record affects', () => {
    const version = fc
      .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.constantFrom('', '-rc.1'))
      .map(([a, b, pre]) => `${a}.${b}.0${pre}`);
    const event = fc.oneof(
      version.map((introduced) => ({ introduced })),
      version.map((fixed) => ({ fixed })),
      version.map((last_affected) => ({ last_affected })),
      fc.constant({ introduced: '0' }),
      fc.constant({ introduced: 'soon' }),
    );
    const range = fc.record({
      type: fc.constantFrom('SEMVER', 'SEMVER', 'GIT'),
      events: fc.array(event, { maxLength: 5 }),
    });
    const affected = fc.record({
      versions: fc.array(version, { maxLength: 3 }),
      ranges: fc.array(range, { maxLength: 3 }),
    });
    const agrees = fc.property(version, affected, (v, a) => {
      expect(isVersionAffected('npm', toAdvisory('npm', a), v)).toBe(isAffected('npm', v, a));
    });
    fc.assert(agrees, { numRuns: 5_000 });
  });

  it.each([
    ['npm', '^1.0.0', '1.5.0', 'some'],
    ['npm', '~1.2.0', '1.5.0', 'all'],
    ['npm', '^2.0.0', '1.5.0', 'none'],
    ['npm', '>=1.5.0', '1.5.0', 'none'],
    ['npm', '<1.5.0', '1.5.0', 'all'],
    ['npm', '*', '1.5.0', 'some'],
    ['npm', 'latest', '1.5.0', 'unknown'],
    ['npm', '1.0.0 || 3.0.0', '1.5.0', 'some'],
    ['PyPI', '>=1.0', '1.5', 'some'],
    ['PyPI', '<1.5', '1.5', 'all'],
    ['PyPI', '>=1.5', '1.5', 'none'],
    ['PyPI', '~=1.2.0', '1.5', 'all'],
    ['PyPI', '==1.4.*', '1.5', 'all'],
    ['PyPI', '!=1.4', '1.5', 'some'],
    ['PyPI', '', '1.5', 'some'],
    ['PyPI', '===1.0', '1.5', 'unknown'],
  ] as const)('of %s affects of the range %s, fixed in %s: %s', (ecosystem, range, fixed, answer) => {
    expect(isRangeAffected(ecosystem, toAdvisory(ecosystem, below(fixed)), range)).toBe(answer);
  });

  it('is one with those that share a name with it, in any order', () => {
    const advisories = [
      toAdvisory('npm', {}, 'x_1', ['CVE-1']),
      toAdvisory('npm', {}, 'GHSA-2', ['CVE-2']),
      toAdvisory('npm', {}, 'B', ['CVE-1', 'CVE-2']),
      toAdvisory('npm', {}, 'C'),
    ];
    const groups = fc.property(fc.shuffledSubarray(advisories, { minLength: 4 }), (some) => {
      const named = groupAliases(some).map(nameGroup);
      expect(named.map(({ id }) => id).toSorted()).toEqual(['C', 'GHSA-2']);
      expect(named.find(({ id }) => id === 'GHSA-2')?.aliases.toSorted()).toEqual(['B', 'CVE-1', 'CVE-2', 'x_1']);
    });
    fc.assert(groups);
  });

  it('is cleared by the smallest version that no other affects', () => {
    const two: OsvAffected = { ranges: [{ type: 'SEMVER', events: [{ introduced: '1.5.0' }, { fixed: '1.7.0' }] }] };
    const all = [toAdvisory('npm', below('1.5.0')), toAdvisory('npm', two), toAdvisory('npm', below('1.0.0'))];
    expect(findFix({ ecosystem: 'npm', version: '1.2.0' }, all)).toBe('1.7.0');
    expect(findFix({ ecosystem: 'npm', version: '1.7.0' }, all)).toBeUndefined();
    const candidate = [toAdvisory('npm', below('2.0.0-rc.1')), toAdvisory('npm', below('2.0.0'))];
    expect(findFix({ ecosystem: 'npm', version: '1.0.0' }, candidate)).toBe('2.0.0');
  });

  it.each([
    ['npm', '^1.0.0', '1.6.0'],
    ['npm', '^0.20.0', '0.28.0'],
    ['npm', '^0.20.0 || ^1.0.0', '0.28.0'],
    ['npm', '<1.0.0', '0.28.0'],
    ['npm', '>1.6.0', undefined],
    ['npm', 'latest', '0.28.0'],
    ['npm', undefined, '0.28.0'],
    ['PyPI', '>=1.2', '1.6.0'],
    ['PyPI', '~=0.21.1', '0.28.0'],
  ] as const)('is not cleared below what a range allows: %s %s', (ecosystem, range, fix) => {
    const old: OsvAffected = { ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '0.28.0' }] }] };
    const late: OsvAffected = {
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0.0' }, { fixed: '1.6.0' }] }],
    };
    const used = { ecosystem, version: null, ...(range === undefined ? {} : { range }) };
    expect(findFix(used, [toAdvisory(ecosystem, old), toAdvisory(ecosystem, late)])).toBe(fix);
  });
});
