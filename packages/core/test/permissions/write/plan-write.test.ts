import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/permissions/write/apply-edits.ts';
import { planWrite } from '../../../src/permissions/write/plan-write.ts';
import { analyseTemplate, type CompactNeed } from '../analyse-template.ts';

type Needs = Readonly<Record<string, readonly CompactNeed[]>>;

interface Written {
  readonly text: string;
  readonly why: readonly string[];
}

/** Writes once, and holds that a second run has nothing left to do. */
function write(text: string, needs: Needs, options: { file?: string; open?: string[] } = {}): Written {
  const first = analyseTemplate(text, needs, options);
  const plan = planWrite(first.application, first.permissions);
  const result = applyEdits(text, plan.edits);
  const second = analyseTemplate(result, needs, options);
  expect(planWrite(second.application, second.permissions).edits).toEqual([]);
  expect(second.permissions.flatMap((p) => p.missing.map((m) => m.action))).toEqual([]);
  return { text: result, why: plan.skipped.map((s) => s.why) };
}

const sam = (policies: string): string => `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Customers:
    Type: AWS::DynamoDB::Table
  Uploads:
    Type: AWS::S3::Bucket
  Read:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x # keep me
${policies}      # who calls it
      Events:
        Api:
          Type: Api
          Properties: { Path: /, Method: get }
`;

const role = (policies: string): string => `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Uploads:
    Type: AWS::S3::Bucket
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
${policies}  Read:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Handler: app.handler
`;

const READ: Needs = { Read: [['dynamodb:GetItem', 'Orders.Arn']] };

