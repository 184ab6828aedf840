import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/iam/relate/compare.ts';

const allow = (statement: object): object => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement },
});
const from = (arn: string): object => allow({ Condition: { ArnLike: { 'aws:SourceArn': arn } } });

/** The letters by which the prover writes what policies write otherwise. */
describe('letters with a meaning of their own', () => {
  it.each([
    ['a resource', allow({ Resource: 'b/\u{100000}*' }), allow({ Resource: 'b/${aws:username}*' })],
    [
      'a value',
      allow({ Condition: { StringLike: { 'a:k': '\u{10FFFD}*' } } }),
      allow({ Condition: { StringLike: { 'a:k': '${aws:username}*' } } }),
    ],
    ['an action', allow({ Action: 's3:\u{108000}*' }), allow({ Action: 's3:Get*' })],
    ['a default', allow({ Resource: "b/${a:k, '\u{100000}'}" }), allow({ Resource: 'b/${aws:username}' })],
  ])('leave it open in %s', (_, before, after) => {
    expect(compare(before, after)).toEqual({ result: 'unknown', why: expect.stringContaining('plane 16') as string });
    expect(compare(before, before).result).toBe('no-new-access');
  });

  it.each([
    ['a star without colons', from('arn:aws:sns:\u0001:\u0001:t'), from('arn:aws:sns:*:*:t')],
    ['one letter without colons', from('arn:aws:sns:\u0002:1:t'), from('arn:aws:sns:?:1:t')],
    ['a backslash', allow({ Resource: 'b/\\*' }), allow({ Resource: 'b/${*}' })],
  ])('are no wildcards: %s', (_, before, after) => {
    expect(compare(before, after).result).toBe('new-access');
  });
});
