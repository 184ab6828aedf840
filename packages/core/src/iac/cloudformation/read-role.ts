import type { Location } from '../../app/location.ts';
import type { Resource } from '../../app/resource.ts';
import type { PolicySource, Role } from '../../app/role.ts';
import type { BranchedValue, Value } from '../../app/value.ts';
import { findEntry, toBranches } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { MACRO, readStatements } from '../template/read-statements.ts';
import { findAttachedPolicies } from './find-attached.ts';
import { readBoundary, readManagedPolicies } from './read-managed.ts';

/** An `AWS::IAM::Role` with its inline, managed and attached policies. */
export function readRole(resource: Resource, scope: ReadScope): Role {
  const { properties, at } = resource;
  const inline = toBranches(findEntry(properties, 'Policies')).map((branch) => readInline(branch, resource));
  const managed = readManagedPolicies(findEntry(properties, 'ManagedPolicyArns'), at, scope);
  const attached = findAttachedPolicies(resource, scope);
  return {
    id: resource.id,
    template: resource.template,
    implicit: false,
    // A managed policy may both name the role and be named by it.
    policies: [
      ...inline,
      ...managed,
      ...attached.filter((policy) => !managed.some((other) => isSame(policy, other))),
      ...readMacro(properties, at),
    ],
    trust: findEntry(properties, 'AssumeRolePolicyDocument') ?? null,
    ...readBoundary(properties, at, scope),
    at,
  };
}

/** A macro beside the properties may bring policies. */
export function readMacro(properties: Value, at: Location): PolicySource[] {
  const macro = findEntry(properties, MACRO);
  return macro === undefined
    ? []
    : [{ kind: 'unknown', why: 'a macro may bring policies', value: macro, at: macro.at ?? at }];
}

/** True for what is named in the same branches, or always. */
function isSame(policy: PolicySource, other: PolicySource): boolean {
  const isOne = policy.kind === 'inline' && other.kind === 'inline' && policy.at === other.at;
  return isOne && (other.onlyIf === undefined || JSON.stringify(policy.onlyIf) === JSON.stringify(other.onlyIf));
}

function readInline(branch: BranchedValue, resource: Resource): PolicySource {
  const { value, onlyIf } = branch;
  const at = value.at ?? resource.at;
  const rest = onlyIf === undefined ? { at } : { at, onlyIf };
  const statements = readStatements(findEntry(value, 'PolicyDocument'), at);
  if (statements === null)
    return { kind: 'unknown', why: 'a policy of the role has no readable document', value, ...rest };
  return { kind: 'inline', name: findEntry(value, 'PolicyName') ?? null, statements, ...rest };
}