describe('policies of a SAM function', () => {
  it('narrows a wildcard statement and keeps its comments', () => {
    const { text } = write(
      sam(`      Policies:
        # the table
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow # allow
              Action:
                - "dynamodb:*" # all of it
                # and more
                - "s3:GetObject"
              Resource: "*" # everywhere
`),
      READ,
    );
    expect(text).toBe(
      sam(`      Policies:
        # the table
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow # allow
              Action:
                - "dynamodb:GetItem"
                # and more
              Resource: !GetAtt Orders.Arn # everywhere
`),
    );
  });

  it('splits a statement whose actions need different resources', () => {
    const { text } = write(
      sam(`      Policies:
        - Statement:
            - Effect: Allow
              Action: ['dynamodb:*', 's3:*']
              Resource: '*'
`),
      {
        Read: [
          ['dynamodb:GetItem', 'Orders.Arn'],
          ['s3:GetObject', '${Uploads.Arn}/*'],
          ['dynamodb:Query', 'Orders.Arn'],
        ],
      },
    );
    expect(text).toBe(
      sam(`      Policies:
        - Statement:
            - Effect: Allow
              Action: ['dynamodb:GetItem', 'dynamodb:Query']
              Resource: !GetAtt Orders.Arn
            - Effect: Allow
              Action:
                - s3:GetObject
              Resource: !Sub \${Uploads.Arn}/*
`),
    );
  });

  it('adds a policy where there is none, above the comment of what follows', () => {
    const { text } = write(sam(''), READ);
    expect(text).toBe(
      sam(`      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
              Resource: !GetAtt Orders.Arn
`),
    );
  });

  it('adds what is missing to the last policy document', () => {
    const before = `      Policies:
      - Statement:
        - Effect: Allow
          Action: dynamodb:GetItem
          Resource: !GetAtt Orders.Arn
`;
    const { text } = write(sam(before), { Read: [...(READ['Read'] ?? []), ['s3:PutObject', '${Uploads.Arn}/*']] });
    expect(text).toBe(
      sam(`${before}        - Effect: Allow
          Action:
          - s3:PutObject
          Resource: !Sub \${Uploads.Arn}/*
`),
    );
  });

  it('removes what nothing needs, and the list with the last of it', () => {
    const before = `      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:GetItem
              Resource: !GetAtt Orders.Arn
        - Statement:
            - Effect: Allow
              Action: s3:*
              Resource: '*'
`;
    expect(write(sam(before), READ).text).toBe(
      sam(`      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:GetItem
              Resource: !GetAtt Orders.Arn
`),
    );
    expect(write(sam(before), {}).text).toBe(sam(''));
  });

  it('leaves a fitting policy, denials and conditions alone', () => {
    const before = sam(`      Policies:
        - Statement:
            - Effect: Allow
              Action: [dynamodb:GetItem]
              Resource: [!GetAtt Orders.Arn, !Sub '\${Orders.Arn}/index/*']
            - Effect: Deny
              Action: dynamodb:*
              Resource: '*'
              Condition: { Bool: { aws:SecureTransport: false } }
`);
    expect(write(before, READ).text).toBe(before);
  });

  it('takes nothing away where code is not resolved, and says so', () => {
    const before = sam(`      Policies:
        - Statement:
            - Effect: Allow
              Action: s3:*
              Resource: '*'
`);
    const { text, why } = write(before, READ, { open: ['Read'] });
    expect(text).toContain("Action: s3:*\n              Resource: '*'\n            - Effect: Allow");
    expect(why).toEqual(['something in the code of Read is not resolved and may need more']);
  });

  it('keeps the comments of an entry that gives way to statements', () => {
    const { text } = write(
      sam(`      Policies:
        # the table
        - DynamoDBCrudPolicy: # orders
            # by name
            TableName: !Ref Orders # "Orders" #1
`),
      READ,
    );
    expect(text).toBe(
      sam(`      Policies:
        # the table
        # by name
        # "Orders" #1
        - Version: '2012-10-17' # orders
          Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
              Resource: !GetAtt Orders.Arn
`),
    );
  });

  it('makes one policy of neighbours, with what is missing', () => {
    const { text } = write(
      sam(`      Policies:
        - AmazonSQSReadOnlyAccess
        - DynamoDBReadPolicy:
            TableName: !Ref Orders
        - DynamoDBWritePolicy:
            TableName: !Ref Orders
        - AmazonSNSFullAccess
        - AmazonS3FullAccess
        # for later
        - DynamoDBReadPolicy:
            TableName: !Ref Customers
`),
      {
        Read: [
          ['dynamodb:GetItem', 'Orders.Arn'],
          ['dynamodb:PutItem', 'Orders.Arn'],
          ['s3:GetObject', '${Uploads.Arn}/*'],
          ['dynamodb:Query', 'Customers.Arn'],
          ['sqs:SendMessage', 'arn:aws:sqs:*:*:jobs'],
        ],
      },
    );
    expect(text).toBe(
      sam(`      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
                - dynamodb:PutItem
              Resource: !GetAtt Orders.Arn
            - Effect: Allow
              Action:
                - s3:GetObject
              Resource: !Sub \${Uploads.Arn}/*
        # for later
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
                - dynamodb:Query
              Resource: !GetAtt Customers.Arn
            - Effect: Allow
              Action:
                - sqs:SendMessage
              Resource: arn:aws:sqs:*:*:jobs
`),
    );
  });

  it('leaves the comment of a line where it is when the value takes lines of its own', () => {
    const { text } = write(sam(`      Policies: AmazonDynamoDBFullAccess # for now\n`), READ);
    expect(text).toBe(
      sam(`      Policies: # for now
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
                - dynamodb:GetItem
              Resource: !GetAtt Orders.Arn
`),
    );
  });

  it('leaves out the parts of a resource that an action never touches', () => {
    const policies = `      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Orders
`;
    const name = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}';
    const written = (action: string): string =>
      write(sam(policies), { Read: [[action, 'arn:aws:dynamodb:*:*:table/*']] }).text;
    expect(written('dynamodb:PutItem')).toContain(`Resource: !Sub ${name}\n`);
    expect(written('dynamodb:Query')).toContain(`- !Sub ${name}/index/*\n`);
  });

  it('turns a single policy into a list when it must add one', () => {
    const { text } = write(sam('      Policies: AWSLambdaBasicExecutionRole\n'), READ);
    expect(text).toContain(`      Policies:
        - AWSLambdaBasicExecutionRole
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow`);
  });
});

