import { findField } from '../app/code-value.ts';
import type { CodeValue } from '../app/code-value.ts';
import { findActionNames } from './action-names.ts';
import { findAction, listIamResourceTypes } from './actions.ts';
import type { IamAction } from './actions.ts';
import { findBinding } from './bindings.ts';
import type { Binding, BoundName } from './bindings.ts';
import { createTargets, uniqueTargets } from './create-targets.ts';
import { isGiven } from './is-given.ts';
import { anyTarget } from './need.ts';
import type { Need, NeedCall, Target } from './need.ts';
import { findPassedRoles } from './passed-roles.ts';
import { iamPrefixOf } from './services.ts';
import { findTaggingNeeds } from './tagging-needs.ts';

/**
 * The general rule: operation `Query` of `dynamodb` needs `dynamodb:Query` on the resource types that the catalogue lists
 * for it and the arguments name, and `iam:PassRole` on each role that an argument passes on.
 */
export function deriveNeeds(call: NeedCall): readonly Need[] {
  const prefix = iamPrefixOf(call.service) ?? call.service;
  const binding = findBinding(call.service, call.operation);
  if (binding.unsigned) return [];
  const own = findActionNames(call.service, call.operation).map((name): Need => {
    const action = findAction(`${prefix}:${name}`);
    if (action !== undefined) return { action: action.name, targets: findTargets(action, prefix, binding, call) };
    const guess = 'the action catalogue does not hold this operation';
    return { action: `${prefix}:${name}`, guess, targets: [anyTarget] };
  });
  const [first] = own;
  return [
    ...own,
    ...(first === undefined ? [] : findTaggingNeeds(call, first)),
    ...findPassedRoles(call, binding.roles),
  ];
}

/** The targets that the arguments of a call name for an action of its own service. */
export function findTargets(action: IamAction, prefix: string, binding: Binding, call: NeedCall): readonly Target[] {
  if (action.resourceTypes.length === 0) return [anyTarget];
  const all = listIamResourceTypes(prefix);
  const found: Target[] = [];
  const member = binding.any ?? '';
  let named = false;
  let others = false;
  for (const type of action.resourceTypes) {
    const bound = binding.types.get(all.findIndex((t) => t.type === type.type)) ?? [];
    // `ResourceArn` names a resource of one type of several, not one of each.
    const own = bound.filter((b) => !b.members.includes(member));
    const isNamed = own.some((b) => isGiven(call.args, b.members));
    if (isNamed || type.required) found.push(...toTargets(`${prefix}:${type.type}`, bound, call));
    named ||= isNamed;
    others ||= own.length === 0;
  }
  const any = binding.any === undefined ? undefined : findField(call.args, member);
  if (any !== undefined && !named) return nameAny(action, prefix, any, member, call);
  if (any !== undefined && others) found.push(...nameAny(action, prefix, any, member, call));
  // Types that are not required and not named: the call is about no resource, or about all of them.
  return found.length > 0 ? uniqueTargets(found) : [anyTarget];
}

/** A member such as `ResourceArn` names a resource of any type: of the one that its text fits, or of one not known yet. */
function nameAny(
  action: IamAction,
  prefix: string,
  value: CodeValue,
  member: string,
  call: NeedCall,
): readonly Target[] {
  const [only] = action.resourceTypes;
  const wholeForm = /arn$/i.test(member) ? 'arn' : 'name';
  if (action.resourceTypes.length === 1 && only !== undefined) {
    const wholeName = lastPlaceholder(only.arns[0] ?? '');
    if (wholeName !== undefined)
      return createTargets({ type: `${prefix}:${only.type}`, whole: value, wholeName, wholeForm, region: call.region });
  }
  // An id is the last part of the ARN of each type that it may be of.
  if (/ids?$/i.test(member)) {
    const whole = { whole: value, wholeForm, region: call.region } as const;
    return action.resourceTypes.flatMap((type) => {
      const wholeName = lastPlaceholder(type.arns[0] ?? '');
      return wholeName === undefined ? [] : createTargets({ ...whole, type: `${prefix}:${type.type}`, wholeName });
    });
  }
  const cfnTypes = [...new Set(action.resourceTypes.flatMap((t) => t.cfnTypes))];
  return createTargets({
    type: `${prefix}:*`,
    cfnTypes,
    whole: value,
    wholeName: 'Resource',
    wholeForm,
    region: call.region,
  });
}

const lastPlaceholder = (arn: string): string | undefined => [...arn.matchAll(/\$\{(\w+)\}/g)].at(-1)?.[1];

function toTargets(type: string, bound: readonly BoundName[], call: NeedCall): readonly Target[] {
  const whole = bound.at(-1);
  const member = whole?.members.find((m) => isGiven(call.args, [m])) ?? whole?.members[0];
  const names = Object.fromEntries(bound.slice(0, -1).map((b) => [b.placeholder, findFirst(call.args, b.members)]));
  if (whole === undefined || member === undefined) return createTargets({ type, region: call.region });
  const wholeForm = /arns?$/i.test(member) ? 'arn' : /url$/i.test(member) ? 'url' : 'name';
  return createTargets({
    type,
    whole: findField(call.args, member),
    wholeName: whole.placeholder,
    wholeForm,
    names,
    region: call.region,
  });
}

function findFirst(args: CodeValue, members: readonly string[]): CodeValue | undefined {
  const given = members.find((m) => isGiven(args, [m]));
  return given === undefined ? undefined : findField(args, given);
}
