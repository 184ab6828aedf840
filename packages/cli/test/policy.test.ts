import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { findProblems } from './schema.ts';
import { createTestIo } from './test-io.ts';

const USER = 'arn:aws:iam::111122223333:user/ann';
const doc = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource: string = '*', rest: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const read = doc(allow('s3:GetObject', 'arn:aws:s3:::b/*'));
const wide = doc(allow('s3:Get*', 'arn:aws:s3:::b/*'));
const template = (action: string): string =>
  `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: src
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: ${action}
              Resource: !GetAtt Orders.Arn
`;

const files = {
  'read.json': JSON.stringify(read),
  'wide.json': JSON.stringify(wide),
  'admin.json': JSON.stringify(doc(allow('*'))),
  'deny.json': JSON.stringify([doc(allow('*')), doc({ Effect: 'Deny', Action: 's3:*', Resource: '*' })]),
  'public.json': JSON.stringify(doc({ ...allow('s3:GetObject', 'arn:aws:s3:::b/*'), Principal: '*' })),
  'symbolic.json': JSON.stringify(doc({ ...allow('s3:GetObject'), Resource: { Ref: 'B' } })),
  'typo.json':
    '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*" }]\n}',
  'broken.json': '{ "Version": ',
  'wrong.json': JSON.stringify(doc({ Effect: 'allow' })),
  read: JSON.stringify(read),
  'old.json': JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      F: {
        Type: 'AWS::Serverless::Function',
        Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', CodeUri: 'src' },
      },
    },
  }),
  'old.yaml': template('dynamodb:GetItem'),
  'new.yaml': template('dynamodb:*Item'),
  'requests.json': JSON.stringify([
    { id: 'a', request: { principal: USER, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }, identity: [read] },
    { id: 'b', principal: USER, action: 's3:PutObject', resource: 'arn:aws:s3:::b/k', identity: [read] },
    { id: 'c', principal: 'ann', action: 's3:PutObject', resource: '*' },
    { id: 'd' },
    { id: 'e', request: { principal: USER, action: 's3:PutObject', resource: '*' }, identity: 'x' },
  ]),
  'pairs.json': JSON.stringify([
    { id: 1, old: wide, new: read },
    { id: 2, oldPolicy: read, newPolicy: wide },
  ]),
  'checks.json': JSON.stringify([
    { id: 1, policy: read, notGranted: [{ actions: 's3:GetObjct' }] },
    { id: 2, policy: read, options: { notGranted: [{ action: ['s3:GetObjct', 's3:PutObject'] }] } },
    { id: 3, policy: read, notPublic: true },
    { id: 4, policy: read, notGranted: [{ action: 's4:GetObject' }] },
    { id: 5, policy: read, notGranted: [{ action: 's4:GetObject' }] },
  ]),
  'world.json': JSON.stringify({
    policies: [doc(allow('lambda:UpdateFunctionCode'))],
    roles: [
      {
        arn: 'arn:aws:iam::111122223333:role/r',
        trust: doc({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
        policies: [doc(allow('*'))],
      },
    ],
    functions: [{ arn: 'arn:aws:lambda:us-east-1:111122223333:function:f', role: 'arn:aws:iam::111122223333:role/r' }],
  }),
};

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = createTestIo({ cwd: createFolder(files) });
  const code = await main(['policy', ...args], io);
  // Every output is held against the published schema.
  if (code !== 2 && args.includes('json')) expect(findProblems('policy', JSON.parse(io.out()))).toEqual([]);
  return { code, out: io.out(), err: io.err() };
}

const ask = (action: string): string[] => ['--principal', USER, '--action', action, '--resource', 'arn:aws:s3:::b/k'];

