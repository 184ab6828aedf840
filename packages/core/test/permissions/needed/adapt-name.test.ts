import { expect, it } from 'vitest';
import { constant } from '../../../src/app/code-value.ts';
import { join, literal, ref } from '../../../src/app/value.ts';
import { createTargets } from '../../../src/aws/create-targets.ts';
import type { ResourceTarget } from '../../../src/aws/need.ts';
import { adaptName } from '../../../src/permissions/needed/adapt-name.ts';

const toTarget = (type: string): ResourceTarget => {
  const [target] = createTargets({ type, whole: constant('x'), region: undefined });
  if (target?.kind !== 'resource') throw new Error(`no target for ${type}`);
  return target;
};

it('writes a path of parameters without the slash behind it', () => {
  const target = toTarget('ssm:parameter');
  const adapt = (value: Parameters<typeof adaptName>[0]): unknown =>
    adaptName(value, target, 'ParameterNameWithoutLeadingSlash');
  expect(adapt(literal('/orders/prod/'))).toEqual(literal('/orders/prod'));
  expect(adapt(literal('/'))).toEqual(literal('/'));
  expect(adapt(join([literal('/'), ref('Stage'), literal('/')]))).toEqual(join([literal('/'), ref('Stage')]));
});

it('spells the scope of AWS WAF as ARNs do', () => {
  const target = toTarget('wafv2:ipset');
  expect(adaptName(literal('REGIONAL'), target, 'Scope')).toEqual(literal('regional'));
  expect(adaptName(literal('CLOUDFRONT'), target, 'Scope')).toEqual(literal('global'));
  expect(adaptName(ref('Scope'), target, 'Scope')).toEqual(ref('Scope'));
});
