import type { LambdaFunction } from '../../app/function.ts';
import type { Resource } from '../../app/resource.ts';
import { findEntry, findPath } from '../../app/value.ts';
import type { FrontEnd, ReadScope, TemplateContents } from '../front-end.ts';
import { readFunction } from '../template/read-function.ts';
import { readRoleLink } from '../template/read-role-link.ts';
import { findInvokeDestinations } from './invoke-config.ts';
import { readRole } from './read-role.ts';

/** Plain CloudFormation: `AWS::Lambda::Function`, `AWS::IAM::Role` and what invokes a function. */
export const frontEnd: FrontEnd = {
  name: 'cloudformation',
  matches: (template) => template.kind === 'cloudformation',
  read: readPlainResources,
};

/** The plain resources of a template; a SAM template holds them too. */
export function readPlainResources(scope: ReadScope): TemplateContents {
  const resources = [...scope.template.resources.values()];
  return {
    functions: resources.filter((r) => r.type === 'AWS::Lambda::Function').map((r) => readPlainFunction(r, scope)),
    roles: resources
      .filter((r) => r.type === 'AWS::IAM::Role' && r.provenance === 'template')
      .map((r) => readRole(r, scope)),
  };
}

function readPlainFunction(resource: Resource, scope: ReadScope): LambdaFunction {
  const { properties } = resource;
  const role = findEntry(properties, 'Role');
  const parts = {
    role: role === undefined ? ({ kind: 'other', value: { kind: 'no-value' } } as const) : readRoleLink(role, scope),
    triggers: scope.findTriggers(resource.id),
    tracing: findPath(properties, 'TracingConfig', 'Mode'),
    deadLetter: findPath(properties, 'DeadLetterConfig', 'TargetArn'),
    destinations: findInvokeDestinations(resource.id, scope),
  };
  return readFunction(resource, properties, parts, scope);
}
