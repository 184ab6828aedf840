import { describe, expect, it } from 'vitest';
import { compareAccess } from '../../src/permissions/compare-access.ts';
import { allow, comparePair, deny, either, readAccess, type Language, type Parts } from './compare-pair.ts';

const parameters = {
  P: { Type: 'String' },
  L: { Type: 'CommaDelimitedList' },
  Stage: { Type: 'String', Default: 'Allow' },
};
const of = (role: Parts['role']): Parts => ({ role: role ?? {}, parameters });
const says = (...statements: readonly unknown[]): Parts => ({ statements, parameters });
const include = (Location: string): unknown => ({
  'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location } },
});
const macro = (Parameters: unknown): object => ({ 'Fn::Transform': { Name: 'Own', Parameters } });
const document = (PolicyDocument: unknown): Parts => of({ Policies: [{ PolicyName: 'own', PolicyDocument }] });
const json = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
const sub = (action: string, resource: string): unknown => ({
  'Fn::Sub': `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ${action}, "Resource": ${resource} }] }`,
});
const SECRET = '{{resolve:ssm:/actions}}';

describe.each<Language>(['sam', 'cloudformation'])('what cannot be read, in %s', (language) => {
  const ask = (before: Parts, after: Parts): string => comparePair(before, after, language);

  it.each<readonly [string, Parts, Parts]>([
    ['an include', document(include('s3://a/a')), document(include('s3://a/b'))],
    ['a reference', document({ Ref: 'P' }), document({ Ref: 'L' })],
    ['an import', document({ 'Fn::ImportValue': 'a' }), document({ 'Fn::ImportValue': 'b' })],
    ['a text that is no JSON', document('sqs:SendMessage'), document('*')],
    ['a text with more than strings computed', document(sub('${P}', '"*"')), document(sub('"*"', '${P}'))],
    ['a list', of({ Policies: { Ref: 'P' } }), of({ Policies: { Ref: 'L' } })],
    [
      'a list of managed policies',
      of({ ManagedPolicyArns: { Ref: 'L' } }),
      of({ ManagedPolicyArns: { 'Fn::Split': [',', { Ref: 'P' }] } }),
    ],
    [
      'a policy that an include brings',
      of({ Policies: [include('s3://a/a')] }),
      of({ Policies: [include('s3://a/b')] }),
    ],
    ['what a macro is given', document(macro({ file: 'a', at: 'a' })), document(macro({ file: 'b', at: 'b' }))],
    [
      'a statement of a macro',
      says({ ...allow('s3:GetObject'), ...macro({ Key: 'a' }) }),
      says({ ...allow('s3:*'), ...macro({ Key: 'a' }) }),
    ],
    ['a managed policy', of({ ManagedPolicyArns: [SECRET] }), of({ ManagedPolicyArns: [`${SECRET}a`] })],
  ])('is another one: %s', (_, before, after) => {
    expect([ask(before, after), ask(after, before)]).toEqual(['unknown', 'unknown']);
    expect([ask(before, before), ask(after, after)]).toEqual(['no-new-access', 'no-new-access']);
  });

  it('is not JSON in a text, which is read', () => {
    const [few, all] = [document(json('sqs:SendMessage')), document(json('*'))];
    expect([ask(few, all), ask(all, few), ask(all, all)]).toEqual(['new-access', 'no-new-access', 'no-new-access']);
    expect([ask(says(allow('sqs:SendMessage')), few), ask(few, says(allow('sqs:SendMessage')))]).toEqual([
      'no-new-access',
      'no-new-access',
    ]);
    const named = document(sub('"s3:GetObject"', '"arn:${AWS::Partition}:s3:::${P}/*"'));
    const written = says(allow('s3:GetObject', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${P}/*' }));
    expect([ask(named, written), ask(written, named)]).toEqual(['no-new-access', 'no-new-access']);
    expect(ask(named, document(sub('"s3:*"', '"arn:${AWS::Partition}:s3:::${P}/*"')))).toBe('new-access');
  });

  it.each([{ Ref: 'Stage' }, SECRET])('is an effect, beside what widens: %j', (Effect) => {
    const [few, all] = ['sqs:SendMessage', '*'].map((action) => says({ ...allow(action), Effect }));
    if (few === undefined || all === undefined) throw new Error('two versions');
    expect([ask(few, all), ask(all, few), ask(all, all)]).toEqual(['unknown', 'unknown', 'no-new-access']);
  });

  it('is what a macro brings to the role', () => {
    const macros = of({ ...macro({}), Timeout: 3 });
    expect([ask(of({}), macros), ask(macros, of({})), ask(macros, macros)]).toEqual([
      'unknown',
      'unknown',
      'no-new-access',
    ]);
  });

  it('is an action that is filled in when the stack is deployed', () => {
    const { granted, unresolved } = readAccess(says(allow(['s3:GetObject', SECRET])), language).permissions;
    expect(granted.flatMap(({ actions }) => actions).join(' ')).not.toContain('resolve');
    expect(unresolved).toMatchObject([{ why: 'an action of the statement is not constant' }]);
  });

  it('is a dynamic reference', () => {
    const given = says(allow(SECRET));
    expect([ask(says(), given), ask(says(allow('s3:*')), given), ask(given, says(allow('s3:*')))]).toEqual(
      Array.from({ length: 3 }, () => 'unknown'),
    );
    expect(ask(given, given)).toBe('no-new-access');
    const [one, other] = [SECRET, '192.0.2.0/24'].map((ip) =>
      says(allow('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': ip } } })),
    );
    if (one === undefined || other === undefined) throw new Error('two versions');
    expect([ask(one, other), ask(other, one), ask(one, one)]).toEqual(['unknown', 'unknown', 'no-new-access']);
    const on = says(allow('s3:GetObject', SECRET));
    expect([ask(says(allow('s3:GetObject', 'arn:aws:s3:::a/*')), on), ask(on, on)]).toEqual([
      'unknown',
      'no-new-access',
    ]);
  });

  it.each<readonly [string, object]>([
    ['action', deny({ Ref: 'P' })],
    ['dynamic action', deny(SECRET)],
    ['effect', { ...deny('*'), Effect: SECRET }],
    ['parameter for an effect', { ...deny('*'), Effect: { Ref: 'P' } }],
    ['exception', { Effect: 'Deny', NotAction: { Ref: 'P' }, Resource: '*' }],
    ['macro', { ...deny('*'), ...macro({}) }],
  ])('may deny what is new: %s', (_, denial) => {
    expect(ask(says(), says(allow('s3:*'), denial))).toBe('unknown');
    expect(ask(says(denial), says(allow('s3:*'), denial))).toBe('unknown');
  });

  it.each<readonly [string, object]>([
    ['a managed policy of somebody else', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/own'] }],
    ['a managed policy that is imported', { ManagedPolicyArns: [{ 'Fn::ImportValue': 'shared' }] }],
    ['a policy that a macro brings', { Policies: [macro({})] }],
  ])('is one policy among several, which may deny what is new: %s', (_, open) => {
    const more = (...statements: readonly unknown[]): Parts => ({
      role: { ...open },
      parameters,
      resources: {
        More: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'more',
            Roles: [{ Ref: language === 'sam' ? 'FnRole' : 'Role' }],
            PolicyDocument: { Version: '2012-10-17', Statement: statements },
          },
        },
      },
    });
    const [few, all] = [more(allow('sqs:SendMessage')), more(allow('sqs:*'))];
    expect([ask(few, all), ask(all, all)]).toEqual(['unknown', 'no-new-access']);
    expect(ask(all, few)).toBe('no-new-access');
    const { why } = compareAccess(readAccess(few, language), readAccess(all, language));
    expect(why).toMatch(/polic.*, and it may deny what is new$/);
  });

  it.each<readonly [string, object]>([
    ['an action', allow({ Ref: 'P' })],
    ['an effect', { ...allow('*'), Effect: { Ref: 'P' } }],
    ['a denial', deny({ 'Fn::ImportValue': 'actions' })],
    ['a macro', { ...allow('*'), ...macro({}) }],
  ])('leaves no doubt where access is taken away beside it: %s', (_, open) => {
    const [few, all] = [says(open, allow('s3:GetObject')), says(allow('s3:*'), allow('sqs:*'), open)];
    expect(ask(all, few)).toBe('no-new-access');
    expect(ask(all, says(open))).toBe('no-new-access');
    expect(ask(few, says(open, allow('s3:GetObject'), deny('s3:DeleteObject')))).toBe('no-new-access');
    // What is allowed there may be what the denial was for.
    expect(ask(says(open, deny('s3:DeleteObject')), says(open))).not.toBe('no-new-access');
    // It may deny as well, and is doubted where it is written in other words.
    const other = allow({ 'Fn::ImportValue': 'other' });
    expect(ask(says(open, allow('s3:*')), says(other, allow('s3:GetObject')))).toBe('unknown');
  });

  it('leaves no doubt where it stands in a branch, and less often than before', () => {
    const open = allow({ Ref: 'P' });
    const [always, often] = [says(open), says(either('C', open))];
    expect([ask(always, often), ask(often, always), ask(often, often)]).toEqual([
      'no-new-access',
      'unknown',
      'no-new-access',
    ]);
  });

  it('does not deny what it is not about', () => {
    const denial = deny({ Ref: 'P' }, 'arn:aws:s3:::a/*');
    expect(ask(says(denial), says(allow('s3:GetObject', 'arn:aws:s3:::*'), denial))).toBe('new-access');
    expect(ask(says(denial), says(allow('s3:GetObject', 'arn:aws:s3:::a/b'), denial))).toBe('unknown');
    expect(ask(says(), says(allow('s3:*'), allow({ Ref: 'P' })))).toBe('new-access');
  });
});