describe('policies of a role', () => {
  it('narrows statements in place', () => {
    const { text } = write(
      role(`      Policies:
        - PolicyName: data
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: 'dynamodb:*'
              Resource:
                - '*'
`),
      { Read: [...(READ['Read'] ?? []), ['dynamodb:PutItem', 'Orders.Arn']] },
    );
    expect(text).toBe(
      role(`      Policies:
        - PolicyName: data
          PolicyDocument:
            Statement:
              Effect: Allow
              Action:
                - 'dynamodb:GetItem'
                - 'dynamodb:PutItem'
              Resource:
                - !GetAtt Orders.Arn
`),
    );
  });

  it('leaves a role alone that others use', () => {
    const before = role(`      Policies:
        - PolicyName: data
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: 's3:*', Resource: '*' }
`).replace('lambda.amazonaws.com', '[lambda.amazonaws.com, states.amazonaws.com]');
    const { text, why } = write(before, { Read: [['s3:GetObject', '${Uploads.Arn}/*']] });
    expect(text).toBe(before);
    expect(why).toEqual(['Role is not only used by functions']);
  });
});

describe('policies that are resources', () => {
  const roles = (statement: string): string => `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  One:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: {} }
  Two:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: {} }
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref One, !Ref Two]
      PolicyName: data
      PolicyDocument:
        Statement:
          - ${statement}
  Read:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt One.Arn }
  Write:
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Two.Arn }
`;

  it('keep what any of their roles needs', () => {
    const before = roles("{ Effect: Allow, Action: ['dynamodb:*'], Resource: !GetAtt Orders.Arn }");
    const { text, why } = write(before, { ...READ, Write: [['dynamodb:PutItem', 'Orders.Arn']] });
    expect(text).toBe(
      roles("{ Effect: Allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: !GetAtt Orders.Arn }"),
    );
    expect(why).toEqual(Array(2).fill('data also gives other roles what their functions need'));
  });

  it('stay while the code of one of their roles is open', () => {
    const before = roles("{ Effect: Allow, Action: ['dynamodb:*'], Resource: !GetAtt Orders.Arn }");
    const { text } = write(before, { ...READ, Write: [] }, { open: ['Write'] });
    expect(text).toBe(before);
  });

  it('take in what is missing rather than go empty', () => {
    const before = roles("{ Effect: Allow, Action: 'sqs:*', Resource: '*' }").replace(', !Ref Two', '');
    expect(write(before, READ).text).toBe(
      before.replace(
        "- { Effect: Allow, Action: 'sqs:*', Resource: '*' }",
        `- Effect: Allow
            Action:
              - dynamodb:GetItem
            Resource: !GetAtt Orders.Arn`,
      ),
    );
  });

  it('stay when nothing of them is needed, since an empty policy cannot be deployed', () => {
    const before = roles("{ Effect: Allow, Action: 'sqs:*', Resource: '*' }").replace(', !Ref Two', '');
    const { text, why } = write(before, {});
    expect(text).toBe(before);
    expect(why).toEqual(['the layout of its policies cannot be edited in place']);
  });
});

