import { describe, expect, it } from 'vitest';
import type { FunctionPermissions } from '../../../src/permissions/function-permissions.ts';
import { analyseTemplate, type CompactNeed } from '../analyse-template.ts';

const sam = (policies: string, more = ''): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Customers:
    Type: AWS::DynamoDB::Table
  Uploads:
    Type: AWS::S3::Bucket
  Jobs:
    Type: AWS::SQS::Queue
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x
      Policies:
${policies}${more}`;

const allow = (action: string, resource: string): string =>
  `        - Statement: [{ Effect: Allow, Action: [${action}], Resource: [${resource}] }]\n`;

const GET: CompactNeed = ['dynamodb:GetItem', 'Orders.Arn'];

const analyse = (policies: string, needs: readonly CompactNeed[]): FunctionPermissions =>
  analyseTemplate(sam(policies), { Fn: needs }).first;
const excess = (p: FunctionPermissions): string[] => p.excess.map((e) => `${e.action} on ${e.resource}`);
const unscoped = (p: FunctionPermissions): string[] => p.unscoped.map((u) => `${u.action} ${u.granted} > ${u.needed}`);

describe('excess', () => {
  it('is what nothing needs', () => {
    expect(excess(analyse(allow('dynamodb:GetItem, dynamodb:Scan', '!GetAtt Orders.Arn'), [GET]))).toEqual([
      'dynamodb:Scan on ${Orders.Arn}',
    ]);
  });

  it('is a resource that the action is not used on', () => {
    const p = analyse(allow('dynamodb:GetItem', '!GetAtt Orders.Arn, !GetAtt Customers.Arn'), [GET]);
    expect(excess(p)).toEqual(['dynamodb:GetItem on ${Customers.Arn}']);
  });

  it('is not a part of what is used, nor a bucket beside its objects', () => {
    expect(
      excess(analyse(allow('dynamodb:GetItem', "!GetAtt Orders.Arn, !Sub '${Orders.Arn}/index/*'"), [GET])),
    ).toEqual([]);
    const objects: CompactNeed = ['s3:GetObject', '${Uploads.Arn}/*'];
    const p = analyse(allow('s3:GetObject', "!GetAtt Uploads.Arn, !Sub '${Uploads.Arn}/*'"), [objects]);
    expect(excess(p)).toEqual([]);
    expect(unscoped(p)).toEqual([]);
  });

  it('is not an action on a resource that it cannot work on', () => {
    const [objects, queue] = ["!Sub '${Uploads.Arn}/*'", '!GetAtt Jobs.Arn'];
    const both = allow('s3:PutObject, sqs:SendMessage', `${objects}, ${queue}`);
    const put: CompactNeed = ['s3:PutObject', '${Uploads.Arn}/*'];
    expect(excess(analyse(both, [put, ['sqs:SendMessage', 'Jobs.Arn']]))).toEqual([]);
    expect(excess(analyse(both, [put]))).toEqual(['sqs:SendMessage on ${Jobs.Arn}']);
    expect(excess(analyse(allow('s3:PutObject', queue), []))).toEqual([]);
    const [objectsOnly] = analyse(allow("'s3:*Object'", objects), [put]).excess;
    expect(objectsOnly?.unneeded).toContain('s3:DeleteObject');
    expect(analyse(allow("'s3:Put*'", objects), [put]).excess[0]?.unneeded).not.toContain('s3:PutBucketPolicy');
  });

  it('stays where the action, its service or the resource is not known', () => {
    const places = '!GetAtt Jobs.Arn, !ImportValue Name';
    expect(excess(analyse(allow('nosuch:DoThing', places), []))).toHaveLength(1);
    const [entry] = excess(analyse(allow('s3:PutObject', places), []));
    expect(entry).toMatch(/^s3:PutObject on /);
    expect(entry).not.toContain('Jobs');
  });

  it('tells what of a pattern is needed and what is not', () => {
    const [entry] = analyse(allow("'dynamodb:*'", '!GetAtt Orders.Arn'), [GET]).excess;
    expect(entry).toMatchObject({ action: 'dynamodb:*', needed: ['dynamodb:GetItem'] });
    expect(entry?.unneeded).toContain('dynamodb:DeleteTable');
    expect(entry?.unneeded).not.toContain('dynamodb:GetItem');
  });

  it('leaves out a pattern of which nothing is needed, in one line', () => {
    expect(excess(analyse(allow("'sqs:*'", "'*'"), [GET]))).toEqual(['sqs:* on *']);
  });

  it('is never what runs the function itself, nor what the code cannot show', () => {
    const policies = [
      '        - AWSLambdaBasicExecutionRole\n        - VPCAccessPolicy: {}\n',
      allow('logs:PutLogEvents', "'*'"),
      allow('execute-api:Invoke, kms:Decrypt', "'*'"),
    ];
    expect(excess(analyse(policies.join(''), []))).toEqual([]);
  });

  it('is nothing while code is not readable', () => {
    const template = sam(allow("'sqs:*'", "'*'"));
    const { permissions } = analyseTemplate(template, {}, { unread: ['Fn'] });
    expect(permissions[0]?.excess).toEqual([]);
    expect(permissions[0]?.complete).toBe(false);
  });

  it('of a shared role is what none of its functions needs; each still has its own', () => {
    const text = `Resources:
  Orders: { Type: 'AWS::DynamoDB::Table' }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Scan]
              Resource: !GetAtt Orders.Arn
  Read: { Type: 'AWS::Lambda::Function', Properties: { Role: !GetAtt Role.Arn } }
  Write: { Type: 'AWS::Lambda::Function', Properties: { Role: !GetAtt Role.Arn } }
