import { describe, expect, it } from 'vitest';
import { compareAccess, type FunctionAccess } from '../../src/permissions/compare-access.ts';
import { analyseTemplate } from './analyse-template.ts';

const read = (policies: string, file: string, role = ''): FunctionAccess => {
  const text = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
  Name: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Trial: { Type: AWS::DynamoDB::Table }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: .
${role}      Policies:
        ${policies}
`;
  const { application, first } = analyseTemplate(text, {}, { file });
  return { application, permissions: first };
};

const get = (resource: string, rest = ''): string =>
  `- Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: ${resource}${rest} }]`;
const ask = (before: string, after: string): string =>
  compareAccess(read(before, 'before/template.yaml'), read(after, 'template.yaml')).result;

const OWN = '!GetAtt Orders.Arn';
const EITHER = '!If [IsProd, !GetAtt Orders.Arn, !GetAtt Trial.Arn]';
const SPELLED = '!Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"';
const NAMED = '!Sub "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Name}"';
const TABLES = '!Sub "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"';

describe('compareAccess', () => {
  it.each([
    ['the same', get(OWN), get(OWN), 'no-new-access'],
    ['another spelling of the same', get(OWN), get(SPELLED), 'no-new-access'],
    ['another table', get(OWN), get('!GetAtt Trial.Arn'), 'new-access'],
    ['everything', get(OWN), get('"*"'), 'new-access'],
    ['every table', get(OWN), get(TABLES), 'new-access'],
    ['every table in place of two', get(`[${OWN}, !GetAtt Trial.Arn]`), get(TABLES), 'new-access'],
    ['one in place of every table', get(TABLES), get(OWN), 'no-new-access'],
    ['a part of the table', get(OWN), get('!Sub "${Orders.Arn}/index/*"'), 'new-access'],
    ['every table in place of the one that a parameter names', get(NAMED), get(TABLES), 'new-access'],
    ['one of two branches in place of both', get(`[${OWN}, !GetAtt Trial.Arn]`), get(EITHER), 'no-new-access'],
    ['both tables in place of one of two branches', get(EITHER), get(`[${OWN}, !GetAtt Trial.Arn]`), 'new-access'],
    ['the same branches', get(EITHER), get(EITHER), 'no-new-access'],
    ['what both branches hold', get(`!If [IsProd, ${OWN}, ${SPELLED}]`), get(OWN), 'no-new-access'],
    ['always what was allowed in one branch', get(`!If [IsProd, ${OWN}, !Ref AWS::NoValue]`), get(OWN), 'new-access'],
    [
      'without a condition',
      get(OWN, ', Condition: { Bool: { "aws:SecureTransport": "true" } }'),
      get(OWN),
      'new-access',
    ],
    [
      'a policy that nobody has here',
      get(OWN),
      `${get(OWN)}\n        - arn:aws:iam::111122223333:policy/own`,
      'unknown',
    ],
  ])('%s', (_, before, after, result) => {
    expect(ask(before, after)).toBe(result);
  });

  it('holds a new function against nothing', () => {
    expect(compareAccess(undefined, read(get(OWN), 'template.yaml')).result).toBe('new-access');
  });

  it('tells a boundary that is gone', () => {
    const known = '      PermissionsBoundary: arn:aws:iam::aws:policy/ReadOnlyAccess\n';
    expect(
      compareAccess(read(get(OWN), 'template.yaml', known), read(get(OWN), 'template.yaml')).witness?.action,
    ).toMatch(/^logs:/);
    const limit = '      PermissionsBoundary: arn:aws:iam::111122223333:policy/limit\n';
    const [bound, free] = [read(get(OWN), 'template.yaml', limit), read(get(OWN), 'template.yaml')];
    expect(compareAccess(bound, free).why).toBe('the role has another permissions boundary, or none');
    expect(compareAccess(free, bound).result).toBe('no-new-access');
    expect(compareAccess(bound, bound).result).toBe('no-new-access');
  });
});

describe('what is written as before and means another thing', () => {
  const compare = (before: string, after: string): string => {
    const [old, fresh] = [before, after].map((text): FunctionAccess => {
      const { application, first } = analyseTemplate(text, {}, { file: 'template.yaml' });
      return { application, permissions: first };
    });
    return old === undefined || fresh === undefined ? '' : compareAccess(old, fresh).result;
  };
  const template = (parts: Readonly<Record<string, string>>): string => `Transform: AWS::Serverless-2016-10-31
Parameters: { Name: { Type: String, Default: ${parts['name'] ?? 'a'} } }
Conditions: { IsOpen: ${parts['condition'] ?? '!Equals [!Ref Name, b]'} }
Resources:
  Bound:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: ${parts['bound'] ?? 's3:GetObject'}, Resource: '*' }] } }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., ${parts['fn'] ?? "Policies: [{ Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: '*' }] }]"} }
`;
  const named =
    "Policies: [{ Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !Sub 'arn:aws:s3:::${Name}/x' }] }]";
  const open =
    "Policies: [{ Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: !If [IsOpen, '*', 'arn:aws:s3:::a/x'] }] }]";
  const bound =
    "PermissionsBoundary: !Ref Bound, Policies: [{ Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }]";
  it.each([
    ['the ARN of another role', { fn: "Role: 'arn:aws:iam::1:role/A'" }, { fn: "Role: 'arn:aws:iam::1:role/B'" }],
    ['the default of a parameter', { fn: named }, { fn: named, name: "'*'" }],
    ['a condition', { fn: open }, { fn: open, condition: '!Equals [b, b]' }],
  ])('is not called the same: %s', (_, before, after) => {
    expect(compare(template(before), template(after))).toBe('unknown');
    expect(compare(template(after), template(after))).not.toBe('new-access');
  });

  it('is decided by what a boundary of the template says', () => {
    const [narrow, wide] = [template({ fn: bound }), template({ fn: bound, bound: "'*'" })];
    expect(compare(narrow, wide)).toBe('new-access');
    expect(compare(wide, narrow)).toBe('no-new-access');
  });

  it('is the same where nothing that it uses has changed', () => {
    expect(compare(template({}), template({ name: 'c', condition: '!Equals [b, b]' }))).toBe('no-new-access');
    expect(compare(template({ fn: open }), template({ fn: open }))).toBe('no-new-access');
  });

  it('names conditions of the template as they are written', () => {
    const before = read(get(OWN), 'before/template.yaml');
    const after = read(
      `- !If [IsProd, ${get(TABLES).slice(2)}, !Ref AWS::NoValue]\n        ${get(OWN)}`,
      'template.yaml',
    );
    expect(compareAccess(before, after).witness?.context).toEqual({ 'cloudformation:IsProd': 'true' });
  });
});
