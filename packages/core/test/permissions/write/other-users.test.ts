import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { readApplication } from '../../../src/iac/index.ts';
import { analysePermissions } from '../../../src/permissions/analyse-permissions.ts';
import { applyEdits } from '../../../src/permissions/write/apply-edits.ts';
import { planWrite } from '../../../src/permissions/write/plan-write.ts';
import { createMemoryHost } from '../../memory-host.ts';

const TRUST =
  'AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }';
const DOCUMENT =
  "PolicyDocument: { Statement: [{ Effect: Allow, Action: ['dynamodb:GetItem', 'dynamodb:DeleteTable'], Resource: !GetAtt Orders.Arn }] }";
const ORDERS = '  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }\n';
const LOGS = '      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n';

const role = (id: string, more = LOGS): string =>
  `  ${id}:\n    Type: AWS::IAM::Role\n    Properties:\n      ${TRUST}\n      Policies: [{ PolicyName: orders, ${DOCUMENT} }]\n${more}`;
const bareRole = (id: string, policies: string): string =>
  `  ${id}:\n    Type: AWS::IAM::Role\n    Properties:\n      ${TRUST}\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole${policies}]\n`;
const fn = (id: string, roleArn: string): string =>
  `  ${id}:\n    Type: AWS::Lambda::Function\n    Properties: { Runtime: nodejs22.x, Handler: ${id}.handler, Code: ., Role: ${roleArn} }\n`;
const samFn = (id: string, rest: string): string =>
  `  ${id}:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, Handler: ${id}.handler, CodeUri: ., ${rest} }\n`;
const machine = (roleArn: string): string =>
  `  Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { RoleArn: ${roleArn}, DefinitionString: '{}' } }\n`;
const managed = (rest = ''): string =>
  `  Shared:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n${rest}      ${DOCUMENT}\n`;
const stack = (rest = ''): string =>
  `  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml${rest} } }\n`;
const SAM = 'Transform: AWS::Serverless-2016-10-31\n';
const OWN = `Policies: [{ ${DOCUMENT.replace('PolicyDocument: ', '').slice(2)}]`;
const EXPORT = 'Outputs: { Role: { Value: !GetAtt Role.Arn, Export: { Name: shop-role } } }\n';
const OUTPUT = 'Outputs: { Role: { Value: !GetAtt Role.Arn } }\n';

type Files = Readonly<Record<string, string>>;

/** `Reads…` gets items of the table; in `Lost…` something is not resolved. */
function analyse(files: Files) {
  const application = readApplication(createMemoryHost(files));
  const facts = application.functions.map(({ id, at }) => ({
    handler: { file: 'app.js', export: 'handler', at },
    files: [],
    diagnostics: [],
    unresolved: id.startsWith('Lost') ? [{ what: 'a call', why: 'test', at }] : [],
    calls: [
      {
        service: 'dynamodb',
        operation: 'GetItem',
        args: { kind: 'object', fields: new Map([['TableName', { kind: 'const', value: 'orders' }]]), open: false },
        at,
        confidence: 'certain',
      },
    ],
  }));
  const permissions = analysePermissions(application, facts as unknown as CodeFacts[]);
  return { permissions, plan: planWrite(application, permissions) };
}

const one = (text: string): Files => ({ 'template.yaml': text });

