import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/iam/relate/compare.ts';
import type { Document } from './random-policies.ts';
import { createJudge, type Request } from './universe.ts';

const RUNS = Number(process.env['SALLYPORT_PROVE'] ?? 1_000);

const VALUES = ['a', 'b', 'x', 'a/x', 'x/b', 'a*', ''];
const KEYS = ['aws:username', 'aws:PrincipalTag/team', 's3:prefix'];

const piece = fc.constantFrom(...KEYS.map((key) => `\${${key}}`), 'a', 'x', '/', '/', '*', '?', '${*}');
const path = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const resource = path.map((text) => `arn:aws:s3:::${text}`);
const condition = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringLikeIfExists', 'StringNotLike'),
  key: fc.constantFrom(...KEYS),
  values: fc.array(path, { minLength: 1, maxLength: 2 }),
});

const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Resource: fc.array(resource, { minLength: 1, maxLength: 2 }),
    condition: fc.option(condition, { freq: 3 }),
  })
  .map(({ condition: chosen, ...rest }) => ({
    ...rest,
    Action: 's3:GetObject',
    ...(chosen === null ? {} : { Condition: { [chosen.operator]: { [chosen.key]: chosen.values } } }),
  }));

const policy = fc.array(statement, { minLength: 1, maxLength: 3 });
const pair = fc.oneof(
  fc.tuple(policy, policy),
  fc.tuple(policy, policy).map(([one, other]) => [[...one, ...other], one] as const),
  fc.tuple(policy, policy).map(([one, other]) => [one, [...one, ...other]] as const),
);

const toDocument = (statements: Document['Statement']): Document => ({ Version: '2012-10-17', Statement: statements });

/** Each key absent and with each value, and resources of every short form. */
const CONTEXTS = KEYS.reduce<readonly Request['context'][]>(
  (known, key) => known.flatMap((context) => [context, ...VALUES.map((value) => ({ ...context, [key]: value }))]),
  [{}],
);
const SEGMENTS = ['a', 'b', 'x', '*', ''];
const PATHS = SEGMENTS.flatMap((one) => [
  one,
  ...SEGMENTS.flatMap((two) => [`${one}/${two}`, `${one}${two}`, ...SEGMENTS.map((end) => `${one}/${two}/${end}`)]),
]);
const RESOURCES = [...new Set(PATHS)].map((text) => `arn:aws:s3:::${text}`);
/** So many pairs of a context and a resource are tried. */
const MOST = process.env['SALLYPORT_PROVE'] === undefined ? 2_000 : 20_000;

/** Every so manieth request of the universe, from a place that the seed tells. */
function findNewAccess(before: Document, after: Document, seed: number): Request | undefined {
  const [isNew, isOld] = [createJudge(after), createJudge(before)];
  const size = CONTEXTS.length * RESOURCES.length;
  const stride = Math.max(1, Math.floor(size / MOST)) | 1;
  for (let number = seed % stride; number < size; number += stride) {
    const context = CONTEXTS[number % CONTEXTS.length] ?? {};
    const resource = RESOURCES[Math.floor(number / CONTEXTS.length)] ?? '*';
    const request = { principal: 'arn:aws:iam::123456789012:user/u', action: 's3:GetObject', resource, context };
    if (isNew(request) && !isOld(request)) return request;
  }
  return undefined;
}

describe('compare of policies that are made of variables', () => {
  it('agrees with an oracle that tries requests one by one', { timeout: 300_000 + RUNS * 1_000 }, () => {
    const counts = { 'new-access': 0, 'no-new-access': 0, unknown: 0 };
    fc.assert(
      fc.property(pair, fc.nat(), ([one, other], seed) => {
        const [before, after] = [toDocument(one), toDocument(other)];
        const { result, witness } = compare(before, after);
        counts[result] += 1;
        if (result === 'new-access') {
          const request = { principal: 'anonymous', ...(witness as NonNullable<typeof witness>) };
          expect([createJudge(after)(request), createJudge(before)(request)]).toEqual([true, false]);
        }
        if (result === 'no-new-access') expect(findNewAccess(before, after, seed)).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
    // eslint-disable-next-line no-console
    if (process.env['SALLYPORT_PROVE'] !== undefined)
      console.log(`${RUNS} pairs of variables: ${JSON.stringify(counts)}`);
    // Texts of several variables are beyond what is decided; none of them passes.
    expect(counts.unknown).toBeLessThanOrEqual(RUNS * 0.3);
  });
});