`;
    const { permissions } = analyseTemplate(text, { Read: [GET], Write: [['dynamodb:PutItem', 'Orders.Arn']] });
    expect(permissions.map((p) => p.excess.map((e) => e.action))).toEqual([['dynamodb:Scan'], ['dynamodb:Scan']]);
    expect(permissions.map((p) => p.ownExcess?.map((e) => e.action))).toEqual([
      ['dynamodb:PutItem', 'dynamodb:Scan'],
      ['dynamodb:GetItem', 'dynamodb:Scan'],
    ]);
  });
});

describe('missing', () => {
  it('is what no statement gives', () => {
    const p = analyse(allow('dynamodb:GetItem', '!GetAtt Customers.Arn'), [GET]);
    expect(p.missing.map((m) => [m.action, m.resources.map((r) => r.arn)])).toEqual([
      ['dynamodb:GetItem', ['${Orders.Arn}']],
    ]);
  });

  it('is what a denial surely takes away', () => {
    const deny = "        - Statement: [{ Effect: Deny, Action: 'dynamodb:*', Resource: '*' }]\n";
    expect(analyse(allow('dynamodb:GetItem', "'*'") + deny, [GET]).missing).toHaveLength(1);
  });

  it('is not what a condition, a parameter or a policy out of reach may give', () => {
    const conditional = `        - Statement: [{ Effect: Allow, Action: 'dynamodb:*', Resource: '*', Condition: { Bool: { a: b } } }]\n`;
    expect(analyse(conditional, [GET]).missing).toEqual([]);
    expect(analyse('        - !ImportValue Policy\n', [GET]).missing).toEqual([]);
    expect(analyse(allow('dynamodb:GetItem', '!ImportValue Table'), [GET]).missing).toEqual([]);
  });
});

describe('unscoped', () => {
  it('is a needed action on more than it is needed on', () => {
    expect(unscoped(analyse(allow('dynamodb:GetItem', "'*'"), [GET]))).toEqual(['dynamodb:GetItem * > ${Orders.Arn}']);
  });

  it('is not another spelling, an open account, or a need without a known name', () => {
    const spelled = "!Sub 'arn:aws:dynamodb:*:*:table/${Orders}'";
    expect(unscoped(analyse(allow('dynamodb:GetItem', spelled), [GET]))).toEqual([]);
    const open: CompactNeed = ['dynamodb:GetItem', 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*'];
    expect(unscoped(analyse(allow('dynamodb:GetItem', "'*'"), [open]))).toEqual([]);
  });
});
