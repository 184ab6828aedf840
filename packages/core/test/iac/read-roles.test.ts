import { describe, expect, it } from 'vitest';
import type { Application } from '../../src/app/application.ts';
import { toText } from '../../src/app/expression.ts';
import type { PolicySource } from '../../src/app/role.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const FUNCTION =
  'Type: AWS::Lambda::Function\n    Properties: { Handler: a.b, Runtime: python3.12, Code: { S3Bucket: b, S3Key: k }';
const SAM = "Type: AWS::Serverless::Function\n    Properties: { Handler: a.b, Runtime: python3.12, CodeUri: 's3://b/k'";

const read = (text: string, more: Record<string, string> = {}): Application =>
  readApplication(createMemoryHost({ 'template.yaml': text, ...more }));

/** One line for each policy of the role of function `F`: what it grants, where it says so. */
function findGrants(app: Application, id = 'F'): string[] {
  const link = app.functions.find((f) => f.id === id)?.role;
  if (link === undefined || link.kind === 'other') return ['other'];
  const role = app.roles.find((r) => r.id === link.id && r.template === link.template);
  return (role?.policies ?? []).map(toLine);
}

function toLine(policy: PolicySource): string {
  const when = (policy.onlyIf ?? []).map(({ condition, holds }) => ` if ${holds ? '' : 'not '}${condition}`).join('');
  switch (policy.kind) {
    case 'managed':
      return `managed ${toText(policy.arn).replace(/^.*policy\//, '')}${when}`;
    case 'policy-template':
      return `template ${policy.name} ${toText(policy.parameters.entries.get('TableName') ?? { kind: 'no-value' })}${when}`;
    case 'connector':
      return `connector ${policy.resource} ${[...new Set(policy.statements.flatMap((s) => s.resources.map((r) => toText(r))))].join(',')}`;
    case 'unknown':
      return `unknown${when}`;
    case 'inline': {
      const statements = policy.statements.map(
        (s) => `${s.actions.map((a) => toText(a)).join(',')} on ${s.resources.map((r) => toText(r)).join(',')}`,
      );
      return `inline ${statements.join('; ')}${when}${policy.resource === undefined ? '' : ` from ${policy.resource}`}`;
    }
  }
}

const STATEMENT = "{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }";
const BASIC = 'managed service-role/AWSLambdaBasicExecutionRole';

