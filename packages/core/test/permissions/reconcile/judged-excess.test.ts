import { describe, expect, it } from 'vitest';
import type { FunctionPermissions } from '../../../src/permissions/function-permissions.ts';
import { analyseTemplate } from '../analyse-template.ts';

const READS = { Reads: [['dynamodb:GetItem', 'Orders.Arn']] } as const;

/** A function that gets items of `Orders`, with these statements and this boundary. */
function analyse(statements: readonly string[], boundary = ''): FunctionPermissions {
  return analyseTemplate(
    `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Trial: { Type: AWS::DynamoDB::Table }
  Reads:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: .
${boundary === '' ? '' : `      PermissionsBoundary: ${boundary}\n`}      Policies:
        - Statement:
${statements.map((statement) => `            - { ${statement} }`).join('\n')}
`,
    READS,
  ).first;
}

const ALL = `Effect: Allow, Action: 'dynamodb:*', Resource: '*'`;
const excess = (found: FunctionPermissions): readonly string[] =>
  found.excess.flatMap(({ action, resource, unneeded }) =>
    unneeded === undefined ? `${action} ${resource}` : unneeded.map((name) => `${name} ${resource}`),
  );

describe('excess', () => {
  it('is not what a denial takes away', () => {
    const denied = analyse([ALL, `Effect: Deny, NotAction: 'dynamodb:*Item', Resource: '*'`]);
    expect(excess(denied)).toEqual(
      ['BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem', 'DeleteItem', 'PutItem', 'UpdateItem'].map(
        (name) => `dynamodb:${name} *`,
      ),
    );
    expect(
      excess(
        analyse([
          `Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'`,
          `Effect: Deny, Action: 'sqs:*', Resource: '*'`,
        ]),
      ),
    ).toEqual([]);
  });

  it('stays, and is told to be undecided, where a role says too much to be weighed', () => {
    const found = analyse(
      Array.from({ length: 600 }, (_, i) => {
        const effect = i % 2 === 0 ? 'Allow' : 'Deny';
        return `Effect: ${effect}, Action: 's3:GetObject', Resource: 'arn:aws:s3:::*b${i}*c*/*'`;
      }),
    );
    expect(found.excess).toHaveLength(300);
    expect(found.excess.at(-1)?.undecided).toMatch(/too much/);
  });

  it('stays where a denial may not hold', () => {
    const unsure = [
      `Effect: Deny, Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:a'`,
      `Effect: Deny, Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } }`,
    ];
    for (const denial of unsure) {
      const found = analyse([`Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'`, denial]);
      expect(found.excess).toMatchObject([{ action: 'sqs:SendMessage', example: { action: 'sqs:SendMessage' } }]);
    }
  });

  it('is not what the boundary keeps out', () => {
    const statement = `Effect: Allow, Action: ['sqs:SendMessage', 's3:GetObject'], Resource: '*'`;
    const found = analyse([statement], 'arn:aws:iam::aws:policy/AmazonS3FullAccess');
    expect(excess(found)).toEqual(['s3:GetObject *']);
    expect(found.excess[0]?.example?.action).toBe('s3:GetObject');
  });

  it('is not what conditions never allow', () => {
    const never = `Condition: { StringEquals: { 'aws:username': a }, StringNotEquals: { 'aws:username': a } }`;
    expect(excess(analyse([`Effect: Allow, Action: 'sqs:SendMessage', Resource: '*', ${never}`]))).toEqual([]);
  });

  it('says where it turns on what nobody knows', () => {
    const found = analyse([
      `Effect: Allow, Action: 'sqs:SendMessage', Resource: '*', Condition: { StringEquals: { 'aws:username': !Ref Orders } }`,
      `Effect: Deny, Action: 'sqs:SendMessage', Resource: '*', Condition: { StringEquals: { 'aws:username': !Ref Trial } }`,
    ]);
    expect(found.excess).toHaveLength(1);
    expect('example' in (found.excess[0] ?? {}) || 'undecided' in (found.excess[0] ?? {})).toBe(true);
  });

  it('of plain statements is left to matching', () => {
    expect(analyse([ALL]).excess[0]).not.toHaveProperty('example');
  });
});

describe('what is too wide', () => {
  const WIDE = `Effect: Allow, Action: 'dynamodb:GetItem', Resource: '*'`;

  it('is not what a denial narrows to the need', () => {
    const narrowed = analyse([WIDE, `Effect: Deny, Action: 'dynamodb:*', NotResource: !GetAtt Orders.Arn`]);
    expect(narrowed.unscoped).toEqual([]);
  });

  it('is what a denial leaves', () => {
    const left = analyse([WIDE, `Effect: Deny, Action: 'dynamodb:*', Resource: !GetAtt Trial.Arn`]);
    expect(left.unscoped).toMatchObject([{ action: 'dynamodb:GetItem', granted: '*' }]);
  });
});

describe('a boundary that not every deployment has', () => {
  const template = (boundary: string, condition = ''): string => `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Bound:
    Type: AWS::IAM::ManagedPolicy
${condition}    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: 'dynamodb:PutItem', Resource: '*' }] } }
  Reads:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: .
      PermissionsBoundary: ${boundary}
      Policies: [{ Statement: [{ Effect: Allow, Action: ['dynamodb:GetItem', 'sqs:SendMessage'], Resource: '*' }] }]
`;
  const analyseBound = (boundary: string, condition?: string): FunctionPermissions =>
    analyseTemplate(template(boundary, condition), READS).first;

  it.each([
    ['!Ref Bound', undefined],
    ['!If [IsProd, !Ref Bound, !Ref Bound]', undefined],
  ])('leaves nothing of what it does not allow: %s', (boundary, condition) => {
    const found = analyseBound(boundary, condition);
    expect(found.excess).toEqual([]);
    expect(found.missing.map(({ action }) => action)).toEqual(['dynamodb:GetItem']);
  });

  it.each([
    ['!If [IsProd, !Ref Bound, !Ref AWS::NoValue]', undefined],
    ['!If [IsProd, !Ref AWS::NoValue, !Ref Bound]', undefined],
    ['!Ref Bound', '    Condition: IsProd\n'],
  ])('takes nothing where it is not there: %s', (boundary, condition) => {
    const found = analyseBound(boundary, condition);
    expect(found.excess.map(({ action }) => action)).toEqual(['sqs:SendMessage']);
    expect(found.missing).toEqual([]);
    expect(found.limits).toBeUndefined();
  });
});

describe('a denial by the default of a parameter', () => {
  const analyseDenied = (parameter: string): FunctionPermissions =>
    analyseTemplate(
      `Transform: AWS::Serverless-2016-10-31
Parameters: { Denied: ${parameter} }
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Reads:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: .
      Policies:
        - Statement:
            - { Effect: Allow, Action: ['dynamodb:GetItem', 'sqs:SendMessage'], Resource: '*' }
            - { Effect: Deny, Action: !Ref Denied, Resource: '*' }
`,
      READS,
    ).first;

  it.each(["{ Type: String, Default: '*' }", "{ Type: CommaDelimitedList, Default: 'sqs:*,dynamodb:*' }"])(
    'is no sure one: %s',
    (parameter) => {
      const found = analyseDenied(parameter);
      expect(found.excess.map(({ action }) => action)).toEqual(['sqs:SendMessage']);
      expect(found.missing).toEqual([]);
    },
  );
});
