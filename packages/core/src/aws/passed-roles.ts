import type { CodeValue } from '../app/code-value.ts';
import { createTargets } from './create-targets.ts';
import type { Need, NeedCall } from './need.ts';

/** `iam:PassRole` on each role that the call hands to a service, by the paths of the members that may hold one. */
export function findPassedRoles(call: NeedCall, paths: readonly string[]): readonly Need[] {
  const roles = paths.flatMap((path) => findAtPath(call.args, path.split(/\.|(?=\[\])/)));
  return roles.length === 0 ? [] : [passRole(roles)];
}

/** `iam:PassRole` on roles by ARN or name; on any role when the list is empty. */
export function passRole(roles: readonly CodeValue[]): Need {
  const type = 'iam:role';
  const arn = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';
  if (roles.length === 0) return { action: 'iam:PassRole', targets: createTargets({ type, arn }) };
  const targets = roles.flatMap((whole) =>
    createTargets({ type, arn, whole, wholeName: 'RoleNameWithPath', wholeForm: 'arn' }),
  );
  return { action: 'iam:PassRole', targets };
}

/** The values that the code writes at a path; `[]` stands for any item of a list. What is not visible is not there. */
export function findAtPath(value: CodeValue | undefined, path: readonly string[]): readonly CodeValue[] {
  const [step, ...rest] = path;
  if (value === undefined) return [];
  if (value.kind === 'one-of') return value.values.flatMap((v) => findAtPath(v, path));
  if (step === undefined) return value.kind === 'const' && value.value === null ? [] : [value];
  if (step === '[]') return value.kind === 'list' ? value.items.flatMap((v) => findAtPath(v, rest)) : [];
  return value.kind === 'object' ? findAtPath(value.fields.get(step), rest) : [];
}
