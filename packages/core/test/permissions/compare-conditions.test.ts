import { describe, expect, it } from 'vitest';
import { compareAccess } from '../../src/permissions/compare-access.ts';
import { allow, comparePair, deny, either, NOTHING, readAccess, type Language, type Parts } from './compare-pair.ts';

const equals = (name: string, text: string): object => ({ 'Fn::Equals': [{ Ref: name }, text] });
const condition = (name: string): object => ({ Condition: name });
const conditions = {
  IsProd: equals('Stage', 'prod'),
  IsTest: equals('Stage', 'test'),
  IsBig: equals('Size', 'big'),
  NotProd: { 'Fn::Not': [condition('IsProd')] },
  Both: { 'Fn::And': [condition('IsProd'), condition('IsBig')] },
  Any: { 'Fn::Or': [equals('Stage', 'prod'), condition('IsBig')] },
  Alias: condition('IsProd'),
  Same: { 'Fn::Equals': ['prod', { Ref: 'Stage' }] },
  Neither: { 'Fn::Not': [condition('Any')] },
};
const parameters = { Stage: { Type: 'String' }, Size: { Type: 'String' } };
const EC2 = allow('ec2:*');
const says = (...statements: readonly unknown[]): Parts => ({ statements, parameters, conditions });
const having = (more: object, ...statements: readonly unknown[]): Parts => ({
  ...says(...statements),
  conditions: { ...conditions, ...more },
});

describe.each<Language>(['sam', 'cloudformation'])('conditions of a template in %s', (language) => {
  const ask = (before: Parts, after: Parts): string => comparePair(before, after, language);

  it.each<readonly [string, Parts, Parts]>([
    ['all of several', says(either('Both', EC2)), says(either('IsProd', either('IsBig', EC2)))],
    ['one of several', says(either('Any', EC2)), says(either('IsProd', EC2), either('IsBig', EC2))],
    ['the contrary', says(either('NotProd', EC2)), says(either('IsProd', NOTHING, EC2))],
    ['another name', says(either('Alias', EC2)), says(either('IsProd', EC2))],
    ['the same words', says(either('Same', EC2)), says(either('IsProd', EC2))],
    ['none of several', says(either('Neither', EC2)), says(either('NotProd', either('IsBig', NOTHING, EC2)))],
    ['both branches', says(EC2), says(either('IsProd', EC2), either('NotProd', EC2))],
    [
      'a denial',
      says(allow('*'), either('Both', deny('iam:*'))),
      says(allow('*'), either('IsProd', either('IsBig', deny('iam:*')))),
    ],
  ])('say the same: %s', (_, one, other) => {
    expect([ask(one, other), ask(other, one)]).toEqual(['no-new-access', 'no-new-access']);
  });

  it.each<readonly [string, narrow: Parts, wide: Parts]>([
    ['all of several', says(either('Both', EC2)), says(either('IsBig', EC2))],
    ['one of several', says(either('IsProd', EC2)), says(either('Any', EC2))],
    ['the contrary', says(either('NotProd', EC2)), says(EC2)],
    ['two texts', says(either('IsTest', EC2)), says(either('NotProd', EC2))],
  ])('tell fewer deployments from more: %s', (_, narrow, wide) => {
    expect([ask(narrow, wide), ask(wide, narrow)]).toEqual(['new-access', 'no-new-access']);
  });

  it('rule out that one parameter is two texts', () => {
    expect(ask(says(), says(either('IsProd', either('IsTest', EC2))))).toBe('no-new-access');
    expect(ask(says(), says(either('IsProd', either('IsBig', EC2))))).toBe('new-access');
  });

  it('count for who may take the role', () => {
    const trusts = (statement: unknown): Parts => ({
      ...says(),
      role: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
    });
    const other = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
    const [both, each] = [trusts(either('Both', other)), trusts(either('IsProd', either('IsBig', other)))];
    expect([ask(both, each), ask(each, both)]).toEqual(['no-new-access', 'no-new-access']);
    const wider = compareAccess(readAccess(both, language), readAccess(trusts(either('IsBig', other)), language));
    expect(wider).toMatchObject({ result: 'new-access', witness: { context: { 'cloudformation:IsBig': 'true' } } });
  });

  it('show only names of the template in an example', () => {
    const { witness } = compareAccess(
      readAccess(says(either('Both', EC2)), language),
      readAccess(says(either('Any', EC2)), language),
    );
    const names = Object.keys(witness?.context ?? {});
    expect(names).toContain('cloudformation:Any');
    expect(names.join(' ')).toMatch(/^(?:cloudformation:\w+ ?)+$/);
  });

  it('may get another name, and others beside them', () => {
    const renamed = having({ IsProduction: equals('Stage', 'prod') }, either('IsProduction', EC2));
    expect(ask(says(either('IsProd', EC2)), renamed)).toBe('no-new-access');
    expect(ask(renamed, says(either('IsProd', EC2)))).toBe('no-new-access');
    const beside = having({ More: equals('Size', 'small') }, either('IsProd', EC2));
    expect(ask(says(either('IsProd', EC2)), beside)).toBe('no-new-access');
  });

  it('leave a doubt where what they are made of means another thing', () => {
    const other = having({ IsBig: equals('Size', 'small') }, either('Both', EC2));
    expect(ask(says(either('Both', EC2)), other)).toBe('unknown');
    const unused = having({ IsBig: equals('Size', 'small') }, either('IsProd', EC2));
    expect(ask(says(either('IsProd', EC2)), unused)).toBe('no-new-access');
    const given = {
      ...says(either('Both', EC2)),
      parameters: { ...parameters, Size: { Type: 'String', Default: 'big' } },
    };
    expect(ask(says(either('Both', EC2)), given)).toBe('unknown');
  });

  it('leave a doubt where a value of `Mappings` that they compare is another one', () => {
    const found = (value: string, name: string): Parts => ({
      ...having({ IsFound: { 'Fn::Equals': [{ 'Fn::FindInMap': ['M', 'a', 'b'] }, 'x'] } }, either(name, EC2)),
      mappings: { M: { a: { b: value } } },
    });
    expect(ask(found('x', 'IsFound'), found('y', 'IsFound'))).not.toBe('no-new-access');
    expect(ask(found('x', 'IsProd'), found('y', 'IsProd'))).toBe('no-new-access');
  });

  it('that refer to themselves, or nest deeply, are nothing to stumble over', () => {
    let deep: object = condition('IsProd');
    for (let depth = 0; depth < 60; depth++) deep = { 'Fn::Not': [deep] };
    const odd = {
      Loop: condition('Loop'),
      Never: { 'Fn::Not': [condition('Never')] },
      Odd: { 'Fn::And': 'x' },
      Deep: deep,
      Empty: { 'Fn::Or': [] },
    };
    for (const name of Object.keys(odd)) {
      const version = having(odd, either(name, EC2));
      expect([ask(version, version), ask(having(odd), version)]).toEqual(['no-new-access', 'new-access']);
    }
  });
});
