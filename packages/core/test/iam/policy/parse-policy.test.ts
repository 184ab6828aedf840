import { describe, expect, it } from 'vitest';
import { parsePolicy, parsePolicyText } from '../../../src/iam/policy/parse-policy.ts';
import type { PolicyKind } from '../../../src/iam/policy/policy.ts';
import { printText } from '../../../src/iam/policy/text.ts';

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const of = (statement: unknown, rest: object = {}): unknown => ({
  Version: '2012-10-17',
  Statement: statement,
  ...rest,
});
const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

describe('what a policy is read as', () => {
  it('is the same for one statement and for a list of one', () => {
    expect(parsePolicy(of(allow)).policy?.statements).toEqual(parsePolicy(of([allow])).policy?.statements);
  });

  it('tells the kind of policy by its principals and resources', () => {
    expect(parsePolicy(of(allow)).policy?.kind).toBe('identity');
    expect(parsePolicy(of(trust)).policy?.kind).toBe('trust');
    expect(parsePolicy(of({ ...allow, Principal: '*' })).policy?.kind).toBe('resource');
  });

  it('reads variables, defaults and escapes only in version 2012-10-17', () => {
    const resource = "arn:aws:s3:::b/${aws:username}/${AWS:PrincipalTag/Team, 'none'}/${*}${?}${$}/*";
    const statement = { ...allow, Resource: resource };
    expect(parsePolicy(of(statement)).policy?.statements[0]?.resources?.patterns[0]).toEqual([
      { kind: 'literal', text: 'arn:aws:s3:::b/' },
      { kind: 'variable', key: 'aws:username' },
      { kind: 'literal', text: '/' },
      { kind: 'variable', key: 'aws:principaltag/team', fallback: 'none' },
      { kind: 'literal', text: '/*?$/' },
      { kind: 'any' },
    ]);
    const old = parsePolicy({ Statement: { ...allow, Resource: 'a${aws:username}' } });
    expect(old.policy?.statements[0]?.resources?.patterns[0]).toEqual([{ kind: 'literal', text: 'a${aws:username}' }]);
    expect(old.findings.map(({ check }) => check)).toEqual(['Missing version', 'Variable unsupported in version']);
  });

  it('reads wildcards in the values of the operators that have them, and nowhere else', () => {
    const values = (operator: string): unknown =>
      parsePolicy(of({ ...allow, Condition: { [operator]: { 'aws:username': 'a*' } } })).policy?.statements[0]
        ?.conditions[0]?.values[0];
    expect(values('StringEquals')).toEqual([{ kind: 'literal', text: 'a*' }]);
    expect(values('StringLike')).toEqual([{ kind: 'literal', text: 'a' }, { kind: 'any' }]);
    expect(values('ArnEquals')).toEqual([{ kind: 'literal', text: 'a' }, { kind: 'any' }]);
  });

  it.each([
    [{ Ref: 'Orders' }, '${Orders}'],
    [{ 'Fn::GetAtt': ['Orders', 'Arn'] }, '${Orders.Arn}'],
    [{ 'Fn::GetAtt': 'Orders.Arn' }, '${Orders.Arn}'],
    [
      { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/${!aws:username}/*' },
      'arn:${AWS::Partition}:s3:::${Bucket}/${aws:username}/*',
    ],
    [{ 'Fn::Sub': ['${A}-${B}', { A: 'x', B: { Ref: 'C' } }] }, 'x-${C}'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'B' }, '*']] }, 'a/${B}/*'],
    [{ 'Fn::ImportValue': 'x' }, '${{"Fn::ImportValue":"x"}}'],
  ])('makes symbols of %j', (resource, printed) => {
    const [text] = parsePolicy(of({ ...allow, Resource: resource })).policy?.statements[0]?.resources?.patterns ?? [];
    expect(printText(text ?? [])).toBe(printed);
  });

  it.each([
    ['arn:aws:sqs', 'arn:aws:sqs:*:*:*'],
    ['arn:aws:sqs:us-*', 'arn:aws:sqs:us-*:*:*'],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b'],
    ['*', '*'],
  ])('pads the ARN %s in a policy of an identity only', (resource, padded) => {
    const print = (statement: object): string =>
      printText(parsePolicy(of(statement)).policy?.statements[0]?.resources?.patterns[0] ?? []);
    expect(print({ ...allow, Resource: resource })).toBe(padded);
    expect(print({ ...allow, Principal: '*', Resource: resource })).toBe(resource);
  });

  it('tells the sorts of principals apart', () => {
    const principal = {
      AWS: [
        '*',
        '111122223333',
        'arn:aws:iam::111122223333:root',
        'arn:aws:iam::111122223333:role/r',
        'AIDAJQABLZS4A3QDU576Q',
        { Ref: 'R' },
      ],
      Service: 'Lambda.amazonaws.com',
      Federated: 'accounts.google.com',
      CanonicalUser: '79a5',
    };
    expect(parsePolicy(of({ ...allow, Principal: principal })).policy?.statements[0]?.principals?.principals).toEqual([
      { kind: 'everyone' },
      { kind: 'account', account: '111122223333' },
      { kind: 'account', account: '111122223333' },
      { kind: 'arn', arn: 'arn:aws:iam::111122223333:role/r' },
      { kind: 'unique-id', id: 'AIDAJQABLZS4A3QDU576Q' },
      { kind: 'symbolic', sort: 'AWS', text: [{ kind: 'symbol', id: 'R', sort: 'free' }] },
      { kind: 'service', service: 'lambda.amazonaws.com' },
      { kind: 'federated', provider: 'accounts.google.com' },
      { kind: 'canonical-user', id: '79a5' },
    ]);
  });
});

describe('what is wrong with a policy', () => {
  const cases: readonly (readonly [check: string, document: unknown, kind?: PolicyKind])[] = [
    ['Json syntax error', []],
    ['Missing statement', { Version: '2012-10-17' }],
    ['Missing statement', of(['x'])],
    ['Invalid version', { Version: '2012-10-18', Statement: allow }],
    ['Missing version', { Statement: allow }],
    ['Invalid policy element', of(allow, { Statements: [] })],
    ['Invalid policy element', of({ ...allow, Actions: '*' })],
    ['Missing effect', of({ Action: '*', Resource: '*' })],
    ['Invalid effect', of({ ...allow, Effect: 'allow' })],
    ['Missing action', of({ Effect: 'Allow', Resource: '*' })],
    ['Missing resource', of({ Effect: 'Allow', Action: '*' })],
    ['Missing principal', of(allow), 'resource'],
    ['Unsupported principal', of({ ...allow, Principal: '*' }), 'identity'],
    ['SCP syntax error principal', of({ ...allow, Principal: '*' }), 'scp'],
    ['Role trust policy syntax error notprincipal', of({ ...trust, Principal: undefined, NotPrincipal: '*' }), 'trust'],
    ['Role trust policy syntax error resource', of({ ...trust, Resource: '*' }), 'trust'],
    [
      'Role trust policy unsupported wildcard in principal',
      of({ ...trust, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
    ],
    ['Unsupported element combination', of({ ...allow, NotAction: '*' })],
    ['Unsupported element combination', of({ ...allow, NotResource: '*' })],
    ['Unsupported element combination', of({ ...allow, Principal: '*', NotPrincipal: '*' })],
    ['Invalid principal format', of({ ...allow, Principal: 'everyone' })],
    ['Invalid principal format', of({ ...allow, Principal: { AWS: 'me' } })],
    ['Invalid principal key', of({ ...allow, Principal: { Aws: '*' } })],
    ['Invalid service principal format', of({ ...allow, Principal: { Service: 'lambda' } })],
    ['Unsupported wildcard in principal', of({ ...allow, Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } })],
    ['Unsupported wildcard in principal', of({ ...allow, Principal: { Federated: '*' } })],
    ['Empty object principal', of({ ...allow, Principal: {} })],
    ['Empty array principal', of({ ...allow, Principal: { AWS: [] } })],
    ['Empty array action', of({ ...allow, Action: [] })],
    ['Empty array resource', of({ ...allow, Resource: [] })],
    ['Data type mismatch', of({ ...allow, Action: 1 })],
    ['Data type mismatch', of({ ...allow, Sid: 1 })],
    ['Empty Sid value', of({ ...allow, Sid: '' })],
    ['Unsupported Sid', of({ ...allow, Sid: 'a b' })],
    [
      'Unique Sids required',
      of([
        { ...allow, Sid: 'a' },
        { ...allow, Sid: 'a' },
      ]),
    ],
    [
      'Unique Sids recommended',
      of([
        { ...allow, Principal: '*', Sid: 'a' },
        { ...allow, Principal: '*', Sid: 'a' },
      ]),
    ],
    ['Variable unsupported in element', of({ ...allow, Action: 's3:${aws:username}' })],
    ['Empty variable', of({ ...allow, Resource: 'a${}' })],
    ['Missing brace in variable', of({ ...allow, Resource: 'a${aws:username' })],
    ['Missing brace in variable', of({ ...allow, Resource: "a${aws:username, 'b'" })],
    ['Missing quote in variable', of({ ...allow, Resource: 'a${aws:username, b}' })],
    ['Unsupported space in variable', of({ ...allow, Resource: 'a${aws: username}' })],
    ['Empty object condition', of({ ...allow, Condition: {} })],
    ['Empty object condition', of({ ...allow, Condition: { Bool: {} } })],
    ['Data type mismatch', of({ ...allow, Condition: [] })],
    ['Invalid condition operator', of({ ...allow, Condition: { StringMatches: { 'aws:username': 'a' } } })],
    [
      'Invalid condition operator',
      of({ ...allow, Condition: { 'ForSomeValues:StringLike': { 'aws:username': 'a' } } }),
    ],
    ['Invalid condition data type', of({ ...allow, Condition: { Bool: 'true' } })],
    ['Invalid condition data type', of({ ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': {} } } })],
    ['Invalid condition key format', of({ ...allow, Condition: { Bool: { MultiFactorAuthPresent: 'true' } } })],
    [
      'Invalid variable for operator',
      of({ ...allow, Condition: { Bool: { 'aws:SecureTransport': '${aws:username}' } } }),
    ],
    ['Duplicate keys with different case', of({ ...allow, Condition: { Bool: { 'aws:a': 'true', 'AWS:A': 'true' } } })],
    ['Null with if exists', of({ ...allow, Condition: { NullIfExists: { 'aws:username': 'true' } } })],
    ['Null with qualifier', of({ ...allow, Condition: { 'ForAnyValue:Null': { 'aws:username': 'true' } } })],
    ['Empty array condition', of({ ...allow, Condition: { StringLike: { 'aws:username': [] } } })],
    ['Empty array condition IfExists', of({ ...allow, Condition: { StringLikeIfExists: { 'aws:username': [] } } })],
    [
      'Empty array condition ForAllValues',
      of({ ...allow, Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': [] } } }),
    ],
    [
      'Empty array condition ForAnyValue',
      of({ ...allow, Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': [] } } }),
    ],
  ];

  it.each(cases.map((row) => ({ row, name: `${row[0]}: ${JSON.stringify(row[1])}` })))('$name', ({ row }) => {
    const [check, document, kind] = row;
    const { findings } = parsePolicy(JSON.parse(JSON.stringify(document)), kind === undefined ? {} : { kind });
    expect(findings.map((finding) => finding.check)).toContain(check);
  });

  it('gives no policy when a finding is fatal', () => {
    for (const [, document] of cases) {
      const { policy, findings } = parsePolicy(document);
      expect(policy === undefined).toBe(findings.some(({ isFatal }) => isFatal));
    }
  });

  it('says line and column', () => {
    const text =
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "allow", "Action": "*", "Resource": "*" }\n  ]\n}';
    expect(parsePolicyText(text).findings).toMatchObject([{ check: 'Invalid effect', line: 4, column: 17 }]);
  });

  it.each([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a":1,}', 1, 8],
    ['{"Version": "2012-10-17"\n "Statement": []}', 2, 2],
    ['{"a": tru}', 1, 7],
    ['{"a": "x', 1, 7],
    ['{} x', 1, 4],
    ['['.repeat(200_000), 1, 102],
  ])('names the place where %.20j is no JSON', (text, line, column) => {
    const { policy, findings } = parsePolicyText(text);
    expect(policy).toBeUndefined();
    expect(findings).toMatchObject([{ check: 'Json syntax error', line, column, isFatal: true }]);
  });

  it('reports a key that stands twice, and takes `__proto__` for a word like others', () => {
    const text = '{"Version":"2012-10-17","Statement":[],"Statement":[],"__proto__":{"x":1}}';
    expect(parsePolicyText(text).findings.map(({ check }) => check)).toEqual([
      'Json syntax error',
      'Invalid policy element',
    ]);
  });

  it('refuses what is nested too deeply, wherever', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i += 1) deep = { 'Fn::Join': ['', [deep]] };
    for (const statement of [
      { ...allow, Resource: deep },
      { ...allow, Action: deep },
      { ...allow, Condition: { Bool: { 'aws:a': deep } } },
    ]) {
      expect(parsePolicy(of(statement)).findings).toMatchObject([{ message: 'nested too deeply', isFatal: true }]);
    }
  });

  it('reads 5 MB', () => {
    const text = JSON.stringify(
      of(
        Array.from({ length: 40_000 }, (_, i) => ({
          ...allow,
          Resource: `arn:aws:s3:::bucket-${i}/${'x'.repeat(60)}`,
        })),
      ),
    );
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(parsePolicyText(text).policy?.statements).toHaveLength(40_000);
  });
});

describe('an operator that is misspelt', () => {
  it('is held against those that there are', () => {
    const condition = { 'ForAnyValue:StringEqualIfExists': { 'aws:TagKeys': 'a' } };
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: condition };
    const { findings } = parsePolicy({ Version: '2012-10-17', Statement: statement });
    expect(findings[0]?.message).toMatch(/did you mean `StringEquals`\?$/);
  });
});