const kept: readonly (readonly [name: string, files: Files])[] = [
  [
    'a role of Globals',
    one(
      `${SAM}Globals: { Function: { Role: !GetAtt Role.Arn } }\nResources:\n${ORDERS}${role('Role')}${samFn('Reads', 'Timeout: 3')}${samFn('Lost', 'Timeout: 3')}`,
    ),
  ],
  [
    'a role that two functions name',
    one(`Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${fn('Lost', '!GetAtt Role.Arn')}`),
  ],
  [
    'a role that is named by its text',
    one(
      `Resources:\n${ORDERS}${role('Role', `${LOGS}      RoleName: shop\n`)}${fn('Reads', '!GetAtt Role.Arn')}${fn('Lost', "!Sub 'arn:aws:iam::${AWS::AccountId}:role/shop'")}`,
    ),
  ],
  [
    'a role that is used under a condition',
    one(
      `Conditions: { Here: !Equals [!Ref AWS::Region, eu-west-1] }\nResources:\n${ORDERS}${role('Role')}${role('Other')}${fn('Reads', '!GetAtt Role.Arn')}${fn('Lost', '!If [Here, !GetAtt Other.Arn, !GetAtt Role.Arn]')}`,
    ),
  ],
  [
    'the role that SAM makes for another function',
    one(`${SAM}Resources:\n${ORDERS}${samFn('Reads', OWN)}${fn('Lost', '!GetAtt ReadsRole.Arn')}`),
  ],
  [
    'the role that SAM makes, for a state machine',
    one(`${SAM}Resources:\n${ORDERS}${samFn('Reads', OWN)}${machine('!GetAtt ReadsRole.Arn')}`),
  ],
  [
    'a role that is imported',
    {
      'a.yaml': `Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${EXPORT}`,
      'b.yaml': `Resources:\n${fn('Lost', '!ImportValue shop-role')}`,
    },
  ],
  ['a role that is exported', one(`Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${EXPORT}`)],
  [
    'a role that a nested stack takes',
    {
      'template.yaml': `Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${stack(', Parameters: { RoleArn: !GetAtt Role.Arn }')}`,
      'child.yaml': `Parameters: { RoleArn: { Type: String } }\nResources:\n${fn('Lost', '!Ref RoleArn')}`,
    },
  ],
  [
    'a role that a nested stack gives to a state machine',
    {
      'template.yaml': `Resources:\n${stack()}${machine('!GetAtt Child.Outputs.Role')}`,
      'child.yaml': `Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${OUTPUT}`,
    },
  ],
  [
    'a managed policy of two roles',
    one(
      `${SAM}Resources:\n${ORDERS}${managed()}${samFn('Reads', 'Policies: [!Ref Shared]')}${samFn('Lost', 'Policies: [!Ref Shared]')}`,
    ),
  ],
  [
    'a managed policy that a user has',
    one(
      `Resources:\n${ORDERS}${managed()}  User: { Type: AWS::IAM::User, Properties: { ManagedPolicyArns: [!Ref Shared] } }\n${bareRole('Role', ', !Ref Shared')}${fn('Reads', '!GetAtt Role.Arn')}`,
    ),
  ],
  [
    'a managed policy that bounds a role',
    one(
      `Resources:\n${ORDERS}${managed()}${bareRole('Role', ', !Ref Shared')}${bareRole('Other', '').trimEnd()}\n      PermissionsBoundary: !Ref Shared\n${fn('Reads', '!GetAtt Role.Arn')}`,
    ),
  ],
  [
    'a managed policy that is exported',
    one(
      `Resources:\n${ORDERS}${managed()}${bareRole('Role', ', !Ref Shared')}${fn('Reads', '!GetAtt Role.Arn')}Outputs: { P: { Value: !Ref Shared, Export: { Name: p } } }\n`,
    ),
  ],
  [
    'a managed policy of a role that only its name tells',
    one(
      `Parameters: { Other: { Type: String } }\nResources:\n${ORDERS}${managed('      Roles: [!Ref Role, !Ref Other]\n')}${bareRole('Role', '')}${fn('Reads', '!GetAtt Role.Arn')}`,
    ),
  ],
];

const narrowed: readonly (readonly [name: string, files: Files])[] = [
  [
    'a role that functions share whose needs are known',
    one(`Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${fn('ReadsToo', '!GetAtt Role.Arn')}`),
  ],
  ['a role that is an output', one(`Resources:\n${ORDERS}${role('Role')}${fn('Reads', '!GetAtt Role.Arn')}${OUTPUT}`)],
  [
    'a managed policy of one role',
    one(`Resources:\n${ORDERS}${managed()}${bareRole('Role', ', !Ref Shared')}${fn('Reads', '!GetAtt Role.Arn')}`),
  ],
  [
    'a managed policy of two roles whose functions are known',
    one(
      `${SAM}Resources:\n${ORDERS}${managed()}${samFn('Reads', 'Policies: [!Ref Shared]')}${samFn('ReadsToo', 'Policies: [!Ref Shared]')}`,
    ),
  ],
];

describe('writing', () => {
  it.each(kept)('keeps %s', (_, files) => {
    const { plan, permissions } = analyse(files);
    expect(permissions.some((p) => p.excess.some((e) => e.action === 'dynamodb:DeleteTable'))).toBe(true);
    expect(plan.edits).toEqual([]);
    expect(plan.skipped.length).toBeGreaterThan(0);
  });

  it.each(narrowed)('narrows %s, once', (_, files) => {
    const { plan, permissions } = analyse(files);
    expect(permissions.map((p) => p.doubt)).toEqual(permissions.map(() => undefined));
    expect(plan.edits.length).toBeGreaterThan(0);
    const after = Object.fromEntries(
      Object.entries(files).map(([file, text]) => [
        file,
        applyEdits(
          text,
          plan.edits.filter((e) => e.file === file),
        ),
      ]),
    );
    expect(JSON.stringify(after)).not.toContain('DeleteTable');
    const again = analyse(after);
    expect(again.plan.edits).toEqual([]);
    expect(again.permissions.flatMap((p) => [...p.excess, ...p.missing])).toEqual([]);
  });
});
