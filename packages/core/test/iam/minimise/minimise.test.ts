import { describe, expect, it } from 'vitest';
import { minimise } from '../../../src/iam/minimise/minimise.ts';

const policy = (...statements: object[]): Readonly<Record<string, unknown>> => ({
  Version: '2012-10-17',
  Statement: statements.map((s) => ({ Effect: 'Allow', ...s })),
});

describe('minimise', () => {
  it('joins statements that differ in one element', () => {
    const document = policy(
      { Sid: 'Read', Action: 's3:GetObject', Resource: 'b/*' },
      { Action: ['s3:PutObject'], Resource: 'b/*' },
      { Action: ['s3:PutObject', 's3:GetObject'], Resource: ['c/*'] },
    );
    expect(minimise(document)).toEqual(
      policy({ Sid: 'Read', Action: ['s3:GetObject', 's3:PutObject'], Resource: ['b/*', 'c/*'] }),
    );
  });

  it('leaves out what others allow', () => {
    const document = policy(
      { Action: ['s3:GetObject', 's3:PutObject', 'S3:getobject'], Resource: 'b/*' },
      { Action: 's3:Get*', Resource: '*' },
      { Action: 's3:GetObject', Resource: 'c/*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    );
    expect(minimise(document)).toEqual(
      policy({ Action: ['s3:PutObject'], Resource: 'b/*' }, { Action: 's3:Get*', Resource: '*' }),
    );
  });

  it('joins neither exclusions nor statements under different conditions', () => {
    const document = policy(
      { NotAction: 's3:GetObject', Resource: 'a' },
      { NotAction: 's3:PutObject', Resource: 'b' },
      { Action: 'iam:GetRole', Resource: 'c', Condition: { StringEquals: { 'a:k': 'x' } } },
      { Action: 'iam:GetUser', Resource: 'c' },
      { Effect: 'Deny', Action: 'iam:GetUser', Resource: '*' },
    );
    expect((minimise(document)['Statement'] as unknown[]).length).toBe(4);
  });

  it('keeps functions of a template as they are, and joins equal ones', () => {
    const arn = { 'Fn::Sub': '${Bucket.Arn}/*' };
    const document = policy(
      { Action: 's3:GetObject', Resource: arn },
      { Action: 's3:PutObject', Resource: { ...arn } },
    );
    expect(minimise(document)).toEqual(policy({ Action: ['s3:GetObject', 's3:PutObject'], Resource: arn }));
  });

  it('refuses what is no policy', () => {
    expect(() => minimise({ Statement: 1 })).toThrow(/is no policy/);
  });
});
