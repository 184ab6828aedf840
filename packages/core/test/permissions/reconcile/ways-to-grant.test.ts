import { describe, expect, it } from 'vitest';
import type { FunctionPermissions } from '../../../src/permissions/function-permissions.ts';
import { analyseTemplate, type CompactNeed } from '../analyse-template.ts';

const sam = (policies: string, more = ''): string => `Transform: AWS::Serverless-2016-10-31
Parameters:
  Name: { Type: String, Default: orders }
Conditions:
  Here: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Other: { Type: AWS::DynamoDB::Table }
  Named: { Type: AWS::DynamoDB::Table, Properties: { TableName: !Ref Name } }
  Uploads: { Type: AWS::S3::Bucket }
  Jobs: { Type: AWS::SQS::Queue }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      Policies:
${policies}${more}`;

const GET: CompactNeed = ['dynamodb:GetItem', 'Orders.Arn'];
const ALLOW = 'Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn';

interface Outcome {
  readonly missing?: readonly string[];
  readonly excess?: readonly string[];
  readonly unscoped?: readonly string[];
}

function judge(p: FunctionPermissions): Required<Outcome> {
  return {
    missing: p.missing.map((need) => need.action),
    excess: p.excess.map((e) => `${e.action} on ${e.resource}`),
    unscoped: p.unscoped.map((u) => `${u.action} on ${u.granted}`),
  };
}

const GETS = ['dynamodb:GetItem'];

/** What the statements of one function come to, when it gets items of one table. */
const cases: readonly (readonly [name: string, statements: readonly string[], outcome: Outcome])[] = [
  ['the fitting statement', [ALLOW], {}],
  [
    'no statement',
    ['Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn'],
    { missing: GETS, excess: ['sqs:SendMessage on ${Jobs.Arn}'] },
  ],
  // Deny
  ['a denial of the need', [ALLOW, "Effect: Deny, Action: 'dynamodb:*', Resource: '*'"], { missing: GETS }],
  ['a denial of something else', [ALLOW, "Effect: Deny, Action: dynamodb:DeleteItem, Resource: '*'"], {}],
  ['a denial on another resource', [ALLOW, 'Effect: Deny, Action: dynamodb:GetItem, Resource: !GetAtt Other.Arn'], {}],
  [
    'a denial under a condition',
    [ALLOW, "Effect: Deny, Action: '*', Resource: '*', Condition: { Bool: { aws:SecureTransport: 'false' } }"],
    {},
  ],
  ['a denial of all but the need', [ALLOW, "Effect: Deny, NotAction: [dynamodb:GetItem, 'logs:*'], Resource: '*'"], {}],
  [
    'a denial of all but something else',
    [ALLOW, "Effect: Deny, NotAction: ['s3:*', 'logs:*'], Resource: '*'"],
    { missing: GETS },
  ],
  [
    'a denial on all but the resource',
    [ALLOW, 'Effect: Deny, Action: dynamodb:GetItem, NotResource: !GetAtt Orders.Arn'],
    {},
  ],
  [
    'a denial on all but another resource',
    [ALLOW, 'Effect: Deny, Action: dynamodb:GetItem, NotResource: !GetAtt Other.Arn'],
    { missing: GETS },
  ],
  // NotAction, NotResource
  [
    'all but what is needed',
    ["Effect: Allow, NotAction: 'dynamodb:*', Resource: '*'"],
    { missing: GETS, excess: ['* on *'] },
  ],
  ['all but something else', ["Effect: Allow, NotAction: 'iam:*', Resource: '*'"], { excess: ['* on *'] }],
  [
    'all but the resource',
    ['Effect: Allow, Action: dynamodb:GetItem, NotResource: !GetAtt Orders.Arn'],
    { missing: GETS, excess: ['dynamodb:GetItem on *'] },
  ],
  [
    'all but another resource',
    ['Effect: Allow, Action: dynamodb:GetItem, NotResource: !GetAtt Other.Arn'],
    { unscoped: ['dynamodb:GetItem on all but ${Other.Arn}'] },
  ],
  // Condition: it may or may not hold, so that nothing is missing for sure
  ['a condition', [`${ALLOW}, Condition: { StringEquals: { aws:RequestedRegion: eu-west-1 } }`], {}],
  [
    'a condition beside an open resource',
    [
      "Effect: Allow, Action: dynamodb:GetItem, Resource: '*', Condition: { StringEquals: { aws:RequestedRegion: eu-west-1 } }",
    ],
    { unscoped: ['dynamodb:GetItem on *'] },
  ],
  // Wildcards in actions and resources
  [
    'a part of a service',
    ["Effect: Allow, Action: 'dynamodb:Get*', Resource: !GetAtt Orders.Arn"],
    { excess: ['dynamodb:Get* on ${Orders.Arn}'] },
  ],
  ['an action in other letters', ['Effect: Allow, Action: DynamoDB:getitem, Resource: !GetAtt Orders.Arn'], {}],
  [
    'the table by its name',
    [
      "Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}'",
    ],
    {},
  ],
  [
    'every table',
    [
      "Effect: Allow, Action: dynamodb:GetItem, Resource: !Sub 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*'",
    ],
    { unscoped: ['dynamodb:GetItem on arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*'] },
  ],
  [
    'two tables',
    ['Effect: Allow, Action: dynamodb:GetItem, Resource: [!GetAtt Orders.Arn, !GetAtt Other.Arn]'],
    { excess: ['dynamodb:GetItem on ${Other.Arn}'] },
  ],
  [
    'a resource under a condition of the template',
    ['Effect: Allow, Action: dynamodb:GetItem, Resource: [!If [Here, !GetAtt Orders.Arn, !Ref AWS::NoValue]]'],
    {},
  ],
];