describe('policy simulate', () => {
  it('decides a request', async () => {
    const { code, out } = await run('simulate', '--policy', 'read.json', ...ask('s3:GetObject'), '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      decision: 'allowed',
      statements: [{ policy: 'identity[0]', index: 0, effect: 'Allow' }],
    });
    expect((await run('simulate', '--policy', 'read.json', ...ask('s3:PutObject'))).out).toMatch(/^implicitDeny: /);
  });

  it.each([
    [['--policy', 'read.json', ...ask('s3:PutObject')], 1],
    [['--policy', 'admin.json', '--scp', 'deny.json', ...ask('s3:GetObject')], 1],
    [['--policy', 'admin.json', '--boundary', 'read.json', ...ask('s3:GetObject')], 0],
    [['--policy', 'admin.json', '--session', 'read.json', ...ask('s3:PutObject')], 1],
    [['--resource-policy', 'public.json', ...ask('s3:GetObject')], 0],
    [['--policy', 'admin.json', '--resource-account', '444455556666', ...ask('s3:GetObject')], 1],
    [['--policy', 'symbolic.json', ...ask('s3:GetObject')], 4],
    [['--policy', 'wrong.json', ...ask('s3:GetObject')], 2],
    [['--policy', 'broken.json', ...ask('s3:GetObject')], 2],
    [['--policy', 'none.json', ...ask('s3:GetObject')], 2],
    [['--policy', 'read.json', ...ask('s3:Nope')], 2],
    [['--policy', 'read.json', '--principal', USER, '--action', 's3:GetObject', '--resource', 'b/k'], 2],
    [['--policy', 'read.json', '--principal', USER, '--action', 's3:ListAllMyBuckets', '--resource', '*'], 1],
    [['--policy', 'read.json'], 2],
    [['--policy', 'read.json', '--context', 'x', ...ask('s3:GetObject')], 2],
  ])('%j exits with %i', async (args, code) => {
    expect((await run('simulate', ...args)).code).toBe(code);
  });

  it('takes several values of a key', async () => {
    const context = ['--context', 'aws:TagKeys=a', '--context', 'aws:TagKeys=b'];
    expect((await run('simulate', '--policy', 'read.json', ...ask('s3:GetObject'), ...context)).code).toBe(0);
  });

  it('takes many requests, and puts errors in their place', async () => {
    const { code, out } = await run('simulate', '--requests', 'requests.json', '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([
      { id: 'a', decision: 'allowed' },
      { id: 'b', decision: 'implicitDeny' },
      { id: 'c', error: { code: 'ERR_BAD_REQUEST' } },
      { id: 'd', error: { code: 'ERR_BAD_REQUEST' } },
      { id: 'e', error: { code: 'ERR_BAD_POLICY' } },
    ]);
  });
});

describe('policy compare', () => {
  it('finds new access, with an example', async () => {
    const { code, out } = await run('compare', 'read.json', 'wide.json', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      result: 'new-access',
      witness: { action: expect.stringMatching(/^s3:Get/) },
    });
    expect((await run('compare', 'wide.json', 'read.json')).out).toBe('no-new-access\n');
  });

  it('names the statement and its line', async () => {
    const { out } = await run('compare', 'read.json', 'wide.json', '--format', 'json');
    const answer = JSON.parse(out) as object;
    expect(answer).toMatchObject({ statements: [{ policy: 'new', index: 0, file: 'wide.json', line: 1 }] });
    expect((await run('compare', 'read.json', 'wide.json')).out).toMatch(
      /\n {2}allowed by statement 0 at wide\.json:1:\d+\n$/,
    );
    expect((await run('check', 'wide.json', '--not-granted', 's3:*')).out).toMatch(
      /allowed by statement 0 at wide\.json:1/,
    );
    const template = await run('compare', 'old.yaml', 'new.yaml', '--format', 'json');
    expect(JSON.parse(template.out)).toMatchObject({
      functions: [{ statements: [{ policy: 'new', effect: 'Allow', file: 'new.yaml', line: expect.any(Number) }] }],
    });
    expect((await run('compare', 'old.yaml', 'new.yaml')).out).toMatch(
      /allowed by .* of `FRole` at new\.yaml:\d+:\d+\n/,
    );
  });

  it('compares the functions of two versions of a template', async () => {
    const { code, out } = await run('compare', 'old.yaml', 'new.yaml', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      result: 'new-access',
      functions: [{ function: 'F', witness: { action: expect.stringMatching(/^dynamodb:/) } }],
    });
    expect((await run('compare', 'new.yaml', 'old.yaml')).code).toBe(0);
    expect((await run('compare', 'old.yaml', 'old.yaml')).out).toBe('no-new-access: 1 function compared\n');
  });

  it('tells a policy from a template by what it holds', async () => {
    expect((await run('compare', 'read', 'wide.json')).code).toBe(1);
    expect((await run('compare', 'old.json', 'old.json')).out).toBe('no-new-access: 1 function compared\n');
  });

  it('takes many pairs', async () => {
    const { code, out } = await run('compare', '--pairs', 'pairs.json', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { id: 1, result: 'no-new-access' },
      { id: 2, result: 'new-access' },
    ]);
  });

  it.each([
    [['read.json']],
    [['read.json', 'broken.json']],
    [['read.json', 'wrong.json']],
    [['old.yaml', 'none.yaml']],
  ])('%j is misuse', async (args) => {
    expect((await run('compare', ...args)).code).toBe(2);
  });
});

