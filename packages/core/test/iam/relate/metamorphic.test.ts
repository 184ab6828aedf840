import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimise } from '../../../src/iam/minimise/minimise.ts';
import { compare } from '../../../src/iam/relate/compare.ts';
import { policy, type Document } from './random-policies.ts';

const RUNS = { numRuns: 150 };
const both = fc.tuple(policy(false), policy(false));

/** `unknown` is no answer, so it is no contradiction either. */
function expectNothingNew(before: Document, after: Document): void {
  expect(compare(before, after).result).not.toBe('new-access');
}

const join = (one: Document, other: Document, effect: string): Document => ({
  ...one,
  Statement: [...one.Statement, ...other.Statement.map((statement) => ({ ...statement, Effect: effect }))],
});

describe('compare', () => {
  it('finds nothing new where a statement that allows is gone', () => {
    fc.assert(
      fc.property(both, ([one, other]) => {
        expectNothingNew(join(one, other, 'Allow'), one);
      }),
      RUNS,
    );
  });

  it('finds nothing new where a denial was added', () => {
    fc.assert(
      fc.property(both, ([one, other]) => {
        expectNothingNew(one, join(one, other, 'Deny'));
      }),
      RUNS,
    );
  });

  it('does not mind order, doubles and entries on their own', () => {
    fc.assert(
      fc.property(policy(false), (one) => {
        const shuffled = { ...one, Statement: [...one.Statement.toReversed(), ...one.Statement] };
        expectNothingNew(one, shuffled);
        expectNothingNew(shuffled, one);
      }),
      RUNS,
    );
  });

  it('finds what minimise left of a policy equal to it', () => {
    fc.assert(
      fc.property(policy(false), (one) => {
        const least = minimise({ ...one }) as unknown as Document;
        expectNothingNew(one, least);
        expectNothingNew(least, one);
        expect(least.Statement.length).toBeLessThanOrEqual(one.Statement.length);
      }),
      { numRuns: 50 },
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(fc.tuple(policy(false), policy(false), policy(false)), ([a, b, c]) => {
        const isWithin = (x: Document, y: Document): boolean => compare(y, x).result === 'no-new-access';
        if (isWithin(a, b) && isWithin(b, c)) expectNothingNew(c, a);
      }),
      RUNS,
    );
  });
});
