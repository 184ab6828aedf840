import { describe, expect, it } from 'vitest';
import { smallestPolicy } from '../../../src/permissions/minimise/smallest-policy.ts';
import { need } from '../analyse-template.ts';

describe('the smallest policy', () => {
  it('groups actions with the same resources, in a fixed order', () => {
    const needs = [
      need(['s3:PutObject', '${Uploads.Arn}/*']),
      need(['dynamodb:PutItem', 'Orders.Arn']),
      need(['dynamodb:GetItem', 'Orders.Arn', 'Customers.Arn']),
      need(['dynamodb:Query', 'Customers.Arn', 'Orders.Arn']),
      need(['ses:SendEmail', '*', 'arn:aws:ses:*:*:identity/x']),
    ];
    const policy = smallestPolicy(needs);
    expect(policy.Statement).toEqual([
      {
        Sid: 'DynamoDBCustomersOrders',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:Query'],
        Resource: [{ 'Fn::GetAtt': ['Customers', 'Arn'] }, { 'Fn::GetAtt': ['Orders', 'Arn'] }],
      },
      {
        Sid: 'DynamoDBOrders',
        Effect: 'Allow',
        Action: ['dynamodb:PutItem'],
        Resource: [{ 'Fn::GetAtt': ['Orders', 'Arn'] }],
      },
      { Sid: 'S3Uploads', Effect: 'Allow', Action: ['s3:PutObject'], Resource: [{ 'Fn::Sub': '${Uploads.Arn}/*' }] },
      { Sid: 'SES', Effect: 'Allow', Action: ['ses:SendEmail'], Resource: ['*'] },
    ]);
    expect(smallestPolicy(needs.toReversed())).toEqual(policy);
  });

  it('merges one action of several calls, and keeps conditions apart', () => {
    const condition = { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } };
    const policy = smallestPolicy([
      need(['kms:Decrypt', 'Key.Arn']),
      need(['kms:Decrypt', 'Other.Arn']),
      { ...need(['kms:Decrypt', 'Key.Arn']), condition },
    ]);
    expect(policy.Statement.map((s) => [s.Sid, s.Condition])).toEqual([
      ['KMSKey', condition],
      ['KMSKeyOther', undefined],
    ]);
  });

  it('gives every statement an id of its own', () => {
    const policy = smallestPolicy([
      need(['sqs:SendMessage', 'Jobs.Arn']),
      need(['sqs:GetQueueUrl', 'Jobs.Arn', '${Jobs.Arn}:*']),
    ]);
    const sids = policy.Statement.map((s) => s.Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
  });

  it('is empty when nothing is needed', () => {
    expect(smallestPolicy([])).toEqual({ Version: '2012-10-17', Statement: [] });
  });
});
