import { describe, expect, it } from 'vitest';
import { escalate } from '../../../src/iam/escalate/escalate.ts';
import { findBlastRadius } from '../../../src/iam/escalate/find-blast-radius.ts';

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const fn = (name: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;
const doc = (...Statement: object[]): Readonly<Record<string, unknown>> => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string = '*'): object => ({ Effect: 'Allow', Action, Resource });
const trust = doc({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });

describe('the blast radius of a function', () => {
  const roles = [
    { arn: role('a'), trust, policies: [doc(allow('lambda:UpdateFunctionCode', fn('b')))] },
    {
      arn: role('b'),
      trust,
      policies: [doc(allow(['iam:PassRole'], role('c')), allow(['lambda:CreateFunction', 'lambda:InvokeFunction']))],
    },
    { arn: role('c'), trust, policies: [doc(allow('*'))] },
    { arn: role('d'), trust, policies: [doc(allow('s3:GetObject'))] },
  ];
  const functions = ['a', 'b', 'd'].map((name) => ({ arn: fn(name), role: role(name) }));

  it('is every role within reach, by a chain', () => {
    const found = findBlastRadius({ policies: roles[0]?.policies ?? [], principal: role('a'), roles, functions });
    expect(found.slice(0, 2)).toEqual([
      {
        role: role('b'),
        isAdministrator: false,
        chain: [{ from: role('a'), path: 'lambda-003', actions: ['lambda:UpdateFunctionCode'], to: role('b') }],
      },
      {
        role: role('c'),
        isAdministrator: true,
        chain: [
          { from: role('a'), path: 'lambda-003', actions: ['lambda:UpdateFunctionCode'], to: role('b') },
          {
            from: role('b'),
            path: 'lambda-001',
            actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
            to: role('c'),
          },
        ],
      },
    ]);
    // An administrator reaches the rest.
    expect(found.map((reach) => reach.role)).toEqual([role('b'), role('c'), role('d')]);
  });

  it('is every role that one path leads to', () => {
    const assumable = doc({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' });
    const others = ['e', 'f'].map((name) => ({
      arn: role(name),
      trust: assumable,
      policies: [doc(allow(`${name}:*`))],
    }));
    const world = {
      policies: [doc(allow(['sts:AssumeRole', 'lambda:UpdateFunctionCode']))],
      principal: role('a'),
      roles: [...roles, ...others],
      functions,
    };
    const targetsOf = (path: string): readonly string[] => escalate(world).find(({ id }) => id === path)?.targets ?? [];
    expect(targetsOf('sts-001')).toEqual([role('e'), role('f')]);
    expect(targetsOf('lambda-003')).toEqual([role('b'), role('d')]);
    expect(findBlastRadius(world).map((reach) => reach.role)).toEqual(['b', 'd', 'e', 'f', 'c'].map(role));
  });

  it('is nothing for a function that only reads', () => {
    expect(findBlastRadius({ policies: roles[3]?.policies ?? [], principal: role('d'), roles, functions })).toEqual([]);
  });

  it('ends where roles reach each other', () => {
    const both = ['a', 'b'].map((name) => ({
      arn: role(name),
      trust,
      policies: [doc(allow(['lambda:UpdateFunctionCode', `${name}:Any`]))],
    }));
    expect(
      findBlastRadius({ policies: both[0]?.policies ?? [], principal: role('a'), roles: both, functions }),
    ).toHaveLength(1);
  });
});
