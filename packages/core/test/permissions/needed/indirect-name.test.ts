import { describe, expect, it } from 'vitest';
import { constant, type CodeValue } from '../../../src/app/code-value.ts';
import { readApplication } from '../../../src/iac/index.ts';
import { findNeeded } from '../../../src/permissions/needed/find-needed.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { call, env, facts } from './builders.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Named: { Type: String, Default: alias/other }
  KeyAlias: { Type: String }
  KeyId: { Type: String }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: app.handler
      CodeUri: src/
      Environment:
        Variables:
          POINT: !GetAtt Point.Arn
          KEY: !Ref Alias
          NAMED: !Ref Named
          KEY_ALIAS: !Ref KeyAlias
          KEY_ID: !Ref KeyId
          LOOP: !Ref Loop
          ALIAS: !Sub arn:aws:kms:\${AWS::Region}:\${AWS::AccountId}:alias/a
          PROFILE: !GetAtt Profile.InferenceProfileArn
          BUS: !GetAtt Bus.Arn
          WORKER: !GetAtt Worker.Arn
          MACHINE: !Ref Machine
  Bucket: { Type: AWS::S3::Bucket }
  Point: { Type: AWS::S3::AccessPoint, Properties: { Bucket: !Ref Bucket } }
  Key: { Type: AWS::KMS::Key }
  Alias: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/a, TargetKeyId: !Ref Key } }
  Loop: { Type: AWS::KMS::Alias, Properties: { AliasName: alias/b, TargetKeyId: !Ref Loop } }
  Profile: { Type: AWS::Bedrock::ApplicationInferenceProfile }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: orders } }
  Worker: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs20.x, Handler: a.b, InlineCode: x } }
  Machine: { Type: AWS::StepFunctions::StateMachine }
