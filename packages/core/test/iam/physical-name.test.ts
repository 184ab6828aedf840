import { describe, expect, it } from 'vitest';
import { readExpression } from '../../src/app/resolve-value.ts';
import { compareResources } from '../../src/iam/match.ts';
import { findPhysicalName } from '../../src/iam/physical-name.ts';
import type { Scope } from '../../src/iam/resource-globs.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const files = {
  'template.yaml': `Resources:
  Secret: { Type: AWS::SecretsManager::Secret, Properties: { Name: prod/db } }
  Unnamed: { Type: AWS::SecretsManager::Secret }
  Role: { Type: AWS::IAM::Role, Properties: { Path: /svc/, RoleName: runner } }
  Plain: { Type: AWS::IAM::Role, Properties: { RoleName: plain } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /app/log } }
  Cluster: { Type: AWS::ECS::Cluster }
  Rule: { Type: AWS::Events::Rule, Properties: { EventBusName: b, Name: r } }
  Stack: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: nested.yaml } }
`,
  'nested.yaml': `Resources:
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
Outputs:
  Table: { Value: !GetAtt Orders.Arn, Export: { Name: the-orders-table } }
`,
};

const compare = (granted: unknown, needed: unknown): string => {
  const application = readApplication(createMemoryHost(files));
  const template = application.templates.find((t) => t.file === 'template.yaml') as Scope['template'];
  const scope = { application, template };
  const read = (expression: unknown) => readExpression(expression, template);
  return compareResources(read(granted), scope, read(needed), scope);
};

const own = (rest: string): unknown => ({ 'Fn::Sub': `arn:aws:${rest}` });
const inStack = (service: string, rest: string): unknown =>
  own(`${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`);

describe('ARNs of resources against their text', () => {
  it.each([
    ['a secret whose name has slashes', inStack('secretsmanager', 'secret:prod/db-*'), { Ref: 'Secret' }, 'covers'],
    ['its six characters', inStack('secretsmanager', 'secret:prod/db-??????'), { Ref: 'Secret' }, 'covers'],
    ['a secret by its attribute', { 'Fn::GetAtt': ['Secret', 'Id'] }, { Ref: 'Secret' }, 'covers'],
    ['another secret', inStack('secretsmanager', 'secret:prod/other-*'), { Ref: 'Secret' }, 'no'],
    ['a secret without a name', inStack('secretsmanager', 'secret:prod-*'), { Ref: 'Unnamed' }, 'unknown'],
    ['a role with a path', own('iam::${AWS::AccountId}:role/svc/runner'), { 'Fn::GetAtt': ['Role', 'Arn'] }, 'covers'],
    ['the same without its path', own('iam::${AWS::AccountId}:role/runner'), { 'Fn::GetAtt': ['Role', 'Arn'] }, 'no'],
    ['a role without a path', own('iam::${AWS::AccountId}:role/plain'), { 'Fn::GetAtt': ['Plain', 'Arn'] }, 'covers'],
    ['a log group', inStack('logs', 'log-group:/app/log:*'), { 'Fn::GetAtt': ['Log', 'Arn'] }, 'covers'],
    ['a type of the registry', inStack('ecs', 'cluster/${Cluster}'), { 'Fn::GetAtt': ['Cluster', 'Arn'] }, 'covers'],
    ['a rule on a bus of its own', inStack('events', 'rule/b/r'), { 'Fn::GetAtt': ['Rule', 'Arn'] }, 'unknown'],
    [
      'an output that is exported as well',
      inStack('dynamodb', 'table/orders'),
      { 'Fn::GetAtt': ['Stack', 'Outputs.Table'] },
      'covers',
    ],
  ])('%s', (_, granted, needed, answer) => {
    expect(compare(granted, needed)).toBe(answer);
  });

  it('knows no ARN of types that several parts name', () => {
    expect(findPhysicalName('AWS::Lambda::Alias')).toBeUndefined();
    expect(findPhysicalName('AWS::Nothing::AtAll')).toBeUndefined();
    expect(findPhysicalName('AWS::Serverless::Function')?.property).toBe('FunctionName');
  });
});
