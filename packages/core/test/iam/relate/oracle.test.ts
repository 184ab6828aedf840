import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/iam/relate/compare.ts';
import { pair, type Document } from './random-policies.ts';
import { createJudge, findNewAccess } from './universe.ts';

const RUNS = Number(process.env['SALLYPORT_PROVE'] ?? 1_000);

/** Fails on a wrong verdict or a witness that the evaluator does not confirm; tells whether the verdict was `unknown`. */
function judge(before: Document, after: Document, seed: number): boolean {
  const { result, witness } = compare(before, after);
  if (result === 'new-access') {
    const request = { principal: 'anonymous', ...(witness as NonNullable<typeof witness>) };
    expect([createJudge(after)(request), createJudge(before)(request)]).toEqual([true, false]);
  }
  if (result === 'no-new-access') expect(findNewAccess(before, after, seed)).toBeUndefined();
  return result === 'unknown';
}

describe.each([
  ['identities', false],
  ['resources', true],
] as const)('compare of policies of %s', (_, hasPrincipals) => {
  it('agrees with an oracle that tries requests one by one', { timeout: 300_000 + RUNS * 1_000 }, () => {
    let unknown = 0;
    fc.assert(
      fc.property(pair(hasPrincipals), fc.nat(), ([before, after], seed) => {
        if (judge(before, after, seed)) unknown += 1;
      }),
      { numRuns: RUNS },
    );
    // eslint-disable-next-line no-console
    if (process.env['SALLYPORT_PROVE'] !== undefined) console.log(`${RUNS} pairs, none wrong, ${unknown} unknown`);
    expect(unknown).toBeLessThanOrEqual(RUNS * 0.02);
  });
});
