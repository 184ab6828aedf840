import { describe, expect, it } from 'vitest';
import { minimise } from '../../../src/iam/minimise/minimise.ts';
import { compare } from '../../../src/iam/relate/compare.ts';
import { findUselessStatements } from '../../../src/iam/relate/find-useless-statements.ts';

const policy = (statements: readonly object[]): Readonly<Record<string, unknown>> => ({
  Version: '2012-10-17',
  Statement: statements.map((s) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...s })),
});
const repeat = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('policies made to be hard', () => {
  it('answers for thousands of statements', () => {
    const many = policy(repeat(3_000, (i) => ({ Resource: `arn:aws:s3:::b${i}/*` })));
    expect(compare(many, many).result).toBe('no-new-access');
    expect(findUselessStatements(many)).toEqual([]);
    expect(minimise(many)).toBe(many);
  });

  it('answers for ten thousand statements of every sort, or says that they are too many', () => {
    const many = (make: (index: number) => object): readonly object[] => repeat(10_000, make);
    const families = [
      many((i) => ({ Effect: i % 2 === 0 ? 'Allow' : 'Deny', Resource: `arn:aws:s3:::b${i}*` })),
      many((i) => ({ Action: `*:*a${i}*` })),
      many((i) => ({ Resource: `*${'?'.repeat(20)}${i}*a${'?'.repeat(20)}` })),
      many((i) => ({ Condition: { StringNotLike: { 'aws:PrincipalTag/k': [`*v${i}*`, `${i}*`] } } })),
      many((i) => ({ Condition: { DateEquals: { 'aws:CurrentTime': String(1_600_000_000 + i) } } })),
      many((i) => ({ Resource: `arn:aws:s3:::b\${aws:PrincipalTag/k${i % 40}}/${i}/*` })),
    ];
    for (const statements of families) {
      const all = policy(statements);
      expect(compare(all, policy(statements.slice(1))).result).toBe('no-new-access');
      expect(compare(all, policy(statements.toReversed())).result).toBe('no-new-access');
      const { result, why } = compare(policy(statements.slice(1)), all);
      expect(why === undefined).toBe(result === 'new-access');
    }
  });

  it('gives up on thousands of actions that all meet one another, and on texts of thousands of wildcards', () => {
    const all = policy([{}]);
    const meeting = policy(repeat(2_000, (i) => ({ Action: `*:*${i}*e*t*` })));
    expect(compare(meeting, all).result).toBe('unknown');
    const long = policy(repeat(2_000, (i) => ({ Resource: `arn:aws:s3:::${'a*b?'.repeat(500)}${i}` })));
    expect(compare(long, all).result).toBe('unknown');
  });

  it('refuses texts of megabytes', () => {
    const long = policy([{ Action: `s3:${'a*'.repeat(1_000_000)}` }]);
    expect(() => compare(long, long)).toThrow(expect.objectContaining({ code: 'ERR_BAD_POLICY' }));
  });

  it('gives up on a search that grows without end', () => {
    const [birds, holes] = [8, 7];
    const sit = (bird: number, hole: number): string => `a:b${bird}h${hole}`;
    const shared = repeat(holes, (hole) =>
      repeat(birds, (a) =>
        repeat(a, (b) => ({ Condition: { StringEquals: { [sit(a, hole)]: '1', [sit(b, hole)]: '1' } } })),
      ),
    ).flat(2);
    const nowhere = repeat(birds, (bird) => ({
      Condition: { StringNotEquals: Object.fromEntries(repeat(holes, (hole) => [sit(bird, hole), '1'])) },
    }));
    const { result, why } = compare(policy([...shared, ...nowhere]), policy([{}]));
    expect([result, why]).toEqual(['unknown', 'the policies have more combinations of statements than are searched']);
  });

  it('gives up on texts and variables beyond what AWS takes', () => {
    const long = (end: string): object => policy([{ Resource: 'a'.repeat(20_000) + end }]);
    expect(compare(long('b*'), long('*')).result).toBe('unknown');
    const variables = (end: string): object =>
      policy([{ Resource: `${repeat(9, (i) => `\${a:k${i}}`).join('')}${end}` }]);
    expect(compare(variables('b'), variables('*')).result).toBe('unknown');
  });

  it('takes keys that objects have of their own for keys', () => {
    const before = policy([{ Condition: { StringEquals: { constructor: 'b' } } }]);
    const after = policy([{ Condition: JSON.parse('{"StringEquals":{"__proto__":"a"}}') as object }]);
    expect(compare(before, after).result).toBe('new-access');
  });
});
