import { describe, expect, it } from 'vitest';
import {
  findAction,
  findIamResourceType,
  hasResourceLevel,
  isKnownService,
  listPrefixes,
  matchActions,
} from '../../src/aws/actions.ts';

describe('the action catalogue', () => {
  it('gives the canonical name, access level and resource types', () => {
    const action = findAction('DynamoDB:getitem');
    expect(action?.name).toBe('dynamodb:GetItem');
    expect(action?.access).toBe('Read');
    expect(action?.resourceTypes.map((t) => [t.type, t.required, t.arns[0]])).toEqual([
      ['table', true, 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}'],
    ]);
    expect(findAction('dynamodb:Nothing')).toBeUndefined();
    expect(findAction('nothing')).toBeUndefined();
  });

  it('matches wildcards in any letter case', () => {
    expect(matchActions('sqs:SendMessage')).toEqual(['sqs:SendMessage']);
    expect(matchActions('SQS:send*')).toEqual(['sqs:SendMessage']);
    expect(matchActions('dynamodb:?etItem')).toEqual(['dynamodb:GetItem']);
    expect(matchActions('sqs:*').length).toBeGreaterThan(15);
    expect(matchActions('*').length).toBe(matchActions('*:*').length);
    expect(matchActions('no-such:*')).toEqual([]);
    expect(matchActions('s3')).toEqual([]);
  });

  it('does not take long over a hostile pattern', () => {
    expect(matchActions(`s3:${'*a'.repeat(5000)}`)).toEqual([]);
  });

  it('tells which actions know resources, and the services', () => {
    expect(hasResourceLevel('s3:GetObject')).toBe(true);
    expect(hasResourceLevel('ec2:DescribeInstances')).toBe(false);
    expect(hasResourceLevel('no:Such')).toBe(false);
    expect(isKnownService('execute-api')).toBe(true);
    expect(isKnownService('dynamodbb')).toBe(false);
    expect(listPrefixes().length).toBeGreaterThan(300);
  });

  it('ties resource types to CloudFormation types', () => {
    expect(findIamResourceType('lambda', 'function')?.cfnTypes).toContain('AWS::Serverless::Function');
    expect(findIamResourceType('sqs', 'queue')?.cfnTypes).toEqual(['AWS::SQS::Queue']);
  });
});