describe('policies in JSON', () => {
  const json = (policies: unknown): string =>
    `${JSON.stringify(
      {
        Transform: 'AWS::Serverless-2016-10-31',
        Resources: {
          Orders: { Type: 'AWS::DynamoDB::Table' },
          Uploads: { Type: 'AWS::S3::Bucket' },
          Read: {
            Type: 'AWS::Serverless::Function',
            Properties: { Handler: 'app.handler', ...(policies === undefined ? {} : { Policies: policies }) },
          },
        },
      },
      null,
      2,
    )}\n`;
  const allow = (action: unknown, resource: unknown): unknown => ({
    Effect: 'Allow',
    Action: action,
    Resource: resource,
  });
  const arn = { 'Fn::GetAtt': ['Orders', 'Arn'] };

  it.each([
    ['narrows', [{ Statement: [allow(['dynamodb:*'], ['*'])] }], [{ Statement: [allow(['dynamodb:GetItem'], [arn])] }]],
    [
      'narrows single values',
      [{ Statement: allow('dynamodb:*', '*') }],
      [{ Statement: allow('dynamodb:GetItem', arn) }],
    ],
    [
      'removes the first and the last statement',
      [{ Statement: [allow('s3:*', '*'), allow('dynamodb:GetItem', arn), allow('sqs:*', '*')] }],
      [{ Statement: [allow('dynamodb:GetItem', arn)] }],
    ],
    ['adds a policy', undefined, [{ Version: '2012-10-17', Statement: [allow(['dynamodb:GetItem'], arn)] }]],
    [
      'adds a statement',
      [{ Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] }],
      [{ Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }, allow(['dynamodb:GetItem'], arn)] }],
    ],
  ])('%s', (_, before, after) => {
    const { text } = write(json(before), READ, { file: 'template.json' });
    expect(JSON.parse(text)).toEqual(JSON.parse(json(after)));
  });

  it('keeps lines that need not change', () => {
    const before = json([{ Statement: [allow('s3:*', '*'), allow(['dynamodb:GetItem', 'dynamodb:Scan'], arn)] }]);
    const { text } = write(before, READ, { file: 'template.json' });
    const lines = new Set(before.split('\n').map((line) => line.trim().replace(/,$/, '')));
    expect(text.split('\n').filter((line) => !lines.has(line.trim().replace(/,$/, '')))).toEqual([]);
  });
});

describe('what exists only under a condition', () => {
  const conditional = (policies: string): string =>
    sam(policies).replace('Resources:\n', "Conditions:\n  Has: !Equals ['1', '2']\nResources:\n");
  const guarded = `        - Fn::If:
            - Has
            - Version: '2012-10-17'
              Statement:
                - Effect: Allow
                  Action:
                    - dynamodb:GetItem
                  Resource: !GetAtt Orders.Arn
            - !Ref AWS::NoValue
`;
  const needs: Needs = { Read: [['dynamodb:GetItem', 'Has ? Orders.Arn']] };

  it.each([
    ['nothing', ''],
    ['a statement', "      Policies:\n        - Statement: [{ Effect: Allow, Action: 'dynamodb:*', Resource: '*' }]\n"],
    ['a policy of AWS', '      Policies:\n        - AmazonDynamoDBFullAccess\n'],
    ['a policy without a list', '      Policies: AmazonDynamoDBFullAccess\n'],
  ])('is a policy of its own in the place of %s: no statement may go without a resource', (_, policies) => {
    expect(write(conditional(policies), needs).text).toBe(conditional(`      Policies:\n${guarded}`));
  });

  it('stands beside what always holds', () => {
    const { text } = write(conditional('      Policies:\n        - AmazonDynamoDBFullAccess\n'), {
      Read: [
        ['dynamodb:GetItem', 'Has ? Orders.Arn'],
        ['dynamodb:PutItem', 'Has ? Orders.Arn', 'Customers.Arn'],
      ],
    });
    const always = `        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
                - dynamodb:PutItem
              Resource:
                - !GetAtt Customers.Arn
                - !If [Has, !GetAtt Orders.Arn, !Ref AWS::NoValue]
`;
    expect(text).toBe(conditional(`      Policies:\n${always}${guarded}`));
  });

  it('is one expression with what exists in the other branch', () => {
    const { text } = write(conditional(''), {
      Read: [['dynamodb:GetItem', 'Has ? Orders.Arn', 'Has ?! Customers.Arn']],
    });
    expect(text).toContain('              Resource: !If [Has, !GetAtt Orders.Arn, !GetAtt Customers.Arn]\n');
  });
});
