import { describe, expect, it } from 'vitest';
import { cataloguePaths } from '../../../src/iam/escalate/catalogue-paths.ts';
import { escalate, type EscalationInput } from '../../../src/iam/escalate/escalate.ts';
import type { PathRule } from '../../../src/iam/escalate/path-rule.ts';
import { serverlessPaths } from '../../../src/iam/escalate/serverless-paths.ts';
import type { PolicyDocument } from '../../../src/iam/evaluate/policy-set.ts';
import { simulate } from '../../../src/iam/evaluate/simulate.ts';

const ACCOUNT = '111122223333';
const rules = [...cataloguePaths, ...serverlessPaths];
const doc = (...statements: object[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const allow = (
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  rest: object = {},
): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...rest,
});
const trust = (service: string): PolicyDocument =>
  doc({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const admin = doc(allow('*'));

const ids = (input: EscalationInput): string[] => escalate(input).map(({ id }) => id);
const needs = ({ actions, passedTo }: PathRule): string[] => [
  ...(passedTo === undefined ? [] : ['iam:PassRole']),
  ...actions.split(' ').map((step) => step.split('|')[0] ?? ''),
];
const services = ({ passedTo = '' }: PathRule): string[] => passedTo.split(' ').filter((word) => word !== '');

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const actions = needs(rule);
  const policies = [doc(allow(actions))];

  it('is found where its actions are allowed', () => {
    expect(ids({ policies })).toContain(id);
    expect(
      ids({
        policies: actions.map((action) => doc(allow(action.toUpperCase().replace(/^[^:]*/, (p) => p.toLowerCase())))),
      }),
    ).toContain(id);
    expect(ids({ policies: [doc(allow(actions.map((action) => `${action.slice(0, -1)}?`)))] })).toContain(id);
    expect(ids({ policies: [admin] })).toContain(id);
    expect(ids({ policies: [doc({ Effect: 'Allow', NotAction: 'none:*', Resource: '*' })] })).toContain(id);
  });

  it('is not found without one of them, or where one is denied', () => {
    for (const action of actions) {
      expect(
        ids({ policies: [doc(allow(actions.filter((other) => other !== action).concat('none:None')))] }),
      ).not.toContain(id);
      const deny = { Effect: 'Deny', Action: action, Resource: '*' };
      expect(ids({ policies: [...policies, doc(deny)] })).not.toContain(id);
      expect(
        ids({
          policies: [doc(allow(actions), { ...deny, NotResource: 'arn:aws:none:::none', Resource: undefined })].map(
            strip,
          ),
        }),
      ).not.toContain(id);
      const never = { StringEquals: { 'aws:username': 'a' }, StringNotEquals: { 'aws:username': 'a' } };
      expect(
        ids({
          policies: [doc(allow(actions.filter((other) => other !== action)), allow(action, '*', { Condition: never }))],
        }),
      ).not.toContain(id);
    }
  });

  it('is not found where the resources are of another kind', () => {
    expect(ids({ policies: [doc(allow(actions, 'arn:aws:s3:::bucket/*'))] })).not.toContain(id);
  });

  it('says for each step which statements allow it, and a request that they do allow', () => {
    const path = escalate({ policies }).find((found) => found.id === id);
    expect(path?.actions).toEqual(actions);
    for (const { action, statements, witness } of path?.steps ?? []) {
      expect(statements).toEqual([{ policy: 'policies[0]', index: 0, effect: 'Allow' }]);
      expect(witness.action).toBe(action);
      const principal = `arn:aws:iam::${ACCOUNT}:role/caller`;
      // Roles and keys need their own policies too: those are the target's side.
      if (action === 'sts:AssumeRole') continue;
      expect(simulate({ request: { principal, ...witness }, identity: policies }).decision).toBe('allowed');
    }
  });

  it.skipIf(services(rule).length === 0)('needs a role that trusts the service', () => {
    const given = services(rule).map((service) => ({ arn: role('strong'), trust: trust(service), policies: [admin] }));
    for (const one of given) {
      expect(escalate({ policies, roles: [one] }).find((path) => path.id === id)?.targets).toEqual([role('strong')]);
    }
    const other = { arn: role('strong'), trust: trust('other.amazonaws.com'), policies: [admin] };
    expect(ids({ policies, roles: [other] })).not.toContain(id);
  });

  it.skipIf(services(rule).length === 0)('needs a role that may be passed, to this service', () => {
    const rest = actions.slice(1);
    const pass = (statement: object): string[] =>
      ids({
        policies: [doc(allow(rest), statement)],
        roles: [{ arn: role('strong'), trust: trust(services(rule)[0] ?? '') }],
      });
    expect(pass(allow('iam:PassRole', role('strong')))).toContain(id);
    expect(pass(allow('iam:PassRole', role('str*')))).toContain(id);
    expect(pass(allow('iam:PassRole', role('weak')))).not.toContain(id);
    const to = (service: string): object => ({ Condition: { StringEquals: { 'iam:PassedToService': service } } });
    expect(pass(allow('iam:PassRole', '*', to(services(rule)[0] ?? '')))).toContain(id);
    expect(pass(allow('iam:PassRole', '*', to('other.amazonaws.com')))).not.toContain(id);
    const not = { Condition: { StringNotLike: { 'iam:PassedToService': '*.amazonaws.com' } } };
    expect(pass(allow('iam:PassRole', '*', not))).not.toContain(id);
  });
});

