import { describe, expect, it } from 'vitest';
import { analysePermissions } from '../../../src/permissions/analyse-permissions.ts';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import type { CodeValue } from '../../../src/app/code-value.ts';
import type { FunctionPermissions } from '../../../src/permissions/function-permissions.ts';
import { planWrite } from '../../../src/permissions/write/plan-write.ts';
import { readApplication } from '../../../src/iac/index.ts';
import { createMemoryHost } from '../../memory-host.ts';

/** A function that gets items of the table in `TABLE`, deployed with the stage that is given, `dev` by default. */
function analyse(
  policies: string,
  { table = '!Ref Orders', parameters = {} }: { table?: string; parameters?: Record<string, string> } = {},
): { first: FunctionPermissions; edits: number } {
  const text = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
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
      Environment: { Variables: { TABLE: ${table} } }
      Policies:
        ${policies}
`;
  const application = readApplication(createMemoryHost({ 'template.yaml': text }), { parameters });
  const [fn] = application.functions;
  if (fn === undefined) throw new Error('the template has no function');
  const name: CodeValue = { kind: 'env', name: 'TABLE' };
  const call = {
    service: 'dynamodb',
    operation: 'GetItem',
    args: { kind: 'object', fields: new Map([['TableName', name]]), open: false },
    at: fn.at,
    confidence: 'certain',
  } as unknown as CodeFacts['calls'][number];
  const handler = { file: 'app.js', export: 'handler', at: fn.at };
  const facts: CodeFacts = { handler, files: ['app.js'], calls: [call], unresolved: [], diagnostics: [] };
  const permissions = analysePermissions(application, [facts]);
  return { first: permissions[0] as FunctionPermissions, edits: planWrite(application, permissions).edits.length };
}

const statement = (rest: string, action = 'dynamodb:GetItem'): string =>
  `- Statement: [{ Effect: Allow, Action: ${action}, Resource: ${rest} }]`;
const missing = ({ first }: ReturnType<typeof analyse>): string[] =>
  first.missing.flatMap((need) => need.resources.map((resource) => `${need.action} ${resource.arn}`));

const ONLY_IN_PROD = '!If [IsProd, !GetAtt Orders.Arn, !Ref AWS::NoValue]';
const EITHER = '!If [IsProd, !GetAtt Orders.Arn, !GetAtt Trial.Arn]';
const dev = { parameters: { Stage: 'dev' } };
const prod = { parameters: { Stage: 'prod' } };
const LACK = ['dynamodb:GetItem ${Orders.Arn}'];

describe('a condition on a resource', () => {
  it('is not decided by a default', () => {
    expect(missing(analyse(statement(ONLY_IN_PROD)))).toEqual([]);
  });

  it('is decided by the parameters that are given', () => {
    expect(missing(analyse(statement(ONLY_IN_PROD), dev))).toEqual(LACK);
    expect(missing(analyse(statement(ONLY_IN_PROD), prod))).toEqual([]);
    expect(missing(analyse(statement(EITHER), dev))).toEqual(LACK);
    expect(missing(analyse(statement(EITHER), prod))).toEqual([]);
  });

  it('leaves out what the same parameters rule out for the function', () => {
    const table = '!If [IsProd, !Ref Orders, !Ref Trial]';
    for (const parameters of [{}, dev.parameters, prod.parameters]) {
      const analysed = analyse(statement(EITHER), { table, parameters });
      expect(missing(analysed)).toEqual([]);
      expect(analysed.first.excess).toEqual([]);
      expect(analysed.edits).toBe(0);
    }
  });

  it('never takes from a template what another deployment needs', () => {
    const table = '!If [IsProd, !Ref Orders, !Ref Trial]';
    const list = '[!GetAtt Orders.Arn, !If [IsProd, !Ref AWS::NoValue, !GetAtt Trial.Arn]]';
    for (const parameters of [{}, dev.parameters, prod.parameters])
      expect(analyse(statement(list), { table, parameters }).edits).toBe(0);
  });
});

describe('a condition on a policy', () => {
  const policy =
    "- !If [IsProd, { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }] }, !Ref AWS::NoValue]";

  it('leaves open whether it is missing, until parameters decide', () => {
    expect(missing(analyse(policy))).toEqual([]);
    expect(missing(analyse(policy, prod))).toEqual([]);
    expect(missing(analyse(policy, dev))).toEqual(LACK);
  });
});

describe('a condition on actions', () => {
  const actions = "!If [IsProd, [dynamodb:GetItem], [dynamodb:GetItem, 'dynamodb:Delete*']]";

  it('is not decided by a default: both branches are shown', () => {
    const { first, edits } = analyse(statement('!GetAtt Orders.Arn', actions));
    expect(
      first.granted
        .filter((g) => g.origin.kind === 'inline')
        .flatMap((g) => g.actions.map((action) => `${action} ${g.onlyIf?.[0]?.holds}`)),
    ).toEqual(['dynamodb:GetItem true', 'dynamodb:GetItem false', 'dynamodb:Delete* false']);
    expect(first.excess.map((e) => e.action)).toEqual(['dynamodb:Delete*']);
    expect(edits).toBe(0);
  });

  it('makes a denial of one branch no denial for sure', () => {
    const denied = `${statement('!GetAtt Orders.Arn')}
        - Statement: [{ Effect: Deny, Action: !If [IsProd, dynamodb:GetItem, dynamodb:PutItem], Resource: '*' }]`;
    expect(missing(analyse(denied))).toEqual([]);
    expect(missing(analyse(denied, dev))).toEqual([]);
    expect(missing(analyse(denied, prod))).toEqual(LACK);
  });
});
