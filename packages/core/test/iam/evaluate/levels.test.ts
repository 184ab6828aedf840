import { describe, expect, it } from 'vitest';
import { simulate, type Simulation } from '../../../src/iam/evaluate/simulate.ts';
import type { PolicyDocument } from '../../../src/iam/evaluate/policy-set.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const USER = `arn:aws:iam::${OWN}:user/ann`;
const ROLE = `arn:aws:iam::${OWN}:role/path/app`;
const SESSION = `arn:aws:sts::${OWN}:assumed-role/app/s1`;
const ROOT = `arn:aws:iam::${OWN}:root`;
const QUEUE = `arn:aws:sqs:us-east-1:${OWN}:q`;
const FOREIGN = `arn:aws:sqs:us-east-1:${OTHER}:q`;

const doc = (...statements: object[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY = { Effect: 'Deny', Action: '*', Resource: '*' };
const NOTHING = { Effect: 'Allow', Action: 'none:None', Resource: '*' };
const to = (principal: unknown, rest: object = {}): PolicyDocument => doc({ ...ALLOW, Principal: principal, ...rest });

type Rest = Omit<Simulation, 'request'>;
const ask = (principal: string, rest: Rest, resource: string = QUEUE, action = 'sqs:SendMessage'): string =>
  simulate({ request: { principal, action, resource }, ...rest }).decision;

const all = doc(ALLOW);
const none = doc(NOTHING);
const deny = doc(DENY);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html, "Key points"
describe('a denial with NotPrincipal', () => {
  const sparing = (...AWS: string[]): PolicyDocument => doc({ ...DENY, NotPrincipal: { AWS } });

  it.each([USER, SESSION])('denies %s whatever it spares, where a boundary limits the caller', (principal) => {
    const resourcePolicies = [sparing(USER, SESSION, ROLE, ROOT)];
    expect(ask(principal, { identity: [all], resourcePolicies })).toBe('allowed');
    expect(ask(principal, { identity: [all], resourcePolicies, boundary: all })).toBe('explicitDeny');
  });

  it('spares services, which have no boundary', () => {
    const resourcePolicies = [
      to({ Service: 's3.amazonaws.com' }),
      doc({ ...DENY, NotPrincipal: { Service: 's3.amazonaws.com' } }),
    ];
    expect(ask('s3.amazonaws.com', { resourcePolicies, boundary: all })).toBe('allowed');
  });
});

describe('in one account', () => {
  const cases: readonly (readonly [name: string, principal: string, rest: Rest, decision: string])[] = [
    ['nothing allows', USER, {}, 'implicitDeny'],
    ['the identity allows', USER, { identity: [all] }, 'allowed'],
    ['one of several allows', USER, { identity: [none, all] }, 'allowed'],
    ['one denies', USER, { identity: [all, deny] }, 'explicitDeny'],
    ['a deny alone', USER, { identity: [deny] }, 'explicitDeny'],
    ['the boundary allows too', USER, { identity: [all], boundary: all }, 'allowed'],
    ['the boundary does not allow', USER, { identity: [all], boundary: none }, 'implicitDeny'],
    ['a boundary alone grants nothing', USER, { boundary: all }, 'implicitDeny'],
    ['the boundary denies', USER, { identity: [all], boundary: deny }, 'explicitDeny'],
    ['the session policy allows too', SESSION, { identity: [all], session: all }, 'allowed'],
    ['the session policy does not allow', SESSION, { identity: [all], session: none }, 'implicitDeny'],
    ['a session policy alone grants nothing', SESSION, { session: all }, 'implicitDeny'],
    ['the session policy denies', SESSION, { identity: [all], session: deny }, 'explicitDeny'],
    ['every SCP level allows', USER, { identity: [all], scps: [[all], [none, all]] }, 'allowed'],
    ['one SCP level does not allow', USER, { identity: [all], scps: [[all], [none]] }, 'implicitDeny'],
    ['an SCP level is empty', USER, { identity: [all], scps: [[]] }, 'implicitDeny'],
    ['an SCP denies', USER, { identity: [all], scps: [[all, deny]] }, 'explicitDeny'],
    ['SCPs alone grant nothing', USER, { scps: [[all]] }, 'implicitDeny'],
    [
      'SCPs bind grants of the resource too',
      USER,
      { resourcePolicies: [to({ AWS: USER })], scps: [[none]] },
      'implicitDeny',
    ],
    ['SCPs bind the root user', ROOT, { scps: [[none]] }, 'implicitDeny'],
    ['the root user may do everything', ROOT, {}, 'allowed'],
    [
      'a resource policy denies the root user',
      ROOT,
      { resourcePolicies: [doc({ ...DENY, Principal: '*' })] },
      'explicitDeny',
    ],
    ['an RCP denies', USER, { identity: [all], rcps: [[doc({ ...DENY, Principal: '*' })]] }, 'explicitDeny'],
    ['RCPs need not allow', USER, { identity: [all], rcps: [[], []] }, 'allowed'],
    ['RCPs grant nothing', USER, { rcps: [[to('*')]] }, 'implicitDeny'],
    ['the resource names the user', USER, { resourcePolicies: [to({ AWS: USER })] }, 'allowed'],
    ['the resource names another user', USER, { resourcePolicies: [to({ AWS: `${USER}b` })] }, 'implicitDeny'],
    ['the resource names everyone', USER, { resourcePolicies: [to('*')] }, 'allowed'],
    ['the resource names everyone in AWS', USER, { resourcePolicies: [to({ AWS: '*' })] }, 'allowed'],
    ['the resource names the account', USER, { resourcePolicies: [to({ AWS: OWN })] }, 'implicitDeny'],
    [
      'the resource names the account, the identity allows',
      USER,
      { identity: [all], resourcePolicies: [to({ AWS: ROOT })] },
      'allowed',
    ],
    ['the resource names the role of the session', SESSION, { resourcePolicies: [to({ AWS: ROLE })] }, 'allowed'],
    ['the resource names the session', SESSION, { resourcePolicies: [to({ AWS: SESSION })] }, 'allowed'],
    ['the resource names another session', SESSION, { resourcePolicies: [to({ AWS: `${SESSION}2` })] }, 'implicitDeny'],
    ['the resource names the role, the caller is the role', ROLE, { resourcePolicies: [to({ AWS: ROLE })] }, 'allowed'],
    ['a session ARN is not its role', ROLE, { resourcePolicies: [to({ AWS: SESSION })] }, 'implicitDeny'],
    [
      'a role of that name in another account',
      SESSION,
      { resourcePolicies: [to({ AWS: ROLE.replace(OWN, OTHER) })] },
      'implicitDeny',
    ],
    ['a principal is no glob', USER, { resourcePolicies: [to({ AWS: `arn:aws:iam::${OWN}:user/*` })] }, 'implicitDeny'],
    ['the user passes by the boundary', USER, { boundary: none, resourcePolicies: [to({ AWS: USER })] }, 'allowed'],
    [
      'the session passes by the boundary',
      SESSION,
      { boundary: none, session: none, resourcePolicies: [to({ AWS: SESSION })] },
      'allowed',
    ],
    [
      'the role does not pass by the boundary',
      SESSION,
      { boundary: none, resourcePolicies: [to({ AWS: ROLE })] },
      'implicitDeny',
    ],
    [
      'the role does not pass by the session policy',
      SESSION,
      { session: none, resourcePolicies: [to({ AWS: ROLE })] },
      'implicitDeny',
    ],
    [
      'the role within boundary and session policy',
      SESSION,
      { boundary: all, session: all, resourcePolicies: [to({ AWS: ROLE })] },
      'allowed',
    ],
    [
      'nobody passes by a deny of the boundary',
      USER,
      { boundary: deny, resourcePolicies: [to({ AWS: USER })] },
      'explicitDeny',
    ],
    [
      'nobody passes by a deny of the identity',
      USER,
      { identity: [deny], resourcePolicies: [to({ AWS: USER })] },
      'explicitDeny',
    ],
    [
      'the resource denies',
      USER,
      { identity: [all], resourcePolicies: [doc({ ...DENY, Principal: { AWS: USER } })] },
      'explicitDeny',
    ],
    [
      'the resource denies the account',
      USER,
      { identity: [all], resourcePolicies: [doc({ ...DENY, Principal: { AWS: OWN } })] },
      'explicitDeny',
    ],
    [
      'the resource denies another user',
      USER,
      { identity: [all], resourcePolicies: [doc({ ...DENY, Principal: { AWS: `${USER}b` } })] },
      'allowed',
    ],
    [
      'the resource denies the role of the session',
      SESSION,
      { identity: [all], resourcePolicies: [doc({ ...DENY, Principal: { AWS: ROLE } })] },
      'explicitDeny',
    ],
    [
      'a deleted principal is nobody',
      USER,
      { resourcePolicies: [to({ AWS: 'AIDAJQABLZS4A3QDU576Q' })] },
      'implicitDeny',
    ],
    ['a user is no service', USER, { resourcePolicies: [to({ Service: 'lambda.amazonaws.com' })] }, 'implicitDeny'],
  ];
  it.each(cases)('%s', (_, principal, rest, decision) => {
    expect(ask(principal, rest)).toBe(decision);
  });
});

describe('NotPrincipal', () => {
  const notAllow = (principal: unknown): Rest => ({ resourcePolicies: [doc({ ...ALLOW, NotPrincipal: principal })] });
  const notDeny = (principal: unknown): Rest => ({
    identity: [all],
    resourcePolicies: [doc({ ...DENY, NotPrincipal: principal })],
  });
  it.each([
    ['allows who is not named', notAllow({ AWS: `${USER}b` }), USER, 'allowed'],
    ['does not allow who is named', notAllow({ AWS: USER }), USER, 'implicitDeny'],
    ['does not allow whose account is named', notAllow({ AWS: OWN }), USER, 'implicitDeny'],
    ['allows anonymous callers', notAllow({ AWS: USER }), 'anonymous', 'allowed'],
    ['denies who is not named', notDeny({ AWS: `${USER}b` }), USER, 'explicitDeny'],
    ['does not deny who is named', notDeny({ AWS: [USER, ROOT] }), USER, 'allowed'],
    [
      'denies the neighbours of who is named with the account',
      notDeny({ AWS: [USER, ROOT] }),
      `${USER}b`,
      'explicitDeny',
    ],
    ['does not deny the root user of an account that is named', notDeny({ AWS: [USER, ROOT] }), ROOT, 'allowed'],
    ['does not deny sessions of a role that is named', notDeny({ AWS: [ROLE, ROOT] }), SESSION, 'allowed'],
    ['denies services that are not named', notDeny({ AWS: USER }), 'sns.amazonaws.com', 'explicitDeny'],
    ['denies nobody when it names everyone', notDeny('*'), USER, 'allowed'],
  ])('%s', (_, rest, principal, decision) => {
    expect(ask(principal, rest)).toBe(decision);
  });
});

describe('callers without policies of their own', () => {
  const SNS = 'sns.amazonaws.com';
  it.each([
    ['anonymous', 'everyone', to('*'), 'allowed'],
    ['anonymous', 'everyone in AWS', to({ AWS: '*' }), 'allowed'],
    ['anonymous', 'an account', to({ AWS: OWN }), 'implicitDeny'],
    [SNS, 'the service', to({ Service: SNS }), 'allowed'],
    [SNS, 'the service in another case', to({ Service: 'SNS.amazonaws.com' }), 'allowed'],
    [SNS, 'one of two services', to({ Service: ['events.amazonaws.com', SNS] }), 'allowed'],
    [SNS, 'another service', to({ Service: 'events.amazonaws.com' }), 'implicitDeny'],
    [SNS, 'everyone', to('*'), 'allowed'],
    [
      SNS,
      'the service, but only for one source',
      to({ Service: SNS }, { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:t' } } }),
      'implicitDeny',
    ],
    [
      '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
      'the canonical user',
      to({ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }),
      'allowed',
    ],
  ])('%s, where the resource names %s', (principal, _, policy, decision) => {
    expect(ask(principal, { resourcePolicies: [policy] })).toBe(decision);
  });

  it('are identities of CloudFront, in any account', () => {
    const identity = 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1';
    expect(ask(identity, { resourcePolicies: [to({ AWS: identity })] })).toBe('allowed');
    expect(ask(identity, { resourcePolicies: [to({ AWS: identity })], scps: [[none]] })).toBe('allowed');
    expect(ask(identity, { resourcePolicies: [to({ AWS: `${identity}2` })] })).toBe('implicitDeny');
    expect(ask(identity, { identity: [all] })).toBe('implicitDeny');
  });

  it('take nothing from policies of identities and organisations', () => {
    expect(ask(SNS, { identity: [all] })).toBe('implicitDeny');
    expect(ask(SNS, { resourcePolicies: [to({ Service: SNS })], scps: [[deny]] })).toBe('allowed');
    expect(ask('anonymous', { resourcePolicies: [to('*')], identity: [deny] })).toBe('allowed');
    expect(ask(SNS, { resourcePolicies: [to('*')], rcps: [[doc({ ...DENY, Principal: '*' })]] })).toBe('explicitDeny');
  });
});

describe('across accounts', () => {
  it.each([
    ['the identity alone', { identity: [all] }, 'implicitDeny'],
    ['the resource alone', { resourcePolicies: [to({ AWS: USER })] }, 'implicitDeny'],
    ['everyone by the resource alone', { resourcePolicies: [to('*')] }, 'implicitDeny'],
    ['both', { identity: [all], resourcePolicies: [to({ AWS: USER })] }, 'allowed'],
    ['both, by account', { identity: [all], resourcePolicies: [to({ AWS: ROOT })] }, 'allowed'],
    ['both, by everyone', { identity: [all], resourcePolicies: [to('*')] }, 'allowed'],
    ['the account of the resource', { identity: [all], resourcePolicies: [to({ AWS: OTHER })] }, 'implicitDeny'],
    [
      'both, beyond the boundary',
      { identity: [all], boundary: none, resourcePolicies: [to({ AWS: USER })] },
      'implicitDeny',
    ],
    [
      'both, beyond the SCPs',
      { identity: [all], scps: [[none]], resourcePolicies: [to({ AWS: USER })] },
      'implicitDeny',
    ],
    [
      'both, against an RCP',
      { identity: [all], rcps: [[doc({ ...DENY, Principal: '*' })]], resourcePolicies: [to({ AWS: USER })] },
      'explicitDeny',
    ],
  ] as const)('%s', (_, rest, decision) => {
    expect(ask(USER, rest, FOREIGN)).toBe(decision);
  });

  it('are told by the request where the ARN does not', () => {
    const request = { principal: USER, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
    expect(simulate({ request, identity: [all] }).decision).toBe('allowed');
    expect(simulate({ request: { ...request, resourceAccount: OWN }, identity: [all] }).decision).toBe('allowed');
    expect(simulate({ request: { ...request, resourceAccount: OTHER }, identity: [all] }).decision).toBe(
      'implicitDeny',
    );
  });

  it('never part a user from the policies of AWS', () => {
    expect(ask(USER, { identity: [all] }, 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'iam:GetPolicy')).toBe('allowed');
  });
});

describe('special services', () => {
  const KEY = `arn:aws:kms:us-east-1:${OWN}:key/1234`;
  const target = `arn:aws:iam::${OWN}:role/target`;
  const trust = (principal: unknown, action = 'sts:AssumeRole'): PolicyDocument =>
    doc({ Effect: 'Allow', Action: action, Principal: principal });
  const cases: readonly (readonly [
    name: string,
    action: string,
    resource: string,
    principal: string,
    rest: Rest,
    decision: string,
  ])[] = [
    ['a key without a policy that allows', 'kms:Decrypt', KEY, USER, { identity: [all] }, 'implicitDeny'],
    [
      'a key whose policy names the account',
      'kms:Decrypt',
      KEY,
      USER,
      { identity: [all], resourcePolicies: [to({ AWS: ROOT })] },
      'allowed',
    ],
    [
      'a key whose policy names the account alone',
      'kms:Decrypt',
      KEY,
      USER,
      { resourcePolicies: [to({ AWS: ROOT })] },
      'implicitDeny',
    ],
    [
      'a key whose policy names the user',
      'kms:Decrypt',
      KEY,
      USER,
      { resourcePolicies: [to({ AWS: USER })] },
      'allowed',
    ],
    [
      'a key whose policy names another user',
      'kms:Decrypt',
      KEY,
      USER,
      { identity: [all], resourcePolicies: [to({ AWS: `${USER}b` })] },
      'implicitDeny',
    ],
    ['an action on no key', 'kms:ListKeys', '*', USER, { identity: [all] }, 'allowed'],
    ['a role without a trust policy that allows', 'sts:AssumeRole', target, USER, { identity: [all] }, 'implicitDeny'],
    [
      'a role that trusts the account',
      'sts:AssumeRole',
      target,
      USER,
      { identity: [all], resourcePolicies: [trust({ AWS: ROOT })] },
      'allowed',
    ],
    [
      'a role that trusts the account alone',
      'sts:AssumeRole',
      target,
      USER,
      { resourcePolicies: [trust({ AWS: ROOT })] },
      'implicitDeny',
    ],
    [
      'a role that trusts the user',
      'sts:AssumeRole',
      target,
      USER,
      { resourcePolicies: [trust({ AWS: USER })] },
      'allowed',
    ],
    [
      'a role that trusts the role of the session',
      'sts:AssumeRole',
      target,
      SESSION,
      { resourcePolicies: [trust({ AWS: ROLE })] },
      'allowed',
    ],
    [
      'a role that trusts a service',
      'sts:AssumeRole',
      target,
      'lambda.amazonaws.com',
      { resourcePolicies: [trust({ Service: 'lambda.amazonaws.com' })] },
      'allowed',
    ],
    [
      'a role of another account that trusts the user',
      'sts:AssumeRole',
      target.replace(OWN, OTHER),
      USER,
      { resourcePolicies: [trust({ AWS: USER })] },
      'implicitDeny',
    ],
    [
      'a role of another account, both allowing',
      'sts:AssumeRole',
      target.replace(OWN, OTHER),
      USER,
      { identity: [all], resourcePolicies: [trust({ AWS: USER })] },
      'allowed',
    ],
    [
      'a role for a SAML provider',
      'sts:AssumeRoleWithSAML',
      target,
      `arn:aws:iam::${OWN}:saml-provider/p`,
      { resourcePolicies: [trust({ Federated: `arn:aws:iam::${OWN}:saml-provider/p` }, 'sts:AssumeRoleWithSAML')] },
      'allowed',
    ],
    [
      'a role for a web identity',
      'sts:AssumeRoleWithWebIdentity',
      target,
      'accounts.google.com',
      { resourcePolicies: [trust({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity')] },
      'allowed',
    ],
    [
      'a role for another web identity',
      'sts:AssumeRoleWithWebIdentity',
      target,
      'www.amazon.com',
      { resourcePolicies: [trust({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity')] },
      'implicitDeny',
    ],
    ['asking who one is', 'sts:GetCallerIdentity', '*', USER, {}, 'allowed'],
    ['asking who one is, denied', 'sts:GetCallerIdentity', '*', USER, { identity: [deny], scps: [[deny]] }, 'allowed'],
    ['asking who one is, without being anyone', 'sts:GetCallerIdentity', '*', 'anonymous', {}, 'implicitDeny'],
    ['a token for a second factor', 'sts:GetSessionToken', '*', USER, { identity: [deny], scps: [[deny]] }, 'allowed'],
    ['a token for a second factor, of a role', 'sts:GetSessionToken', '*', SESSION, {}, 'implicitDeny'],
    [
      'a token for a second factor, of a federated user',
      'sts:GetSessionToken',
      '*',
      `arn:aws:sts::${OWN}:federated-user/bob`,
      {},
      'implicitDeny',
    ],
    [
      'editing a policy of AWS',
      'iam:CreatePolicyVersion',
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      USER,
      { identity: [all] },
      'implicitDeny',
    ],
    [
      'editing an own policy',
      'iam:CreatePolicyVersion',
      `arn:aws:iam::${OWN}:policy/p`,
      USER,
      { identity: [all] },
      'allowed',
    ],
    [
      'editing a role linked to a service',
      'iam:PutRolePolicy',
      `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
      USER,
      { identity: [all] },
      'implicitDeny',
    ],
    ['editing an own role', 'iam:PutRolePolicy', `arn:aws:iam::${OWN}:role/x`, USER, { identity: [all] }, 'allowed'],
    [
      'being linked to a service',
      'sqs:SendMessage',
      QUEUE,
      `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
      { identity: [all], scps: [[deny]], rcps: [[doc({ ...DENY, Principal: '*' })]] },
      'allowed',
    ],
  ];
  it.each(cases)('%s', (_, action, resource, principal, rest, decision) => {
    expect(ask(principal, rest, resource, action)).toBe(decision);
  });

  it.each([
    ['of its own role', `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/app`, 'allowed'],
    ['of another role', `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/other`, 'implicitDeny'],
    ['of another account', `arn:aws:iam::${OTHER}:role/aws-service-role/x.amazonaws.com/app`, 'implicitDeny'],
    ['of a plain role', ROLE, 'implicitDeny'],
  ])('know a session linked to a service by `aws:PrincipalArn`: %s', (_, role, decision) => {
    const request = {
      principal: SESSION,
      action: 'sqs:SendMessage',
      resource: QUEUE,
      context: { 'aws:PrincipalArn': role },
    };
    expect(simulate({ request, identity: [all], scps: [[none]] }).decision).toBe(decision);
  });
});

describe('the statements that decide', () => {
  it('are those that allow, at every level', () => {
    const named = (sid: string): PolicyDocument => doc(NOTHING, { ...ALLOW, Sid: sid });
    const request = { principal: USER, action: 'sqs:SendMessage', resource: QUEUE };
    const { statements, because } = simulate({
      request,
      identity: [none, named('I')],
      boundary: named('B'),
      scps: [[none, named('S')]],
    });
    expect(statements).toEqual([
      { policy: 'scps[0][1]', index: 1, sid: 'S', effect: 'Allow' },
      { policy: 'identity[1]', index: 1, sid: 'I', effect: 'Allow' },
      { policy: 'boundary', index: 1, sid: 'B', effect: 'Allow' },
    ]);
    expect(because).toBe('statement `S` of `scps[0][1]` (with 2 more) allows it');
  });

  it('are those that deny, wherever they stand', () => {
    const request = { principal: USER, action: 'sqs:SendMessage', resource: QUEUE };
    const { statements } = simulate({
      request,
      identity: [doc(ALLOW, DENY)],
      resourcePolicies: [doc({ ...DENY, Principal: '*' })],
    });
    expect(statements.map(({ policy, index }) => `${policy} ${index}`)).toEqual([
      'resourcePolicies[0] 0',
      'identity[0] 1',
    ]);
  });
});

describe('symbols of a template', () => {
  const at = (resource: unknown, effect = 'Allow'): object => ({ Effect: effect, Action: '*', Resource: resource });
  const request = { principal: USER, action: 'sqs:SendMessage', resource: QUEUE };

  it('allow nothing that is not sure, and say so', () => {
    const decision = simulate({ request, identity: [doc(at({ 'Fn::GetAtt': ['Q', 'Arn'] }))] });
    expect(decision).toMatchObject({ decision: 'implicitDeny', turnsOnSymbols: true });
  });
  it('deny what may be denied', () => {
    const decision = simulate({ request, identity: [doc(ALLOW, at({ Ref: 'Q' }, 'Deny'))] });
    expect(decision).toMatchObject({ decision: 'explicitDeny', turnsOnSymbols: true });
  });
  it('are equal to the same symbol in the request', () => {
    const symbolic = { ...request, resource: 'arn:${AWS::Partition}:sqs:::${Q}' };
    const policy = doc(at({ 'Fn::Sub': 'arn:${AWS::Partition}:sqs:::${Q}' }));
    expect(simulate({ request: symbolic, identity: [policy] })).not.toHaveProperty('turnsOnSymbols');
    expect(simulate({ request: symbolic, identity: [policy] }).decision).toBe('allowed');
  });
  it('do not matter where another statement decides', () => {
    expect(simulate({ request, identity: [doc(ALLOW, at({ Ref: 'Q' }))] })).not.toHaveProperty('turnsOnSymbols');
  });
});

describe('what is no simulation', () => {
  const good = { principal: USER, action: 'sqs:SendMessage', resource: QUEUE };
  it.each([
    [{ ...good, principal: 'ann' }],
    [{ ...good, principal: 'arn:aws:s3:::b' }],
    [{ ...good, action: 'SendMessage' }],
    [{ ...good, action: 'sqs:*' }],
    [{ ...good, resource: '' }],
  ])('is refused: %j', (request) => {
    expect(() => simulate({ request })).toThrow(expect.objectContaining({ code: 'ERR_BAD_REQUEST' }));
  });
  it('names the policy and the place', () => {
    const identity = [all, doc(ALLOW, { Effect: 'allow' })];
    expect(() => simulate({ request: good, identity })).toThrow(
      /^`identity\[1\]` is no policy: .* at `Statement\.1\.Effect`$/,
    );
  });
  it.each([[], null, 'x', 1, {}, { Statement: [null] }])('refuses the document %j', (document) => {
    expect(() => simulate({ request: good, identity: [document as never] })).toThrow(
      expect.objectContaining({ code: 'ERR_BAD_POLICY' }),
    );
  });
});