const strip = (document: PolicyDocument): PolicyDocument => JSON.parse(JSON.stringify(document)) as PolicyDocument;

describe('what is no escalation', () => {
  it.each([
    ['nothing', []],
    ['reading', [doc(allow(['s3:Get*', 'iam:Get*', 'iam:List*', 'lambda:List*']))]],
    ['invoking functions', [doc(allow('lambda:InvokeFunction'))]],
    ['own access keys', [doc(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/${aws:username}'))]],
    [
      'own password',
      [doc(allow(['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], 'arn:aws:iam::*:user/${aws:username}'))],
    ],
    [
      'attaching one harmless policy',
      [
        doc(
          allow('iam:AttachRolePolicy', '*', {
            Condition: { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
          }),
        ),
      ],
    ],
    [
      'editing roles within a boundary',
      [
        doc(
          allow(['iam:PutRolePolicy', 'iam:AttachRolePolicy'], '*', {
            Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/b' } },
          }),
        ),
      ],
    ],
    [
      'passing roles linked to services',
      [doc(allow('ec2:RunInstances'), allow('iam:PassRole', 'arn:aws:iam::*:role/aws-service-role/*'))],
    ],
    ['editing policies of AWS', [doc(allow('iam:CreatePolicyVersion', 'arn:aws:iam::aws:policy/*'))]],
    ['editing roles linked to services', [doc(allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/aws-service-role/*'))]],
    ['administration that a Deny of everything ends', [admin, doc({ Effect: 'Deny', Action: '*', Resource: '*' })]],
  ])('%s', (_, policies) => {
    expect(ids({ policies })).toEqual([]);
  });

  it('is what the boundary holds back', () => {
    expect(ids({ policies: [admin], boundary: doc(allow(['s3:*', 'lambda:InvokeFunction'])) })).toEqual([]);
    expect(ids({ policies: [admin], boundary: doc(allow('iam:PutRolePolicy')) })).toEqual(['iam-005']);
  });

  it('is what the principal is already', () => {
    const own = { arn: role('own'), trust: trust('lambda.amazonaws.com') };
    const policies = [
      doc(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'])),
    ];
    const functions = [{ arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`, role: own.arn }];
    expect(ids({ policies, roles: [own], functions, principal: own.arn })).toEqual([]);
    const other = { arn: role('other'), trust: trust('lambda.amazonaws.com') };
    expect(ids({ policies, roles: [own, other], functions, principal: own.arn })).toEqual(['lambda-001']);
  });
});

describe('a session of a role', () => {
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/own/s`;
  const put = (name: string): string[] => ids({ policies: [doc(allow('iam:PutRolePolicy', role(name)))], principal });

  it('is its role, whatever the path of it', () => {
    expect(put('own')).toEqual(['iam-005']);
    expect(put('team/own')).toEqual(['iam-005']);
    expect(put('other')).toEqual([]);
  });

  it('has its role for `aws:PrincipalArn`', () => {
    const only = (name: string): string[] => {
      const Condition = { ArnEquals: { 'aws:PrincipalArn': role(name) } };
      return ids({ policies: [doc(allow('iam:PutRolePolicy', '*', { Condition }))], principal });
    };
    expect(only('own')).toEqual(['iam-005']);
    expect(only('other')).toEqual([]);
  });

  it('gains nothing from its own role', () => {
    const policies = [doc(allow(['iam:PassRole', 'ec2:RunInstances']))];
    const given = (name: string): string[] =>
      ids({ policies, principal, roles: [{ arn: role(name), trust: trust('ec2.amazonaws.com') }] });
    expect(given('own')).toEqual([]);
    expect(given('other')).toEqual(['ec2-001']);
  });
});

describe('what is gained', () => {
  const policies = [doc(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction', 's3:*']))];
  const given = (...statements: object[]): string[] =>
    ids({
      policies,
      roles: [{ arn: role('x'), trust: trust('lambda.amazonaws.com'), policies: [doc(...statements)] }],
    });

  it('is what the principal may not do already', () => {
    expect(given(allow('s3:GetObject'))).toEqual([]);
    expect(given(allow('s3:GetObject'), allow('dynamodb:GetItem'))).toEqual(['lambda-001']);
    expect(given(allow('*'))).toEqual(['lambda-001']);
  });

  it('is nothing by statements for other principals', () => {
    const Condition = { ArnEquals: { 'aws:PrincipalArn': role('admin') } };
    const only = [doc(allow('iam:PutRolePolicy', '*', { Condition }))];
    expect(ids({ policies: only })).toEqual(['iam-005']);
    expect(ids({ policies: only, principal: role('own') })).toEqual([]);
    expect(ids({ policies: only, principal: role('admin') })).toEqual(['iam-005']);
  });

  it('is not an own access key of a user who is known', () => {
    const own = [doc(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/${aws:username}'))];
    const principal = `arn:aws:iam::${ACCOUNT}:user/ann`;
    expect(ids({ policies: own, principal })).toEqual([]);
    expect(ids({ policies: [doc(allow('iam:CreateAccessKey', principal))], principal })).toEqual([]);
    expect(ids({ policies: [doc(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/b*'))], principal })).toEqual([
      'iam-002',
    ]);
  });
});

describe('steps that belong together', () => {
  it('are about one resource', () => {
    const on = (edit: string, assume: string): string[] =>
      ids({ policies: [doc(allow('iam:PutRolePolicy', role(edit)), allow('sts:AssumeRole', role(assume)))] });
    expect(on('a', 'a')).toContain('iam-017');
    expect(on('a-*', 'a-b')).toContain('iam-017');
    expect(on('a', 'b')).not.toContain('iam-017');
  });

  it('are about what exists', () => {
    const policies = [doc(allow('lambda:UpdateFunctionCode', `arn:aws:lambda:*:*:function:app-*`))];
    const functionOf = (name: string): object[] => [
      { arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`, role: role('r') },
    ];
    expect(escalate({ policies, functions: functionOf('app-x') as never })).toMatchObject([
      { id: 'lambda-003', targets: [role('r')] },
    ]);
    expect(ids({ policies, functions: functionOf('other') as never })).toEqual([]);
  });

  it('are taken where a role trusts the principal', () => {
    const policies = [doc(allow('sts:AssumeRole'))];
    const by = (principal: object): string[] =>
      ids({
        policies,
        roles: [{ arn: role('x'), trust: doc({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }) }],
        principal: role('own'),
      });
    expect(by({ AWS: ACCOUNT })).toEqual(['sts-001']);
    expect(by({ AWS: role('own') })).toEqual(['sts-001']);
    expect(by({ AWS: role('another') })).toEqual([]);
    expect(by({ Service: 'lambda.amazonaws.com' })).toEqual([]);
  });

  it('need no policy of the principal where a role of its account trusts it by name', () => {
    const by = (principal: object, rest: object = {}, roleRest: object = {}): string[] =>
      ids({
        policies: [doc(allow('s3:GetObject'))],
        roles: [
          {
            arn: role('x'),
            trust: doc({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...roleRest }),
          },
        ],
        principal: role('own'),
        ...rest,
      });
    expect(by({ AWS: role('own') })).toEqual(['sallyport-sts-001']);
    expect(by({ AWS: '*' })).toEqual(['sallyport-sts-001']);
    expect(by({ AWS: ACCOUNT })).toEqual([]);
    expect(by({ AWS: role('another') })).toEqual([]);
    expect(by({ AWS: role('own') }, { principal: undefined })).toEqual([]);
    expect(by({ AWS: role('own') }, { boundary: doc(allow('s3:*')) })).toEqual([]);
    expect(by({ AWS: role('own') }, { boundary: doc(allow('sts:*')) })).toEqual(['sallyport-sts-001']);
    // A session that is named by itself is not within the boundary of its role.
    const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/own/s`;
    expect(by({ AWS: role('own') }, { principal, boundary: doc(allow('s3:*')) })).toEqual([]);
    expect(by({ AWS: principal }, { principal, boundary: doc(allow('s3:*')) })).toEqual(['sallyport-sts-001']);
    const denied = [doc(allow('s3:GetObject'), { Effect: 'Deny', Action: 'sts:*', Resource: '*' })];
    expect(by({ AWS: role('own') }, { policies: denied })).toEqual([]);
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(by({ AWS: role('own') }, {}, mfa)).toEqual(['sallyport-sts-001']);
    const elsewhere = 'arn:aws:iam::999988887777:role/own';
    expect(by({ AWS: elsewhere }, { principal: elsewhere })).toEqual([]);
  });

  it('hold under conditions that can be met', () => {
    const Condition = {
      StringLike: { 'aws:PrincipalTag/team': 'red-*' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
      IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' },
      StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' },
      'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' },
    };
    const deny = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' }, Null: { 'aws:SourceVpc': 'true' } },
    };
    const [path] = escalate({ policies: [doc(allow('iam:PutRolePolicy', '*', { Condition }), deny)] });
    expect(path?.id).toBe('iam-005');
    expect(path?.steps[0]?.witness.context).toMatchObject({
      'aws:principaltag/team': 'red-x',
      'aws:sourceip': '203.0.113.7',
    });
  });
});

describe('conditions on one key', () => {
  it.each([
    ['two numbers', { NumericGreaterThan: { 'a:k': '5' }, NumericLessThan: { 'a:k': '10' } }],
    [
      'two dates',
      { DateGreaterThan: { 'a:k': '2030-01-01T00:00:00Z' }, DateLessThan: { 'a:k': '2030-01-01T00:00:09Z' } },
    ],
    ['a block without its first half', { IpAddress: { 'a:k': '10.0.0.0/8' }, NotIpAddress: { 'a:k': '10.0.0.0/9' } }],
  ])('are met between them: %s', (_, Condition) => {
    expect(ids({ policies: [doc(allow('iam:CreateAccessKey', '*', { Condition }))] })).toEqual(['iam-002']);
  });

  it.each([
    ['numbers', { NumericGreaterThan: { 'a:k': '10' }, NumericLessThan: { 'a:k': '5' } }],
    ['dates', { DateGreaterThan: { 'a:k': '2031-01-01' }, DateLessThan: { 'a:k': '2030-01-01' } }],
    ['blocks', { IpAddress: { 'a:k': '10.0.0.0/9' }, NotIpAddress: { 'a:k': '10.0.0.0/8' } }],
  ])('are not met where they exclude each other: %s', (_, Condition) => {
    expect(ids({ policies: [doc(allow('iam:CreateAccessKey', '*', { Condition }))] })).toEqual([]);
  });

  it('are met beside what a denial leaves', () => {
    const deny = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/9' } },
    };
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(ids({ policies: [doc(allow('iam:CreateAccessKey', '*', { Condition }), deny)] })).toEqual(['iam-002']);
  });
});

describe('hostile input', () => {
  it('ends', () => {
    const keys = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`aws:k${i}`, Array.from({ length: 50 }, (_v, v) => `v${v}`)]),
    );
    const statements = Array.from({ length: 20 }, () =>
      allow('iam:*', `${'*a'.repeat(300)}*`, { Condition: { StringEquals: keys, StringNotEquals: keys } }),
    );
    expect(() => ids({ policies: [doc(...statements)] })).toThrow('more statements, values and letters');
  });
});