describe('a statement', () => {
  it.each(cases)('%s', (_, statements, outcome) => {
    const policies = `        - Statement:\n${statements.map((text) => `            - { ${text} }\n`).join('')}`;
    const { first } = analyseTemplate(sam(policies), { Fn: [GET] });
    expect(judge(first)).toEqual({ missing: [], excess: [], unscoped: [], ...outcome });
  });
});

const readyMade: readonly (readonly [
  name: string,
  policies: string,
  more: string,
  needs: readonly CompactNeed[],
  outcome: Outcome,
])[] = [
  [
    'a policy template',
    '- DynamoDBReadPolicy: { TableName: !Ref Orders }',
    '',
    [GET],
    { excess: ['dynamodb:Scan', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:DescribeTable'] },
  ],
  [
    'a policy template by a parameter',
    '- DynamoDBReadPolicy: { TableName: !Ref Name }',
    '',
    [
      ['dynamodb:GetItem', 'Named.Arn'],
      ['dynamodb:Scan', 'Named.Arn'],
      ['dynamodb:Query', 'Named.Arn'],
      ['dynamodb:BatchGetItem', 'Named.Arn'],
    ],
    { excess: ['dynamodb:DescribeTable'] },
  ],
  [
    'a policy template for another table',
    '- DynamoDBReadPolicy: { TableName: !Ref Other }',
    '',
    [GET],
    {
      missing: GETS,
      excess: [
        'dynamodb:GetItem',
        'dynamodb:Scan',
        'dynamodb:Query',
        'dynamodb:BatchGetItem',
        'dynamodb:DescribeTable',
      ],
    },
  ],
  [
    'a policy template for every name',
    "- SQSSendMessagePolicy: { QueueName: '*' }",
    '',
    [['sqs:SendMessage', 'Jobs.Arn']],
    { unscoped: ['sqs:SendMessage'] },
  ],
  [
    'a connector',
    '- AWSLambdaBasicExecutionRole',
    '    Connectors: { Read: { Properties: { Destination: { Id: Orders }, Permissions: [Read] } } }\n',
    [
      GET,
      ['dynamodb:Scan', 'Orders.Arn'],
      ['dynamodb:Query', 'Orders.Arn'],
      ['dynamodb:BatchGetItem', 'Orders.Arn'],
      ['dynamodb:ConditionCheckItem', 'Orders.Arn'],
      ['dynamodb:PartiQLSelect', 'Orders.Arn'],
    ],
    {},
  ],
  [
    'a connector that only reads',
    '- AWSLambdaBasicExecutionRole',
    '  Link: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Fn }, Destination: { Id: Jobs }, Permissions: [Read] } }\n',
    [['sqs:SendMessage', 'Jobs.Arn']],
    { missing: ['sqs:SendMessage'], excess: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'] },
  ],
];

describe('a ready-made policy', () => {
  it.each(readyMade)('%s', (_, policies, more, needs, outcome) => {
    const { first } = analyseTemplate(sam(`        ${policies}\n`, more), { Fn: needs });
    const { missing, excess, unscoped } = judge(first);
    const toActions = (texts: readonly string[]): readonly string[] => texts.map((text) => text.replace(/ on .*/, ''));
    expect({ missing, excess: toActions(excess), unscoped: toActions(unscoped) }).toEqual({
      missing: [],
      excess: [],
      unscoped: [],
      ...outcome,
    });
  });
});

const boundary = (document: string): string => `      PermissionsBoundary: !Ref Boundary
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [${document}] } }
`;
const ALL_BUT_DYNAMODB = "{ Effect: Allow, Action: ['s3:*', 'logs:*'], Resource: '*' }";

describe('a permissions boundary', () => {
  const allowed = `        - Statement: [{ ${ALLOW} }]\n`;
  it.each([
    ['of a policy here that allows it', boundary("{ Effect: Allow, Action: '*', Resource: '*' }"), []],
    ['of a policy here that does not', boundary(ALL_BUT_DYNAMODB), GETS],
    [
      'of a policy here that denies it',
      boundary("{ Effect: Allow, Action: '*', Resource: '*' }, { Effect: Deny, Action: 'dynamodb:*', Resource: '*' }"),
      GETS,
    ],
    ['of a policy of AWS that allows it', '      PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess\n', []],
    [
      'of a policy of AWS that does not',
      '      PermissionsBoundary: arn:aws:iam::aws:policy/AmazonS3FullAccess\n',
      ['dynamodb:GetItem'],
    ],
    [
      'of a policy that is not known',
      '      PermissionsBoundary: !Sub arn:aws:iam::${AWS::AccountId}:policy/limits\n',
      [],
    ],
  ])('%s', (_, more, missing) => {
    const { first } = analyseTemplate(sam(allowed, more), { Fn: [GET] });
    expect(judge(first)).toEqual({ missing, excess: [], unscoped: [] });
  });
});
