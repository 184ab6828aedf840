import { describe, expect, it } from 'vitest';
import { readExpression } from '../../src/app/resolve-value.ts';
import { compareActions, compareResources } from '../../src/iam/match.ts';
import { readApplication } from '../../src/iac/index.ts';
import type { Scope } from '../../src/iam/resource-globs.ts';
import { createMemoryHost } from '../memory-host.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Name: { Type: String }
Conditions:
  Prod: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Simple:
    Type: AWS::Serverless::SimpleTable
  Fixed:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: orders }
  Named:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: !Ref Name }
  Bucket:
    Type: AWS::S3::Bucket
  Topic:
    Type: AWS::SNS::Topic
  Queue:
    Type: AWS::SQS::Queue
  Machine:
    Type: AWS::Serverless::StateMachine
  Key:
    Type: AWS::KMS::Key
  Odd:
    Type: AWS::Some::Thing
`;

const scope = (): Scope => {
  const application = readApplication(createMemoryHost({ 'template.yaml': template }));
  return { application, template: application.templates[0] as Scope['template'] };
};

const arn = (rest: string): unknown => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${rest}` });
const table = (name: string): unknown => arn(`dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/${name}`);
const att = (id: string, attribute = 'Arn'): unknown => ({ 'Fn::GetAtt': [id, attribute] });
const either = (a: unknown, b: unknown): unknown => ({ 'Fn::If': ['Prod', a, b] });

describe('resources in the words of a template', () => {
  it.each([
    ['GetAtt and its text', att('Orders'), table('${Orders}'), 'covers'],
    ['its text and GetAtt', table('${Orders}'), att('Orders'), 'covers'],
    [
      'a literal partition',
      { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}' },
      att('Orders'),
      'covers',
    ],
    ['any account and region', 'arn:aws:dynamodb:*:*:table/*', att('Simple'), 'covers'],
    ['another region', 'arn:aws:dynamodb:us-east-1:*:table/*', att('Orders'), 'unknown'],
    ['another table', att('Simple'), att('Orders'), 'no'],
    ['a fixed name', 'arn:aws:dynamodb:*:*:table/orders', att('Fixed'), 'covers'],
    ['another fixed name', 'arn:aws:dynamodb:*:*:table/customers', att('Fixed'), 'no'],
    ['a name by parameter', table('${Name}'), att('Named'), 'covers'],
    ['a parameter that may be the name', table('${Name}'), att('Fixed'), 'unknown'],
    ['a bucket and its objects', att('Bucket'), { 'Fn::Sub': '${Bucket.Arn}/*' }, 'no'],
    ['objects by name', { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' }, { 'Fn::Sub': '${Bucket.Arn}/*' }, 'covers'],
    ['a join', { 'Fn::Join': ['', [att('Bucket'), '/*']] }, { 'Fn::Sub': '${Bucket.Arn}/*' }, 'covers'],
    ['a topic by Ref', { Ref: 'Topic' }, arn('sns:${AWS::Region}:${AWS::AccountId}:${Topic.TopicName}'), 'covers'],
    ['a queue by name', arn('sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}'), att('Queue'), 'covers'],
    ['a machine of SAM', { Ref: 'Machine' }, arn('states:*:*:stateMachine:*'), 'partly'],
    ['a key', att('Key'), arn('kms:${AWS::Region}:${AWS::AccountId}:key/${Key}'), 'covers'],
    ['a type without a known ARN', att('Odd'), att('Odd'), 'covers'],
    ['a type without a known ARN and another', att('Odd'), att('Orders'), 'unknown'],
    ['an import', { 'Fn::ImportValue': 'x' }, { 'Fn::ImportValue': 'x' }, 'covers'],
    ['a branch', either(att('Orders'), att('Simple')), att('Orders'), 'unknown'],
    ['both branches', either(att('Orders'), '*'), att('Orders'), 'covers'],
    ['the same condition', either(att('Orders'), att('Simple')), either(att('Orders'), att('Simple')), 'covers'],
    ['nothing in a branch', either(att('Orders'), { Ref: 'AWS::NoValue' }), att('Orders'), 'unknown'],
    ['a policy variable', 'arn:aws:s3:::logs/${aws:username}', 'arn:aws:s3:::logs/me', 'unknown'],
  ])('%s', (_, granted, needed, expected) => {
    const at = scope();
    const open = { ...at.template, parameters: new Map() };
    const read = (data: unknown) => readExpression(data, open);
    expect(compareResources(read(granted), at, read(needed), at)).toBe(expected);
  });
});

describe('actions', () => {
  it.each([
    ['*', 's3:GetObject', 'covers'],
    ['S3:getobject', 's3:GetObject', 'covers'],
    ['s3:Get*', 's3:GetObject', 'covers'],
    ['s3:Get?bject', 's3:GetObject', 'covers'],
    ['s3:Put*', 's3:GetObject', 'no'],
    ['s3:GetObject', 's3:Get*', 'partly'],
    ['s3', 's3:GetObject', 'no'],
  ])('%s against %s: %s', (granted, needed, expected) => {
    expect(compareActions(granted, needed)).toBe(expected);
  });
});
