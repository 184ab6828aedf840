import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGlobs, parseGlob, type GlobToken } from '../../src/iam/glob.ts';

const compare = (granted: string, needed: string): string => compareGlobs(parse(granted), parse(needed));

/** `<Name>` is a generated symbol, `{Name}` a free one, `[Name]` a segment. */
function parse(text: string): GlobToken[] {
  return [...text.matchAll(/<(\w+)>|\{(\w+)\}|\[(\w+)\]|[^]/g)].flatMap(([all, generated, free, segment]) => {
    if (generated !== undefined) return [{ kind: 'symbol', id: generated, sort: 'generated' } as const];
    if (free !== undefined) return [{ kind: 'symbol', id: free, sort: 'free' } as const];
    if (segment !== undefined) return [{ kind: 'symbol', id: segment, sort: 'segment' } as const];
    return parseGlob(all);
  });
}

const words = (alphabet: string, longest: number): string[] => {
  const all = [''];
  for (let from = 0, length = 1; length <= longest; length += 1) {
    const to = all.length;
    for (; from < to; from += 1) for (const c of alphabet) all.push(`${all[from]}${c}`);
  }
  return all;
};

const toPattern = (glob: string): RegExp => new RegExp(`^${glob.replaceAll('?', '[^]').replaceAll('*', '[^]*')}$`);

describe('globs without symbols', () => {
  it('agree with a brute-force oracle', () => {
    const universe = words('abx', 6);
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
    const holds = fc.property(glob, glob, (granted, needed) => {
      const inNeeded = universe.filter((w) => toPattern(needed).test(w));
      const held = inNeeded.filter((w) => toPattern(granted).test(w));
      const answer = compare(granted, needed);
      const truth = held.length === inNeeded.length ? 'covers' : held.length === 0 ? 'no' : 'partly';
      return answer === truth || (answer === 'unknown' && granted.includes('?'));
    });
    expect(() => fc.assert(holds, { numRuns: 2000 })).not.toThrow();
  });
});

describe('globs with symbols', () => {
  it('never claim what some meaning of the symbols refutes', () => {
    const unit = fc.constantFrom('a', 'b', '*', '{X}', '{Y}');
    const glob = fc.array(unit, { maxLength: 4 }).map((parts) => parts.join(''));
    const universe = words('abx', 5);
    const meanings = words('ab', 2);
    const holds = fc.property(
      glob,
      glob,
      fc.constantFrom(...meanings),
      fc.constantFrom(...meanings),
      (granted, needed, x, y) => {
        const mean = (text: string): RegExp => toPattern(text.replaceAll('{X}', x).replaceAll('{Y}', y));
        const inNeeded = universe.filter((w) => mean(needed).test(w));
        const held = inNeeded.filter((w) => mean(granted).test(w));
        const answer = compare(granted, needed);
        if (answer === 'covers') return held.length === inNeeded.length;
        return answer !== 'no' || held.length === 0;
      },
    );
    expect(() => fc.assert(holds, { numRuns: 2000 })).not.toThrow();
  });

  it.each([
    ['*', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'covers'],
    ['arn:[P]:dynamodb:*:*:table/*', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'covers'],
    ['arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'covers'],
    ['arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'arn:[P]:dynamodb:[R]:[A]:table/<Customers>', 'no'],
    ['arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>/index/*', 'no'],
    ['arn:[P]:dynamodb:[R]:[A]:table/<Orders>*', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>/index/*', 'covers'],
    ['arn:[P]:dynamodb:[R]:[A]:table/<Orders>/index/a', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>/index/*', 'partly'],
    ['arn:[P]:dynamodb:[R]:[A]:table/{Param}', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'unknown'],
    ['{Param}', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'unknown'],
    ['arn:[P]:dynamodb:us-east-1:123:table/<Orders>', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'unknown'],
    ['arn:[P]:dynamodb:*:*:table/orders', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'no'],
    ['arn:[P]:dynamodb:*:*:table/prod-*', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'unknown'],
    ['arn:[P]:s3:::<Uploads>/*', 'arn:[P]:s3:::<Uploads>', 'no'],
    ['arn:[P]:sqs:[R]:[A]:*', 'arn:[P]:dynamodb:[R]:[A]:table/<Orders>', 'no'],
    ['arn:[P]:dynamodb:[R]:[A]:table/<Orders>', '*', 'partly'],
  ])('%s against %s: %s', (granted, needed, expected) => {
    expect(compare(granted, needed)).toBe(expected);
  });

  it('answers unknown on globs beyond any real ARN', () => {
    expect(compareGlobs(parseGlob('a*'.repeat(5000)), parseGlob('b'))).toBe('unknown');
  });
});
