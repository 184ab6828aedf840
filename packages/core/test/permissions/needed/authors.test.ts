import { describe, expect, it } from 'vitest';
import type { SdkCall } from '../../../src/app/sdk-call.ts';
import { readApplication } from '../../../src/iac/index.ts';
import { findNeeded, type Needed } from '../../../src/permissions/needed/find-needed.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { call, env, facts } from './builders.ts';

/** Needs of `Fn`, whose environment is given, beside other resources and parameters. */
function find(environment: string, more: string, ...calls: readonly SdkCall[]): Needed {
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs20.x, Handler: app.handler, CodeUri: src/, Environment: { Variables: { ${environment} } } }
${more}`;
  const app = readApplication(createMemoryHost({ 'template.yaml': template }));
  const fn = app.functions.find((f) => f.id === 'Fn');
  if (fn === undefined) throw new Error('no function Fn');
  return findNeeded(fn, facts(...calls), app);
}

const arnsOf = (found: Needed, action: string): string[] =>
  found.needed.filter((n) => n.action === action).flatMap((n) => n.resources.map((r) => r.arn));

describe('roles of a task definition', () => {
  const cluster = `  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { Family: migrate, TaskRoleArn: !GetAtt TaskRole.Arn, ExecutionRoleArn: !Ref ExecutionRoleArn }
  TaskRole: { Type: AWS::IAM::Role }
Parameters: { ExecutionRoleArn: { Type: String } }
`;
  it.each([
    ['a reference', env('TASK')],
    ['a family with a revision', { kind: 'const', value: 'migrate:3' } as const],
  ])('are passed on by RunTask with %s', (_title, taskDefinition) => {
    const found = find('TASK: !Ref Task', cluster, call('ecs', 'RunTask', { taskDefinition }));
    expect(arnsOf(found, 'iam:PassRole').toSorted()).toEqual(['${ExecutionRoleArn}', '${TaskRole.Arn}']);
  });
  it('may be any where the template does not hold the definition', () => {
    const found = find('TASK: other', '', call('ecs', 'RunTask', { taskDefinition: env('TASK') }));
    expect(arnsOf(found, 'iam:PassRole')).toEqual(['arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*']);
  });
});

describe('a model that a parameter names', () => {
  const invoke = call('bedrock-runtime', 'InvokeModel', { modelId: env('MODEL') });
  const profile = 'arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/${Model}';
  const model = 'arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/${Model}';
  it.each([
    ['anthropic.claude-3-haiku-20240307-v1:0', [model]],
    ['us.amazon.nova-lite-v1:0', [profile, 'arn:${AWS::Partition}:bedrock:*::foundation-model/*']],
  ])('is what its default is: %s', (value, arns) => {
    const found = find('MODEL: !Ref Model', `Parameters: { Model: { Type: String, Default: '${value}' } }`, invoke);
    expect(new Set(arnsOf(found, 'bedrock:InvokeModel'))).toEqual(new Set(arns));
  });
  it('may be a model or a profile without one', () => {
    const found = find('MODEL: !Ref Model', 'Parameters: { Model: { Type: String } }', invoke);
    expect(arnsOf(found, 'bedrock:InvokeModel')).toEqual([model, profile]);
  });
});

describe('an upload in parts', () => {
  it('reads the parts again, so the key decrypts too', () => {
    const found = find(
      'KEY: !GetAtt Key.Arn',
      '  Key: { Type: AWS::KMS::Key }\n',
      call('s3', 'CreateMultipartUpload', { Bucket: env('B'), SSEKMSKeyId: env('KEY') }),
    );
    expect(arnsOf(found, 'kms:Decrypt')).toEqual(['${Key.Arn}']);
    expect(arnsOf(found, 'kms:GenerateDataKey')).toEqual(['${Key.Arn}']);
  });
});
