import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAffected } from '../../src/deps/match/is-affected.ts';
import type { OsvAffected, OsvEvent, OsvRange } from '../../src/deps/match/osv.ts';
import { compareVersions } from '../../src/deps/versions/compare-versions.ts';

const range = (...events: OsvEvent[]): OsvRange => ({ type: 'ECOSYSTEM', events });
const inRanges = (...ranges: OsvRange[]): OsvAffected => ({ ranges });

describe('isAffected', () => {
  it.each<[version: string, affected: OsvAffected, verdict: boolean | 'unknown']>([
    ['1.0.0', inRanges(range({ introduced: '0' }, { fixed: '1.0.0' })), false],
    ['0.9.9', inRanges(range({ introduced: '0' }, { fixed: '1.0.0' })), true],
    ['1.0.0-rc.1', inRanges(range({ introduced: '0' }, { fixed: '1.0.0' })), true],
    ['0.0.0-alpha', inRanges(range({ introduced: '0' }, { fixed: '1.0.0' })), true],
    ['2.0.0', inRanges(range({ introduced: '1.0.0' }, { last_affected: '2.0.0' })), true],
    ['2.0.1', inRanges(range({ introduced: '1.0.0' }, { last_affected: '2.0.0' })), false],
    ['1.0.0', inRanges(range({ introduced: '1.0.0' }, { last_affected: '1.0.0' })), true],
    ['1.0.1', inRanges(range({ introduced: '1.0.0' }, { last_affected: '1.0.0' })), false],
    // What is fixed and introduced again in one version is affected from there on.
    ['2.0.0', inRanges(range({ introduced: '2.0.0' }, { introduced: '0' }, { fixed: '2.0.0' })), true],
    ['3.0.0', inRanges(range({ fixed: '4' }, { introduced: '2' }, { fixed: '1.5' }, { introduced: '0' })), true],
    ['1.7.0', inRanges(range({ fixed: '4' }, { introduced: '2' }, { fixed: '1.5' }, { introduced: '0' })), false],
    ['1.5.0', inRanges(range({ introduced: '0' }, { limit: '1.5.0' })), false],
    ['1.4.0', inRanges(range({ introduced: '0' }, { limit: '1.5.0' }, { limit: '1.2.0' })), true],
    ['9.0.0', inRanges(range({ introduced: '0' }, { limit: '*' })), true],
    ['1.0.0', inRanges({ type: 'GIT', events: [{ introduced: '0' }] }), false],
    ['1.0.0', inRanges({ type: 'GIT', events: [{ introduced: 'abc' }] }, range({ introduced: '0' })), true],
    ['1.2.3', { versions: ['1.2.3'], ranges: [range({ introduced: '2.0.0' })] }, true],
    ['v1.2.3', { versions: ['1.2.3'] }, true],
    ['1.2', inRanges(range({ introduced: 'v1' }, { fixed: '1.3' })), true],
    ['latest', inRanges(range({ introduced: '0' })), 'unknown'],
    ['latest', { versions: ['latest'] }, true],
    ['', inRanges(range({ introduced: '0' })), 'unknown'],
    ['1.0.0', inRanges(range({ introduced: 'soon' })), 'unknown'],
    ['1.0.0', inRanges(range({ introduced: 'soon' }), range({ introduced: '0' })), true],
    ['1.0.0', inRanges(range({ introduced: '0' }, { limit: 'soon' })), 'unknown'],
    ['1.0.0', {}, false],
    ['1.0.0', { ranges: [{}] }, false],
  ])('of npm %s in %j is %s', (version, affected, verdict) => {
    expect(isAffected('npm', version, affected)).toBe(verdict);
  });

  it.each<[version: string, affected: OsvAffected, verdict: boolean]>([
    ['1.0', { versions: ['1.0.0'] }, true],
    ['1.0+local', { versions: ['1.0.0'] }, false],
    ['2.31.0', inRanges(range({ introduced: '2.3.0' }, { fixed: '2.32.0' })), true],
    ['2.32.0rc1', inRanges(range({ introduced: '2.3.0' }, { fixed: '2.32.0' })), true],
    ['1.0.post1', inRanges(range({ introduced: '0' }, { last_affected: '1.0' })), false],
  ])('of PyPI %s in %j is %s', (version, affected, verdict) => {
    expect(isAffected('PyPI', version, affected)).toBe(verdict);
  });

  it('survives what is no record', () => {
    const odd = { versions: 7, ranges: [null, { events: [null, 3, { introduced: 5 }] }] } as unknown as OsvAffected;
    expect(isAffected('npm', '1.0.0', odd)).toBe('unknown');
    expect(isAffected('npm', null, {})).toBe('unknown');
  });

  it('agrees with the evaluation that the schema spells out', () => {
    const version = fc.nat({ max: 12 }).map((n) => `1.${n}.0`);
    const event = fc.oneof(
      version.map((introduced) => ({ introduced })),
      version.map((fixed) => ({ fixed })),
      version.map((limit) => ({ limit })),
      fc.constant({ introduced: '0' }),
    );
    const events = fc.array(event, { maxLength: 6 });
    const agrees = fc.property(version, events, (v, e) => {
      expect(isAffected('npm', v, inRanges(range(...e)))).toBe(evaluate(v, e));
    });
    fc.assert(agrees, { numRuns: 5_000 });
  });
});

/** https://ossf.github.io/osv-schema/#evaluation, word for word. */
function evaluate(version: string, events: readonly OsvEvent[]): boolean {
  const limits = events.flatMap((event) => (event.limit === undefined ? [] : [event.limit]));
  if (limits.length > 0 && !limits.some((limit) => compareVersions('npm', version, limit) < 0)) return false;
  const at = (event: OsvEvent): string => event.introduced ?? event.fixed ?? '';
  const sorted = events
    .filter((event) => event.limit === undefined)
    .sort(
      (a, b) =>
        compareVersions('npm', at(a), at(b)) || Number(a.introduced !== undefined) - Number(b.introduced !== undefined),
    );
  let isVulnerable = false;
  for (const event of sorted) {
    if (compareVersions('npm', version, at(event)) >= 0) isVulnerable = event.introduced !== undefined;
  }
  return isVulnerable;
}