describe('policies of a SAM function', () => {
  it.each([
    ['AmazonS3ReadOnlyAccess', ['managed AmazonS3ReadOnlyAccess']],
    ["[AWSLambdaRole, 'arn:aws:iam::aws:policy/Other']", ['managed AWSLambdaRole', 'managed Other']],
    ['{ DynamoDBReadPolicy: { TableName: !Ref T } }', ['template DynamoDBReadPolicy ${T}']],
    ['[{ VPCAccessPolicy: {} }]', ['template VPCAccessPolicy ${?}']],
    [`{ Version: 2012-10-17, Statement: [${STATEMENT}] }`, ['inline s3:GetObject on *']],
    [`[{ Statement: ${STATEMENT} }]`, ['inline s3:GetObject on *']],
    [`[${STATEMENT}]`, ['inline s3:GetObject on *']],
    ['[!Ref Managed]', ['inline sqs:* on * from Managed']],
    ['[!Ref Elsewhere]', ['managed ${Elsewhere}']],
    ['[!If [Yes, AWSLambdaRole, !Ref AWS::NoValue]]', ['managed AWSLambdaRole if Yes']],
    [
      '!If [Yes, [{ DynamoDBReadPolicy: { TableName: a } }], AWSLambdaRole]',
      ['template DynamoDBReadPolicy a if Yes', 'managed AWSLambdaRole if not Yes'],
    ],
    ['[!ImportValue shared-policy]', ['managed ${Import:shared-policy}']],
    ['[{ A: {}, B: {} }]', ['unknown']],
    ['', []],
  ])('%s', (policies, expected) => {
    const app = read(`
Parameters: { Elsewhere: { Type: String } }
Conditions: { Yes: !Equals [!Ref Elsewhere, x] }
Resources:
  F:
    ${SAM}${policies === '' ? '' : `, Policies: ${policies}`} }
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sqs:*', Resource: '*' }] } }
`);
    expect(findGrants(app)).toEqual([BASIC, ...expected]);
  });

  it.each([
    ['Tracing: Active', ['managed AWSXrayWriteOnlyAccess']],
    ['Tracing: Disabled', []],
    ['VpcConfig: { SubnetIds: [a], SecurityGroupIds: [b] }', ['managed service-role/AWSLambdaVPCAccessExecutionRole']],
    ['DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Q.Arn }', ['inline sqs:SendMessage on ${Q.Arn}']],
    ['DeadLetterQueue: { Type: SNS, TargetArn: !Ref T }', ['inline sns:Publish on ${T}']],
    [
      'EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: EventBridge, Destination: !GetAtt B.Arn } } }',
      ['inline events:PutEvents on ${B.Arn}'],
    ],
    [
      'EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: SQS } } }',
      ['inline sqs:SendMessage on ${FEventInvokeConfigOnSuccessQueue.Arn}'],
    ],
    [
      'EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: SNS, Destination: !If [Own, !Ref T, !Ref AWS::NoValue] } } }',
      ['inline sns:Publish on ${If:Own:${T}:${FEventInvokeConfigOnFailureTopic}}'],
    ],
    [
      'Events: { E: { Type: SQS, Properties: { Queue: !GetAtt Q.Arn } } }',
      ['managed service-role/AWSLambdaSQSQueueExecutionRole'],
    ],
    [
      'Events: { E: { Type: Kinesis, Properties: { Stream: x, StartingPosition: LATEST } }, F: { Type: Kinesis, Properties: { Stream: y } } }',
      ['managed service-role/AWSLambdaKinesisExecutionRole'],
    ],
    [
      'Events: { E: { Type: SNS, Properties: { Topic: x, SqsSubscription: true } } }',
      ['managed service-role/AWSLambdaSQSQueueExecutionRole'],
    ],
    ['Events: { E: { Type: SNS, Properties: { Topic: x } } }', []],
  ])('SAM adds by itself for %s', (property, expected) => {
    expect(findGrants(read(`Resources:\n  F:\n    ${SAM}, ${property} }\n`))).toEqual([BASIC, ...expected]);
  });

  it('marks what SAM adds', () => {
    const app = read(`Resources:\n  F:\n    ${SAM}, Policies: [AWSLambdaRole] }\n`);
    const provenances = app.roles[0]?.policies.map((p) => (p.kind === 'managed' ? p.arn.provenance : null));
    expect(provenances).toEqual(['expansion', undefined]);
  });

  it('attaches connectors of the function and of the template', () => {
    const app = read(`
Resources:
  F:
    ${SAM} }
    Connectors:
      Own: { Properties: { Destination: { Id: T }, Permissions: [Read, Write] } }
  C:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: F }, Destination: [{ Arn: !GetAtt Q.Arn, Type: 'AWS::SQS::Queue' }], Permissions: [Write] }
  T: { Type: AWS::DynamoDB::Table }
`);
    expect(findGrants(app)).toEqual([
      BASIC,
      'connector CPolicyDestination0 ${Q.Arn}',
      'connector FOwnPolicy ${T.Arn},${T.Arn}/index/*',
    ]);
  });

  it('attaches connectors that lead to the function', () => {
    const app = read(`
Resources:
  F:
    ${SAM} }
  C:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: Q }, Destination: { Id: F }, Permissions: [Read, Write] }
  Q: { Type: AWS::SQS::Queue }
`);
    expect(findGrants(app)).toEqual([BASIC, 'connector CPolicy ${Q.Arn}']);
  });

  it('takes what SAM made of a connector in an expanded template for a policy', () => {
    const app = read(`
Resources:
  F: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Role: !GetAtt R.Arn, Code: {} } }
  R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }
  CPolicy:
    Type: AWS::IAM::ManagedPolicy
    Metadata: { 'aws:sam:connectors': { C: { Source: { Type: AWS::Serverless::Function }, Destination: { Type: AWS::SQS::Queue } } } }
    Properties:
      Roles: [!Ref R]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Q.Arn }] }
  Q: { Type: AWS::SQS::Queue }
`);
    expect(findGrants(app)).toEqual(['inline sqs:SendMessage on ${Q.Arn} from CPolicy']);
  });

  it('does not know what a connector grants of which nothing can be made', () => {
    const app = read(`
Resources:
  F:
    ${SAM} }
    Connectors:
      Own: { Properties: { Destination: { Id: T }, Permissions: [Own] } }
  C:
    Type: AWS::Serverless::Connector
    Properties: { Source: { Id: F }, Destination: { Id: Elsewhere }, Permissions: [Write] }
  T: { Type: AWS::DynamoDB::Table }
`);
    expect(findGrants(app)).toEqual([BASIC, 'unknown', 'unknown']);
  });
});

describe('policies that name a role as a deployment does', () => {
  it.each(["!Sub '${AWS::StackName}-r'", '!Ref Name', "!Join ['-', [!Ref AWS::StackName, r]]"])('by %s', (name) => {
    const app = read(`
Parameters: { Name: { Type: String }, Other: { Type: String } }
Resources:
  F: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Role: !GetAtt R.Arn, Code: {} } }
  R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {}, RoleName: ${name} } }
  P:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [${name}]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }] }
  Q:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: q
      Roles: [!Ref Other]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }
`);
    expect(findGrants(app)).toEqual(['inline * on * from P']);
  });
});

