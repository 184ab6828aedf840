import { describe, expect, it } from 'vitest';
import { allow, comparePair, deny, either, type Language, type Parts } from './compare-pair.ts';

const P = { P: { Type: 'String', Default: 'a' } };
const REF = { Ref: 'P' };
const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const says = (...statements: readonly unknown[]): Parts => ({ statements, parameters: P });
const org = (operator: string, value: unknown): Parts =>
  says(allow('s3:GetObject', '*', { Condition: { [operator]: { 'aws:PrincipalOrgID': value } } }));
const USER = 'arn:aws:s3:::a/${aws:username}/*';
const ofVersion = (version: unknown, ...statements: readonly unknown[]): Parts => ({ version, statements });

const COUNT = 6;
const conditions = Object.fromEntries(
  Array.from({ length: COUNT }, (_, i) => [`C${i}`, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, `r${i}`] }]),
);
const bucket = (last: unknown, rest = '/*'): unknown => ({
  'Fn::Join': [
    '',
    [
      'arn:aws:s3:::',
      ...Array.from({ length: COUNT - 1 }, (_, i) => either(`C${i}`, `a${i}`, `b${i}`)),
      either(`C${COUNT - 1}`, 'a', last),
      rest,
    ],
  ],
});
const many = (...statements: readonly unknown[]): Parts => ({ statements, conditions });

describe.each<Language>(['sam', 'cloudformation'])('in %s', (language) => {
  const ask = (before: Parts, after: Parts): string => comparePair(before, after, language);

  it('reads a resource of many conditions as a part that is not known', () => {
    expect(ask(many(allow('s3:GetObject', bucket('b'))), many(allow('s3:GetObject', bucket('b'))))).toBe(
      'no-new-access',
    );
    expect(ask(many(allow('s3:GetObject', bucket('b'))), many(allow('s3:GetObject', bucket('*'))))).not.toBe(
      'no-new-access',
    );
    expect(ask(many(), many(allow('s3:GetObject', bucket('b'))))).toBe('new-access');
    expect(ask(many(allow('s3:GetObject', 'arn:aws:s3:::*')), many(allow('s3:GetObject', bucket('b'))))).toBe(
      'no-new-access',
    );
    expect(ask(many(allow('s3:*'), deny('s3:*', bucket('b'))), many(allow('s3:*')))).not.toBe('no-new-access');
    expect(ask(many(allow('s3:*')), many(allow('s3:*'), deny('s3:*', bucket('b'))))).toBe('no-new-access');
  });

  it('reads every resource of a long list in a branch', () => {
    const list = Array.from({ length: 40 }, (_, i) => `arn:aws:s3:::b${i}`);
    const listed = (...resources: readonly string[]): Parts => many(allow('s3:*', either('C0', resources)));
    expect(ask(listed(...list), listed(...list, 'arn:aws:s3:::more'))).toBe('new-access');
    expect(ask(listed(...list, 'arn:aws:s3:::more'), listed(...list))).toBe('no-new-access');
  });

  it('heeds the version of a document', () => {
    const [old, fresh, none] = ['2008-10-17', '2012-10-17', null].map((version) =>
      ofVersion(version, allow('s3:GetObject', USER)),
    );
    if (old === undefined || fresh === undefined || none === undefined) throw new Error('three versions');
    expect(ask(old, fresh)).toBe('new-access');
    expect(ask(none, fresh)).toBe('new-access');
    expect(ask(fresh, old)).not.toBe('no-new-access');
    expect(ask(old, none)).toBe('no-new-access');
    expect(ask(fresh, fresh)).toBe('no-new-access');
    const denied = ['2008-10-17', '2012-10-17'].map((version) => ofVersion(version, allow('s3:*'), deny('s3:*', USER)));
    expect(ask(denied[1] as Parts, denied[0] as Parts)).not.toBe('no-new-access');
    expect(ask(ofVersion('2008-10-17', allow('s3:*')), ofVersion('2012-10-17', allow('s3:*')))).toBe('no-new-access');
    const tagged = ['2008-10-17', '2012-10-17'].map((version) =>
      ofVersion(
        version,
        allow('s3:*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/u': '${aws:username}' } } }),
      ),
    );
    expect(ask(tagged[0] as Parts, tagged[1] as Parts)).not.toBe('no-new-access');
    expect(ask(ofVersion(either('C', '2008-10-17', '2012-10-17'), allow('s3:GetObject', USER)), old)).not.toBe(
      'no-new-access',
    );
  });

  it('keeps the operator of a condition on a parameter', () => {
    expect(ask(org('StringEquals', REF), org('StringEquals', REF))).toBe('no-new-access');
    expect(ask(org('StringLike', REF), org('StringEquals', REF))).toBe('no-new-access');
    expect(ask(org('StringEquals', REF), org('StringLike', REF))).not.toBe('no-new-access');
    expect(ask(org('StringEquals', 'a'), org('StringEquals', REF))).not.toBe('no-new-access');
    expect(ask(org('StringEquals', REF), org('StringEquals', 'a'))).not.toBe('no-new-access');
    expect(
      ask(org('StringEquals', { 'Fn::Sub': 'x-${P}' }), org('StringEquals', { 'Fn::Join': ['-', ['x', REF]] })),
    ).toBe('no-new-access');
  });

  it('takes a default for no sure denial, and for no sure permission', () => {
    const no = deny(REF);
    const ec2: Parts['parameters'] = { P: { Type: 'String', Default: 'ec2:*' } };
    const on = (...statements: readonly unknown[]): Parts => ({ statements, parameters: ec2 });
    expect(ask(on(allow('*'), no), on(allow('*'), no))).toBe('no-new-access');
    expect(ask(on(allow('*'), no), on(allow('*'), deny('ec2:*')))).toBe('unknown');
    expect(ask(on(allow('*'), deny('ec2:*')), on(allow('*'), no))).toBe('unknown');
    expect(ask(on(allow(REF)), on(allow('ec2:*')))).toBe('unknown');
    expect(ask(on(allow('ec2:*')), on(allow(REF)))).toBe('unknown');
    const managed = (arn: unknown): Parts => ({
      role: { ManagedPolicyArns: [arn] },
      parameters: { P: { Type: 'String', Default: READ } },
    });
    expect(ask(managed(READ), managed(REF))).toBe('unknown');
    expect(ask(managed(REF), managed(READ))).toBe('unknown');
    expect(ask(managed(REF), managed(REF))).toBe('no-new-access');
    expect(ask(on(allow('ec2:*')), on(allow('ec2:*'), no))).not.toBe('new-access');
  });
});
