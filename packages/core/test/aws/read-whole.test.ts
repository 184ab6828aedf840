import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTargets } from '../../src/aws/create-targets.ts';
import { readWhole } from '../../src/aws/read-whole.ts';
import { env } from './code-values.ts';

const target = (type: string, wholeName: string, suffix = ''): Parameters<typeof readWhole>[0] => {
  const [found] = createTargets({ type, whole: env('X'), wholeName, suffix });
  if (found === undefined) throw new Error('no target');
  return found;
};

describe('readWhole', () => {
  it.each([
    [
      'sqs:queue',
      'QueueName',
      'https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/jobs',
      { Region: '${AWS::Region}', Account: '${AWS::AccountId}', QueueName: 'jobs' },
    ],
    [
      'sqs:queue',
      'QueueName',
      'https://eu-west-1.queue.amazonaws.com/1/jobs',
      { Region: 'eu-west-1', Account: '1', QueueName: 'jobs' },
    ],
    ['sqs:queue', 'QueueName', 'jobs.fifo', { QueueName: 'jobs.fifo' }],
    [
      'dynamodb:table',
      'TableName',
      'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/Orders',
      { Partition: 'aws', Region: '${AWS::Region}', Account: '${AWS::AccountId}', TableName: 'Orders' },
    ],
    ['lambda:function', 'FunctionName', 'f:live', { FunctionName: 'f:live' }],
    [
      'lambda:function',
      'FunctionName',
      'arn:aws:lambda:r:1:function:f:live',
      { Partition: 'aws', Region: 'r', Account: '1', FunctionName: 'f:live' },
    ],
    [
      'logs:log-group',
      'LogGroupName',
      'arn:aws:logs:r:1:log-group:/aws/lambda/f:*',
      { Partition: 'aws', Region: 'r', Account: '1', LogGroupName: '/aws/lambda/f' },
    ],
    [
      'states:execution',
      'StateMachineName',
      'arn:aws:states:r:1:stateMachine:m',
      { Partition: 'aws', Region: 'r', Account: '1', StateMachineName: 'm' },
    ],
    ['ssm:parameter', 'ParameterNameWithoutLeadingSlash', '/a/b', { ParameterNameWithoutLeadingSlash: 'a/b' }],
    [
      'execute-api:execute-api-general',
      'ApiId',
      'https://${Api}.execute-api.${AWS::Region}.amazonaws.com/${Stage}',
      { ApiId: '${Api}', Region: '${AWS::Region}', Stage: '${Stage}' },
    ],
  ])('%s %s %s', (type, wholeName, text, names) => {
    expect(readWhole(target(type, wholeName), text)).toEqual({ kind: 'names', names });
  });

  it('completes the name of a secret', () => {
    expect(readWhole(target('secretsmanager:Secret', 'SecretId'), 'db')).toEqual({
      kind: 'names',
      names: { SecretId: 'db' },
      suffix: '-??????',
    });
    expect(
      readWhole(target('secretsmanager:Secret', 'SecretId'), 'arn:aws:secretsmanager:r:1:secret:db'),
    ).toHaveProperty('suffix', '-??????');
    expect(
      readWhole(target('secretsmanager:Secret', 'SecretId'), 'arn:aws:secretsmanager:r:1:secret:db-a1B2c3'),
    ).not.toHaveProperty('suffix');
  });

  it('keeps an ARN of another shape', () => {
    const arn = 'arn:aws:s3:us-east-1:1:accesspoint/mine';
    expect(readWhole(target('s3:bucket', 'BucketName'), arn)).toEqual({ kind: 'arn', arn });
  });

  it('drops the alternative that the text does not name', () => {
    expect(readWhole(target('bedrock:inference-profile', 'ResourceId'), 'amazon.nova')).toEqual({ kind: 'none' });
  });

  it('answers any text', () => {
    const types = [
      ['sqs:queue', 'QueueName'],
      ['lambda:function', 'FunctionName'],
      ['execute-api:execute-api-general', 'ApiId'],
      ['dynamodb:index', 'TableName'],
      ['secretsmanager:Secret', 'SecretId'],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `arn:aws:${s}`),
          fc.webUrl(),
        ),
        ([type, name], text) => {
          expect(['names', 'arn', 'none']).toContain(readWhole(target(type, name), text).kind);
        },
      ),
    );
  });

  it('takes linear time over long texts', () => {
    expect(readWhole(target('dynamodb:table', 'TableName'), `arn:${'${a}:'.repeat(100_000)}`)).toEqual({
      kind: 'names',
      names: {},
    });
    expect(readWhole(target('dynamodb:table', 'TableName'), `arn:${'${a'.repeat(600)}`).kind).toBe('arn');
  });
});
