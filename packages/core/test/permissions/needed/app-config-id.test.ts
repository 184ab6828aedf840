import { expect, it } from 'vitest';
import type { Template } from '../../../src/app/application.ts';
import { literal, ref } from '../../../src/app/value.ts';
import { createTargets } from '../../../src/aws/create-targets.ts';
import { findAppConfigId } from '../../../src/permissions/needed/app-config-id.ts';

const toApplication = (name: string): object => ({
  type: 'AWS::AppConfig::Application',
  properties: { entries: new Map([['Name', literal(name)]]) },
});

it('writes IDs of AppConfig where the code gives names', () => {
  const template = {
    resources: new Map([
      ['Flags', toApplication('flags')],
      ['One', toApplication('twice')],
      ['Two', toApplication('twice')],
    ]),
    parameters: new Map([
      ['Stage', { name: 'Stage', default: literal('dev') }],
      ['App', { name: 'App', default: literal('flags') }],
      ['EnvironmentId', { name: 'EnvironmentId' }],
      ['Environment', { name: 'Environment' }],
    ]),
  } as unknown as Template;
  const [target] = createTargets({ type: 'appconfig:configuration' });
  if (target?.kind !== 'resource') throw new Error('no target');
  const find = (name: Parameters<typeof findAppConfigId>[0], placeholder = 'ApplicationId'): unknown =>
    findAppConfigId(name, target, placeholder, template);
  expect(find(literal('flags'))).toEqual(ref('Flags'));
  expect(find(literal('twice'))).toEqual(literal('*'));
  expect(find(literal('elsewhere'))).toEqual(literal('*'));
  expect(find(literal('flags'), 'EnvironmentId')).toEqual(literal('*'));
  // An ID of AppConfig, and a reference, stay.
  expect(find(literal('ab12cd3'))).toBeUndefined();
  expect(find(ref('Flags'))).toBeUndefined();
  // A parameter is what its default is, or what its own name says.
  expect(find(ref('Stage'), 'EnvironmentId')).toEqual(literal('*'));
  expect(find(ref('App'))).toEqual(ref('Flags'));
  expect(find(ref('EnvironmentId'), 'EnvironmentId')).toBeUndefined();
  expect(find(ref('Environment'), 'EnvironmentId')).toEqual(literal('*'));
  expect(find(literal('flags'), 'Region')).toBeUndefined();
});