describe('policy check', () => {
  it.each([
    [['read.json', '--not-granted', 's3:PutObject'], 0, 'pass'],
    [['read.json', '--not-granted', 's3:*'], 1, 'fail'],
    [['read.json', '--not-granted', 's3:*,arn:aws:s3:::other/*'], 0, 'pass'],
    [['public.json', '--not-public'], 1, 'fail'],
  ])('%j', async (args, code, result) => {
    const found = await run('check', ...args, '--format', 'json');
    expect(found.code).toBe(code);
    expect(JSON.parse(found.out)).toMatchObject({ result });
  });

  it.each([
    ['s3:GetObjct', 'there is no action `s3:GetObjct`: did you mean `s3:GetObject`?'],
    ['s3:GetObjct,arn:aws:s3:::b/*', 'did you mean `s3:GetObject`?'],
    ['dynamodb:Dleete*', '`dynamodb:Dleete*` matches no action'],
    ['s3:GetObjct*', 'did you mean `s3:GetObject*`?'],
    ['*:NopeNopeNope', '`*:NopeNopeNope` matches no action'],
    ['GetObject', '`GetObject` is no action'],
    ['s3:${x}', 'there is no action `s3:${x}`'],
    ['s3:GetObject,bucket/*', '`bucket/*` is no resource'],
    ['s3:GetObject,', '`` is no resource'],
  ])('proves nothing of %s, which names nothing', async (access, why) => {
    const { code, out, err } = await run('check', 'read.json', '--not-granted', access);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
  });

  it('takes what a service that it does not know may have, and says so', async () => {
    const { code, out, err } = await run('check', 'read.json', '--not-granted', 'dynamodbb:GetItem');
    expect({ code, out }).toEqual({ code: 0, out: 'pass\n' });
    expect(err).toBe('warning: there is no service `dynamodbb`: did you mean `dynamodb`?\n');
  });

  it.each(['*', '*:*', '*:Get*', 's3:*', 'S3:getobject', 's3:Get?bject', 's3:GetObject, arn:aws:s3:::b/*'])(
    'takes %s without a word',
    async (access) => {
      expect(await run('check', 'wide.json', '--not-granted', access)).toMatchObject({ code: 1, err: '' });
    },
  );

  it('refuses an entry of a batch for an action that is none, and tells services that it does not know once', async () => {
    const { code, out, err } = await run('check', '--requests', 'checks.json', '--format', 'json');
    expect(code).toBe(2);
    const message = 'there is no action `s3:GetObjct`: did you mean `s3:GetObject`?';
    expect(JSON.parse(out)).toEqual([
      { id: 1, error: { code: 'ERR_BAD_OPTION', message } },
      { id: 2, error: { code: 'ERR_BAD_OPTION', message } },
      { id: 3, result: 'pass', why: expect.stringContaining('lets nobody else in') },
      { id: 4, result: 'pass' },
      { id: 5, result: 'pass' },
    ]);
    expect(err).toBe('warning: there is no service `s4`: did you mean `s3`?\n');
  });

  it('has no answer to whether a policy of an identity is public', async () => {
    const { code, out, err } = await run('check', 'read.json', '--not-public');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('`read.json` names no principal: it is a policy of an identity, which cannot be public');
    const meant = await run('check', 'read.json', '--not-public', '--kind', 'identity');
    expect(meant.code).toBe(0);
    expect(meant.out).toMatch(/^pass: a policy of an identity/);
  });

  it('wants something to check', async () => {
    expect((await run('check', 'read.json')).code).toBe(2);
    expect((await run('check')).code).toBe(2);
  });
});

describe('policy lint', () => {
  it('names the place and what was meant', async () => {
    const { code, out } = await run('lint', 'typo.json');
    expect(code).toBe(1);
    expect(out).toContain(
      'typo.json:3:48 error Invalid action: there is no action `s3:GetObjekt`: did you mean `s3:GetObject`?',
    );
  });
  it.each([
    ['read.json', 0],
    ['broken.json', 2],
    ['wrong.json', 1],
    ['none.json', 2],
  ])('%s exits with %i', async (file, code) => {
    expect((await run('lint', file)).code).toBe(code);
  });
});

it('prints what the published schema says', async () => {
  const batch = await run('simulate', '--requests', 'requests.json', '--format', 'json');
  expect(findProblems('policy', JSON.parse(batch.out))).toEqual([]);
  const { out } = await run('lint', 'typo.json', '--format', 'json');
  expect(JSON.parse(out)).toMatchObject({ findings: [{ check: 'Invalid action', line: 3 }] });
  expect(findProblems('policy', { result: 'maybe' })).not.toEqual([]);
});

