import type { TraceStep } from '../../findings/finding.ts';
import { compareActions } from '../../iam/match.ts';
import type { CallSite, FunctionPermissions } from '../../permissions/function-permissions.ts';
import { toStep } from '../to-step.ts';
import type { Grant } from './grant.ts';

const callsShown = 5;

/** From each function over its role to the place that allows; then the calls that use one of `actions`. */
export function toTrace(grant: Grant, message: string, actions: readonly string[] = []): readonly TraceStep[] {
  return [
    ...grant.members.flatMap(toFunctionSteps),
    toStep(grant.origin.at, message),
    ...toCallSteps(grant.members, actions),
  ];
}

/** The function, and its role where the template declares one. */
export function toFunctionSteps({ function: fn, role }: FunctionPermissions): readonly TraceStep[] {
  const steps = [toStep(fn.at, `function ${fn.id}`)];
  return role === null || role.implicit ? steps : [...steps, toStep(role.at, `takes on role ${role.id}`)];
}

/** The calls that need one of the actions, each place once. */
export function toCallSteps(members: readonly FunctionPermissions[], actions: readonly string[]): readonly TraceStep[] {
  const calls = members
    .flatMap((member) => member.needed)
    .filter((need) => actions.some((action) => compareActions(action, need.action) !== 'no'))
    .flatMap((need) => need.calls);
  return toCalls(calls);
}

/** Calls as steps, each place once. */
export function toCalls(calls: readonly CallSite[]): readonly TraceStep[] {
  const steps = calls.map(({ at, operation }) => toStep(at, `calls ${operation.slice(operation.indexOf(':') + 1)}`));
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()].slice(0, callsShown);
}