`;

const HERE = '${AWS::Region}:${AWS::AccountId}';
const P = 'arn:${AWS::Partition}';

function arns(service: string, operation: string, args: Readonly<Record<string, CodeValue>>): string[] {
  const app = readApplication(createMemoryHost({ 'template.yaml': template }));
  const fn = app.functions.find((f) => f.id === 'Fn');
  if (fn === undefined) throw new Error('no function Fn');
  const { needed } = findNeeded(fn, facts(call(service, operation, args)), app);
  return needed.filter((n) => n.origin === 'code').flatMap((n) => n.resources.map((r) => r.arn));
}

const concat = (...parts: readonly CodeValue[]): CodeValue => ({ kind: 'concat', parts });
const text = constant;

describe('resources that are named by another', () => {
  it.each<[string, string, string, Readonly<Record<string, CodeValue>>, string[]]>([
    [
      'objects of an access point',
      's3',
      'GetObject',
      { Bucket: env('POINT'), Key: text('a') },
      ['${Point.Arn}/object/a'],
    ],
    ['the list of one', 's3', 'ListObjectsV2', { Bucket: env('POINT') }, ['${Point.Arn}']],
    [
      'an access point by its ARN',
      's3',
      'GetObject',
      { Bucket: text('arn:aws:s3:us-east-1:111122223333:accesspoint/p'), Key: text('a') },
      ['arn:aws:s3:us-east-1:111122223333:accesspoint/p/object/a'],
    ],
    ['a key by its alias', 'kms', 'Encrypt', { KeyId: env('KEY') }, ['${Key.Arn}']],
    ['a key by the name of its alias', 'kms', 'Encrypt', { KeyId: text('alias/a') }, ['${Key.Arn}']],
    ['a key by the ARN of its alias', 'kms', 'Decrypt', { KeyId: env('ALIAS') }, ['${Key.Arn}']],
    [
      'an alias that is not here',
      'kms',
      'Encrypt',
      { KeyId: text('alias/other') },
      ['arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*'],
    ],
    [
      'the ARN of an alias of another account',
      'kms',
      'Encrypt',
      { KeyId: text('arn:aws:kms:eu-west-1:111122223333:alias/a') },
      ['arn:${AWS::Partition}:kms:eu-west-1:111122223333:key/*'],
    ],
    [
      'an alias that is the default of a parameter',
      'kms',
      'Encrypt',
      { KeyId: env('NAMED') },
      [`${P}:kms:${HERE}:key/*`],
    ],
    ['an alias by the name of a parameter', 'kms', 'Encrypt', { KeyId: env('KEY_ALIAS') }, [`${P}:kms:${HERE}:key/*`]],
    [
      'an ID by the name of a parameter',
      'kms',
      'Encrypt',
      { KeyId: env('KEY_ID') },
      [`${P}:kms:${HERE}:key/\${KeyId}`],
    ],
    ['an alias of itself', 'kms', 'Encrypt', { KeyId: env('LOOP') }, [`${P}:kms:${HERE}:key/\${Loop}`]],
    [
      'models behind a profile',
      'bedrock-runtime',
      'Converse',
      { modelId: env('PROFILE') },
      [`${P}:bedrock:*::foundation-model/*`, '${Profile.InferenceProfileArn}'],
    ],
    [
      'models behind the ARN of a profile',
      'bedrock-runtime',
      'Converse',
      { modelId: text('arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0') },
      [
        `${P}:bedrock:*::foundation-model/amazon.nova-lite-v1:0`,
        'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0',
      ],
    ],
    [
      'a rule by the ARN of its bus',
      'eventbridge',
      'PutRule',
      { Name: text('r'), EventBusName: env('BUS') },
      [`${P}:events:${HERE}:rule/\${Bus}/r`],
    ],
    [
      'an alias behind an ARN',
      'lambda',
      'Invoke',
      { FunctionName: concat(env('WORKER'), text(':live')) },
      ['${Worker.Arn}:live'],
    ],
    ['executions of one machine', 'sfn', 'ListExecutions', { stateMachineArn: env('MACHINE') }, ['${Machine}']],
  ])('%s', (_, service, operation, args, expected) => {
    expect(arns(service, operation, args)).toEqual(expected);
  });

  it('writes what a name lacks once', () => {
    expect(arns('secrets-manager', 'GetSecretValue', { SecretId: text('app/db') })).toEqual([
      `${P}:secretsmanager:${HERE}:secret:app/db-??????`,
    ]);
    expect(arns('secrets-manager', 'GetSecretValue', { SecretId: text('a-bcdefg') })).toEqual([
      `${P}:secretsmanager:${HERE}:secret:a-bcdefg-??????`,
    ]);
    expect(arns('ecs', 'RunTask', { taskDefinition: text('migrate') })).toContain(
      `${P}:ecs:${HERE}:task-definition/migrate:*`,
    );
  });
});

describe('an ARN out of an answer', () => {
  const answer = (service: string, operation: string, ...path: string[]): CodeValue => ({
    kind: 'result',
    service,
    operation,
    path,
    args: { kind: 'object', fields: new Map(), open: false },
  });
  const certificate = (value: CodeValue): string[] => arns('acm', 'DescribeCertificate', { CertificateArn: value });

  it('is of the own account and region, when the service lists it', () => {
    const listed = answer('acm', 'ListCertificates', 'CertificateSummaryList', '[]', 'CertificateArn');
    expect(certificate(listed)).toEqual([`${P}:acm:${HERE}:certificate/*`]);
  });

  it('is of a function, when its field says so', () => {
    const listed = answer('lambda', 'ListFunctions', 'Functions', '[]', 'FunctionArn');
    expect(arns('lambda', 'ListTags', { Resource: listed })).toEqual([`${P}:lambda:${HERE}:function:*`]);
    expect(arns('lambda', 'ListTags', { Resource: env('WORKER') })).toEqual(['${Worker.Arn}']);
  });

  it('may be of any, when it is read from another service or out of content', () => {
    const stored = answer('dynamodb', 'GetItem', 'Item', 'arn', 'S');
    expect(certificate(stored)).toEqual([`${P}:acm:*:*:certificate/*`]);
    const message = answer('sns', 'GetTopicAttributes', 'Attributes', 'Next');
    expect(arns('sns', 'Publish', { TopicArn: message })).toEqual([`${P}:sns:*:*:*`]);
  });
});
