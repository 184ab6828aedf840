import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import type { TargetDraft } from '../create-targets.ts';
import { isGiven } from '../is-given.ts';
import { anyTarget } from '../need.ts';
import type { Need, NeedCall, NeedRule, ServiceRules } from '../need.ts';

/** For operations that AWS serves without asking for a permission. */
export const needNothing: NeedRule = () => [];

/** Actions that only work on `*`. */
export function needAny(...actions: readonly string[]): NeedRule {
  return () => actions.map((action) => ({ action, targets: [anyTarget] }));
}

/** `action` on the resource that the first given one of `members` names. */
export function needOn(
  action: string,
  type: string,
  wholeName: string,
  members: readonly string[],
  more: Partial<TargetDraft> = {},
): NeedRule {
  return (call) => [{ action, targets: createTargets({ ...draftOf(call, type, wholeName, members), ...more }) }];
}

/** The draft of a target that the first given one of `members` names; the first member when none is. */
export function draftOf(call: NeedCall, type: string, wholeName: string, members: readonly string[]): TargetDraft {
  const member = members.find((m) => isGiven(call.args, [m])) ?? members[0] ?? '';
  const wholeForm = /arns?$/i.test(member) ? 'arn' : /url$/i.test(member) ? 'url' : 'name';
  return { type, whole: findField(call.args, member), wholeName, wholeForm, region: call.region };
}

/** The same rule for several operations. */
export function forEach(operations: readonly string[], rule: (operation: string) => NeedRule): ServiceRules {
  return Object.fromEntries(operations.map((operation) => [operation, rule(operation)]));
}

/** The needs of several rules together. */
export function allOf(...rules: readonly NeedRule[]): NeedRule {
  return (call) => rules.flatMap((rule) => rule(call));
}

/** A rule that holds only when the code writes one of `members`. */
export function whenGiven(members: readonly string[], rule: NeedRule): NeedRule {
  return (call) => (isGiven(call.args, members) ? rule(call) : []);
}

/** A customer key that the arguments name is used with the caller's rights. */
export function keyUse(member: string, actions: readonly string[]): NeedRule {
  return whenGiven([member], allOf(...actions.map((action) => needOn(action, 'kms:key', 'KeyId', [member]))));
}

/** The same needs as ones that the call may have. */
export function optionally(rule: NeedRule): NeedRule {
  return (call) => rule(call).map((need): Need => ({ ...need, optional: true }));
}

/** True when a value may be missing at run time although the code writes it. */
export function mayBeMissing(value: CodeValue): boolean {
  if (value.kind === 'const') return value.value === null;
  if (value.kind === 'one-of') return value.values.some(mayBeMissing);
  return value.kind === 'unknown';
}
