import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/iam/evaluate/simulate.ts';

const words = ['a', 'b', 'ab', '*', 'a*', '?b', '${k:x}', "${k:y, 'b'}"];
const values = fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 });
const key = fc.constantFrom('k:x', 'k:y', 'K:X');
const bases = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'NumericLessThan',
];
const operator = fc
  .tuple(
    fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(...bases),
    fc.constantFrom('', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const condition = fc.dictionary(operator, fc.dictionary(key, values, { maxKeys: 2 }), { maxKeys: 2 });
const action = fc
  .tuple(fc.constantFrom('Action', 'NotAction'), fc.constantFrom('*', 's:*', 's:A', 's:?'))
  .map(([k, v]) => ({ [k]: v }));
const resource = fc.tuple(fc.constantFrom('Resource', 'NotResource'), values).map(([k, v]) => ({ [k]: v }));
const statement = fc
  .tuple(fc.constantFrom('Allow', 'Deny'), action, resource, condition)
  .map(([Effect, a, r, Condition]) => ({ Effect, ...a, ...r, Condition }));
const request = fc.record({
  principal: fc.constant('arn:aws:iam::111122223333:user/ann'),
  action: fc.constantFrom('s:A', 's:B', 't:A'),
  resource: fc.constantFrom('a', 'b', 'ab', 'aab'),
  context: fc.dictionary(
    key,
    fc.oneof(fc.constantFrom('a', 'b', '1'), fc.array(fc.constantFrom('a', 'b', 'A'), { maxLength: 2 })),
    { maxKeys: 2 },
  ),
});
type Ask = typeof request extends fc.Arbitrary<infer T> ? T : never;

const decide = (ask: Ask, ...documents: readonly (readonly object[])[]): string =>
  simulate({ request: ask, identity: documents.map((Statement) => ({ Version: '2012-10-17', Statement })) }).decision;

const RUNS = { numRuns: 2_000 };
const statements = fc.array(statement, { maxLength: 4 });

describe('laws of every decision', () => {
  it('order and duplicates change nothing', () => {
    fc.assert(
      fc.property(request, statements, (ask, list) => {
        expect(decide(ask, [...list].reverse())).toBe(decide(ask, list));
        expect(decide(ask, [...list, ...list])).toBe(decide(ask, list));
      }),
      RUNS,
    );
  });

  it('one policy says what its statements say in policies of their own', () => {
    fc.assert(
      fc.property(request, statements, (ask, list) => {
        expect(decide(ask, ...list.map((one) => [one]))).toBe(decide(ask, list));
      }),
      RUNS,
    );
  });

  it('another Allow never takes away, another Deny never gives', () => {
    fc.assert(
      fc.property(request, statements, statement, (ask, list, extra) => {
        const before = decide(ask, list) === 'allowed';
        const after = decide(ask, [...list, extra]) === 'allowed';
        expect(extra.Effect === 'Allow' ? !before || after : before || !after).toBe(true);
      }),
      RUNS,
    );
  });

  it('a negated operator holds exactly where its positive does not', () => {
    const condition = (word: string, k: string, v: readonly string[]): object => ({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [word]: { [k]: v } },
    });
    fc.assert(
      fc.property(request, fc.constantFrom('Equals', 'Like', 'EqualsIgnoreCase'), key, values, (ask, name, k, v) => {
        const positive = decide(ask, [condition(`String${name}`, k, v)]);
        expect(decide(ask, [condition(`StringNot${name}`, k, v)])).not.toBe(positive);
      }),
      RUNS,
    );
  });
});