describe('declared roles', () => {
  const ROLE = `
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: worker
      AssumeRolePolicyDocument: {}
      PermissionsBoundary: !Ref Boundary
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/Base', !Ref Managed]
      Policies:
        - PolicyName: own
          PolicyDocument: { Statement: [{ Effect: Allow, Action: [s3:GetObject], Resource: [!GetAtt B.Arn] }] }
        - !If [Yes, { PolicyName: maybe, PolicyDocument: { Statement: ${STATEMENT} } }, !Ref AWS::NoValue]
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties: { Roles: [!Ref Role], PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sqs:*', Resource: '*' }] } }
  Attached:
    Type: AWS::IAM::Policy
    Properties: { PolicyName: p, Roles: [worker], PolicyDocument: { Statement: [{ Effect: Deny, NotAction: 'sns:*', NotResource: '*' }] } }
  AttachedToo:
    Type: AWS::IAM::RolePolicy
    Properties: { PolicyName: p, RoleName: !Ref Role, PolicyDocument: { Statement: { Effect: Allow, Action: 'ssm:*', Resource: '*' } } }
`;
  const GRANTS = [
    'inline s3:GetObject on ${B.Arn}',
    'inline s3:GetObject on * if Yes',
    'managed Base',
    'inline sqs:* on * from Managed',
    'inline sns:* on * from Attached',
    'inline ssm:* on * from AttachedToo',
  ];

  it.each([
    '!GetAtt Role.Arn',
    '!Ref Role',
    "!Sub 'arn:aws:iam::${AWS::AccountId}:role/worker'",
    "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}'",
    'arn:aws:iam::123456789012:role/service/worker',
    '!If [Yes, !GetAtt Role.Arn, !GetAtt Other.Arn]',
    '!Ref RoleArn',
  ])('are found by %s', (role) => {
    const text = (fn: string): string => `
Parameters: { RoleArn: { Type: String, Default: 'arn:aws:iam::1:role/worker' } }
Conditions: { Yes: !Equals [!Ref AWS::Region, x] }
Resources:
  F:
    ${fn}, Role: ${role} }
${ROLE}`;
    expect(findGrants(read(text(FUNCTION)))).toEqual(GRANTS);
    expect(findGrants(read(text(SAM)))).toEqual(GRANTS);
  });

  it('keep trust, boundary and what Not negates', () => {
    const role = read(`Resources:${ROLE}`).roles[0];
    expect(role).toMatchObject({ id: 'Role', implicit: false, boundary: { kind: 'ref', id: 'Boundary' } });
    const deny = role?.policies.find((p) => p.kind === 'inline' && p.resource === 'Attached');
    expect(deny).toMatchObject({ statements: [{ effect: 'Deny', notAction: true, notResource: true }] });
  });

  it('take a policy that exists under a condition under it', () => {
    const statement = "PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }] }";
    const app = read(`Conditions: { Prod: !Equals [a, b] }
Resources:
  R: { Type: AWS::IAM::Role, Properties: { ManagedPolicyArns: [!Ref Named] } }
  Attached: { Type: AWS::IAM::Policy, Condition: Prod, Properties: { PolicyName: a, Roles: [!Ref R], ${statement} } }
  Named: { Type: AWS::IAM::ManagedPolicy, Condition: Prod, Properties: { ${statement} } }
`);
    const onlyIf = [{ condition: 'Prod', holds: true }];
    expect(app.roles[0]?.policies).toMatchObject([
      { resource: 'Named', onlyIf },
      { resource: 'Attached', onlyIf },
    ]);
  });

  it('stay `other` when no template declares them', () => {
    const app = read(`Resources:\n  F:\n    ${FUNCTION}, Role: 'arn:aws:iam::1:role/elsewhere' }\n`);
    expect(app.functions[0]?.role.kind).toBe('other');
  });

  it('are followed into other stacks', () => {
    const child = `
Parameters: { RoleArn: { Type: String } }
Resources:
  F:
    ${FUNCTION}, Role: !Ref RoleArn }
  G:
    ${FUNCTION}, Role: !ImportValue shared-role }
`;
    const parent = `
Resources:
  Roles: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./roles.yaml } }
  App: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: app.yaml, Parameters: { RoleArn: !GetAtt Roles.Outputs.Arn } } }
`;
    const roles = `
Resources:
  Shared: { Type: AWS::IAM::Role, Properties: {} }
Outputs:
  Arn: { Value: !GetAtt Shared.Arn, Export: { Name: shared-role } }
`;
    const app = readApplication(
      createMemoryHost({ 'p/main.yaml': parent, 'p/app.yaml': child, 'p/roles.yaml': roles }),
    );
    const expected = { kind: 'declared', id: 'Shared', template: 'p/roles.yaml' };
    expect(app.functions.map((f) => f.role)).toEqual([expected, expected]);
    expect(app.templates.find((t) => t.file === 'p/app.yaml')?.parent).toEqual({
      template: 'p/main.yaml',
      resource: 'App',
    });
  });
});
