import { joinBranches, toOnlyIf } from '../../app/branch.ts';
import type { Location } from '../../app/location.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import { findResource } from '../../app/follow-value.ts';
import type { PolicySource, Role } from '../../app/role.ts';
import type { BranchedValue, Value } from '../../app/value.ts';
import { findEntry, toBranches } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { readPolicyResource, toOwnBranches } from './find-attached.ts';

/** The managed policies in a `ManagedPolicyArns` list; those that the tree declares are read as their statements. */
export function readManagedPolicies(arns: Value | undefined, at: Location, scope: ReadScope): PolicySource[] {
  if (arns === undefined) return [];
  const isList = arns.kind === 'list' || arns.kind === 'cond';
  const list = isList ? arns : resolveValue(arns, scope.template, scope);
  if (!isList && list.kind !== 'list')
    return [{ kind: 'unknown', why: 'the list of managed policies is not constant', value: arns, at: arns.at ?? at }];
  return toBranches(list).map((branch) => readManagedPolicy(branch, at, scope));
}

/** One managed policy by its ARN, a reference, or the bare name that SAM allows. */
export function readManagedPolicy(branch: BranchedValue, fallback: Location, scope: ReadScope): PolicySource {
  const { value, onlyIf } = branch;
  const at = value.at ?? fallback;
  const rest = onlyIf === undefined ? { at } : { at, onlyIf };
  const found = value.kind === 'literal' ? undefined : findResource(value, scope.template, scope);
  if (found?.resource.type !== 'AWS::IAM::ManagedPolicy') return { kind: 'managed', arn: value, ...rest };
  const within = joinBranches(toOwnBranches(found.resource, scope.template.file), onlyIf);
  // Where both cannot be, the role has no such policy.
  if (within === undefined) return { kind: 'inline', name: null, statements: [], ...rest };
  return readPolicyResource(found.resource, scope.template.file, { at, ...toOnlyIf(within) });
}

/** The permissions boundary of a role or a function, and what it names. */
export function readBoundary(
  properties: Value,
  fallback: Location,
  scope: ReadScope,
): Pick<Role, 'boundary' | 'limits'> {
  const boundary = findEntry(properties, 'PermissionsBoundary');
  if (boundary === undefined) return { boundary: null };
  return { boundary, limits: toBranches(boundary).map((branch) => readManagedPolicy(branch, fallback, scope)) };
}
