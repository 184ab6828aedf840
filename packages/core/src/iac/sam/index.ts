import { toText } from '../../app/expression.ts';
import type { LambdaFunction } from '../../app/function.ts';
import type { Resource } from '../../app/resource.ts';
import type { Role } from '../../app/role.ts';
import type { Trigger } from '../../app/trigger.ts';
import { findEntry, findPath } from '../../app/value.ts';
import { readPlainResources } from '../cloudformation/index.ts';
import type { FrontEnd, ReadScope } from '../front-end.ts';
import { mergeGlobals } from '../template/merge-globals.ts';
import { readFunction } from '../template/read-function.ts';
import { readRoleLink } from '../template/read-role-link.ts';
import { findDestinations } from './added-policies.ts';
import { addLostConnectors } from './connectors.ts';
import { readEvents } from './read-events.ts';
import { hasImplicitRole, readImplicitRole, readWorkflowRole, toImplicitRoleId } from './read-implicit-role.ts';

/** The Serverless Application Model: functions with their implicit roles, besides everything plain. */
export const frontEnd: FrontEnd = {
  name: 'sam',
  matches: (template) => template.kind === 'sam',
  read(scope) {
    const plain = readPlainResources(scope);
    const declared = [...scope.template.resources.values()].filter((r) => r.type === 'AWS::Serverless::Function');
    const workflows = [...scope.template.resources.values()].filter((r) => r.type === 'AWS::Serverless::StateMachine');
    const read = declared.map((resource) => readServerlessFunction(resource, scope));
    const functions = [...read.map((entry) => entry.function), ...plain.functions];
    const roles = [
      ...plain.roles,
      ...read.flatMap((entry) => entry.roles),
      ...workflows.flatMap((resource) => readWorkflowRole(resource, scope)),
    ];
    return { functions, roles: addLostConnectors(functions, roles, scope) };
  },
};

function readServerlessFunction(resource: Resource, scope: ReadScope): { function: LambdaFunction; roles: Role[] } {
  const properties = mergeGlobals(resource, scope);
  const role = findEntry(properties, 'Role');
  const linked = role === undefined ? undefined : readRoleLink(role, scope);
  const implicit = hasImplicitRole(role) ? [readImplicitRole(resource, properties, scope)] : [];
  const own = { kind: 'implicit', id: toImplicitRoleId(resource.id), template: resource.template } as const;
  const parts = {
    role: linked === undefined || (linked.kind === 'other' && implicit.length > 0) ? own : linked,
    triggers: addPlainTriggers(readEvents(resource, properties), scope.findTriggers(resource.id)),
    tracing: findEntry(properties, 'Tracing'),
    deadLetter: findPath(properties, 'DeadLetterQueue', 'TargetArn'),
    destinations: findDestinations(properties),
  };
  return { function: readFunction(resource, properties, parts, scope), roles: implicit };
}

/** An API's definition in the template says again what the function's own event says. */
function addPlainTriggers(events: readonly Trigger[], plain: readonly Trigger[]): Trigger[] {
  const known = new Set(events.map(toTriggerText));
  return [...events, ...plain.filter((trigger) => !known.has(toTriggerText(trigger)))];
}

const toTriggerText = (trigger: Trigger): string =>
  `${trigger.kind} ${trigger.source === null ? trigger.id : toText(trigger.source)}`;
