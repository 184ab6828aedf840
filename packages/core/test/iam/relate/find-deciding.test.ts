import { describe, expect, it } from 'vitest';
import { check } from '../../../src/iam/relate/check.ts';
import { compare } from '../../../src/iam/relate/compare.ts';

const allow = (Action: unknown, rest: object = {}): object => ({ Effect: 'Allow', Action, Resource: '*', ...rest });
const deny = (Action: unknown, rest: object = {}): object => ({ ...allow(Action, rest), Effect: 'Deny' });
const of = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });
const READ = allow('s3:GetObject');

describe('the statements behind new access', () => {
  it.each([
    ['a new one', of(READ), of(READ, allow('sqs:*', { Sid: 'More' })), [['new', 1, 'Allow', 'More']]],
    ['a wider one', of(READ), of(allow('s3:*')), [['new', 0, 'Allow', undefined]]],
    ['all that allow it alike', of(), of(READ, READ), [0, 1].map((i) => ['new', i, 'Allow', undefined])],
    ['a denial that is gone', of(READ, deny('s3:*', { Sid: 'No' })), of(READ), [['old', 1, 'Deny', 'No']]],
    [
      'a denial that is narrower',
      of(READ, deny('s3:*')),
      of(READ, deny('s3:*', { Resource: 'arn:aws:s3:::a/*' })),
      [['old', 1, 'Deny', undefined]],
    ],
    [
      'what was neither allowed nor let through',
      of(deny('s3:*')),
      of(READ),
      [
        ['new', 0, 'Allow', undefined],
        ['old', 0, 'Deny', undefined],
      ],
    ],
    ['the only one', { Version: '2012-10-17', Statement: [] }, { Statement: READ }, [['new', 0, 'Allow', undefined]]],
  ] as const)('are %s', (_, before, after, expected) => {
    const { result, statements } = compare(before, after);
    expect(result).toBe('new-access');
    expect(statements?.map(({ policy, index, effect, sid }) => [policy, index, effect, sid])).toEqual(expected);
  });

  it('are not told without any', () => {
    expect(compare(of(READ), of(READ))).toEqual({ result: 'no-new-access' });
  });

  it('are told of a policy that breaks what is asked of it', () => {
    const isPublic = of(
      allow('s3:GetObject', { Principal: { AWS: '111122223333' } }),
      allow('s3:GetObject', { Principal: '*', Resource: 'arn:aws:s3:::b/*', Sid: 'Open' }),
    );
    expect(check(isPublic, { notPublic: true }).statements).toEqual([
      { policy: 'policy', index: 1, sid: 'Open', effect: 'Allow' },
    ]);
    expect(check(of(READ), { notGranted: [{ actions: 's3:GetObject' }] }).statements).toMatchObject([{ index: 0 }]);
    expect(check(of(READ), { notGranted: [{ actions: 's3:PutObject' }] }).statements).toBeUndefined();
  });
});

describe('the example of new access', () => {
  const ask = (before: object, after: object): readonly (string | undefined)[] => {
    const { witness } = compare(before, after);
    return [witness?.action, witness?.resource];
  };

  it('is what applications do, rather than what is odd', () => {
    expect(ask(of(), of(allow('s3:*')))).toEqual(['s3:GetObject', 'arn:aws:s3:::example/example']);
    expect(ask(of(allow('s3:Get*')), of(allow('s3:*')))[0]).toMatch(/^s3:(?:Put|List|Delete)/);
    expect(ask(of(), of(allow('sqs:*')))[0]).toBe('sqs:ReceiveMessage');
    expect(ask(of(), of(allow('iam:*')))[0]).toBe('iam:GetRole');
  });

  it('is what a statement names', () => {
    expect(ask(of(), of(allow(['s3:*', 's3:InitiateReplication'])))[0]).toBe('s3:InitiateReplication');
  });

  it('is about what its action is about', () => {
    expect(ask(of(READ), of(READ, allow('s3:*', { Resource: 'arn:aws:s3:::b/*' })))).toEqual(
      ['s3:GetObjectAcl', 'arn:aws:s3:::b/example'].map((text) => expect.stringContaining(text) as string),
    );
  });
});
