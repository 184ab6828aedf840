import { resolveText } from '../../app/resolve-value.ts';
import type { Resource } from '../../app/resource.ts';
import type { PolicySource, Role } from '../../app/role.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, isTrue } from '../../app/value.ts';
import { findAttachedPolicies } from '../cloudformation/find-attached.ts';
import { readBoundary } from '../cloudformation/read-managed.ts';
import { readMacro } from '../cloudformation/read-role.ts';
import type { ReadScope } from '../front-end.ts';
import { readAddedPolicies } from './added-policies.ts';
import { readPolicies, toAddedPolicy } from './read-policies.ts';

/** The logical id of the role that SAM makes for a function without `Role`. */
export const toImplicitRoleId = (functionId: string): string => `${functionId}Role`;

/** SAM makes a role when none is named, also for the branch of a condition that names none. */
export function hasImplicitRole(role: Value | undefined): boolean {
  if (role === undefined || role.kind === 'no-value') return true;
  return role.kind === 'cond' && (hasImplicitRole(role.then) || hasImplicitRole(role.else));
}

/**
 * The role that SAM makes for a function: `AWSLambdaBasicExecutionRole`, what the function's own settings need (tracing,
 * VPC, pollers, dead-letter queue, destinations), its `Policies`, and what the template attaches to it.
 */
export function readImplicitRole(resource: Resource, properties: MapValue, scope: ReadScope): Role {
  const id = toImplicitRoleId(resource.id);
  const own = readPolicies(findEntry(properties, 'Policies'), resource.at, scope);
  const role = scope.template.resources.get(id);
  const attached = role === undefined ? [] : findAttachedPolicies(role, scope);
  return {
    id,
    template: scope.template.file,
    implicit: true,
    policies: [
      ...readSettings(resource, properties, scope),
      ...own,
      ...readAddedPolicies(resource, properties),
      ...attached,
      ...readMacro(properties, resource.at),
    ],
    trust: findEntry(properties, 'AssumeRolePolicyDocument') ?? null,
    ...readBoundary(properties, resource.at, scope),
    at: resource.at,
  };
}

/** The role that SAM makes for a state machine without `Role`: what its author has written of it. */
export function readWorkflowRole({ id, properties, at }: Resource, scope: ReadScope): readonly Role[] {
  const role = scope.template.resources.get(toImplicitRoleId(id));
  if (role === undefined || !hasImplicitRole(findEntry(properties, 'Role'))) return [];
  return [
    {
      id: role.id,
      template: scope.template.file,
      implicit: true,
      policies: [...readPolicies(findEntry(properties, 'Policies'), at, scope), ...findAttachedPolicies(role, scope)],
      trust: findEntry(role.properties, 'AssumeRolePolicyDocument') ?? null,
      ...readBoundary(properties, at, scope),
      at,
    },
  ];
}

function readSettings(resource: Resource, properties: MapValue, scope: ReadScope): PolicySource[] {
  const durable = findEntry(properties, 'DurableConfig');
  const basic = durable === undefined ? 'AWSLambdaBasicExecutionRole' : 'AWSLambdaBasicDurableExecutionRolePolicy';
  const policies = [toAddedPolicy(`service-role/${basic}`, resource.at)];
  const tracing = findEntry(properties, 'Tracing');
  // SAM adds it whatever the mode, `Disabled` apart.
  if (tracing !== undefined && resolveText(tracing, scope.template, scope) !== 'Disabled') {
    policies.push(toAddedPolicy('AWSXrayWriteOnlyAccess', tracing.at ?? resource.at));
  }
  const vpc = findEntry(properties, 'VpcConfig');
  if (vpc !== undefined && !isTrue(vpc)) {
    policies.push(toAddedPolicy('service-role/AWSLambdaVPCAccessExecutionRole', vpc.at ?? resource.at));
  }
  return policies;
}