describe('policy lint of what is written wrongly, but is JSON', () => {
  it.each([
    [
      'an operator',
      { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringEqual: { 'aws:x': 'y' } } },
      {},
    ],
    ['the case of the effect', { Effect: 'allow', Action: 's3:*', Resource: '*' }, {}],
    ['a principal of an identity policy', { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }, {}],
    ['the version', { Effect: 'Allow', Action: 's3:*', Resource: '*' }, { Version: '2012-10-16' }],
    ['Action with NotAction', { Effect: 'Allow', Action: 's3:*', NotAction: 's3:*', Resource: '*' }, {}],
    ['no effect at all', { Action: 's3:*', Resource: '*' }, {}],
  ])('exits with 1: %s', async (_, statement, more) => {
    const files = { 'p.json': JSON.stringify({ Version: '2012-10-17', ...more, Statement: [statement] }) };
    const io = createTestIo({ cwd: createFolder(files) });
    expect(await main(['policy', 'lint', 'p.json', '--kind', 'identity'], io)).toBe(1);
    expect(io.out()).toMatch(/\d findings?\n$/);
  });
});

describe('a file that is no policy', () => {
  const YAML = 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n';
  it.each([
    ['lint', 'p.yaml', YAML],
    ['check --not-public', 'p.yaml', YAML],
    ['escalate', 'p.yaml', YAML],
    ['simulate --action s3:GetObject --resource * --policy', 'p.json', YAML],
    ['check --not-public', 'p.json', '{"Resources": {}}'],
    ['lint', 'p.json', '{"Resources": {}}'],
  ])('is told to be a template: %s %s', async (line, name, text) => {
    const io = createTestIo({ cwd: createFolder({ [name]: text }) });
    await main(['policy', ...line.split(' '), name], io);
    expect(io.out() + io.err()).toContain('sallyport policy compare');
  });

  it.each(['check --not-public', 'escalate'])('has its line and column: %s', async (line) => {
    const io = createTestIo({
      cwd: createFolder({ 'p.json': '{\n  "Version": "2012-10-17",\n  "Statement": [],\n}\n' }),
    });
    expect(await main(['policy', ...line.split(' '), 'p.json'], io)).toBe(2);
    expect(io.err()).toContain('p.json:4:1: ');
    expect(io.err()).not.toContain('position');
  });
});

describe('policy escalate', () => {
  it('finds paths, and what is reached', async () => {
    const { code, out } = await run('escalate', 'world.json', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      paths: [{ id: 'lambda-003', targets: ['arn:aws:iam::111122223333:role/r'] }],
      reach: [{ isAdministrator: true }],
    });
    expect((await run('escalate', 'world.json')).out).toMatch(
      /\n {2}1\. .* takes arn:aws:iam::111122223333:role\/r by lambda:UpdateFunctionCode.* \(lambda-003\)\n/,
    );
  });
  it('takes a policy alone', async () => {
    expect((await run('escalate', 'admin.json')).code).toBe(1);
    expect((await run('escalate', 'read.json')).out).toBe('no path to more permissions\n');
    expect((await run('escalate', 'wrong.json')).code).toBe(2);
  });
});

it('names the verbs', async () => {
  expect((await run('simulat')).err).toContain('simulate');
  expect((await run()).code).toBe(2);
});

it('says where policies stand in what is none', async () => {
  const policy = { Version: '2012-10-17', Statement: [] };
  const cases: readonly (readonly [unknown, string])[] = [
    [
      { PolicyVersion: { Document: policy, VersionId: 'v1' } },
      '1 policy\nwrite one of them to a file: PolicyVersion.Document',
    ],
    [{ RoleName: 'r', PolicyDocument: policy }, '1 policy\nwrite one of them to a file: PolicyDocument'],
    [{ A: policy, B: policy, C: policy, D: policy }, '4 policies\nwrite one of them to a file: A, B, C and 1 more'],
  ];
  for (const [held, told] of cases) {
    const cwd = createFolder({ 'held.json': JSON.stringify(held) });
    for (const args of [['escalate'], ['check', '--not-granted', 's3:GetObject'], ['compare', 'held.json']]) {
      const io = createTestIo({ cwd });
      expect(await main(['policy', ...args, 'held.json'], io)).toBe(2);
      expect(io.err()).toContain(`\`held.json\` is no policy, but holds ${told}`);
    }
  }
});
