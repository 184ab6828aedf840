import { findManagedPolicy } from '../../aws/managed-policies.ts';
import type { FunctionPermissions, PolicyDocument } from '../function-permissions.ts';
import { smallestPolicy } from '../minimise/smallest-policy.ts';
import { isBasePolicy } from '../reconcile/base-permissions.ts';

/** What the names of the account and region are, where they are known. */
export interface PrintOptions {
  readonly region?: string;
  readonly account?: string;
}

/** A policy to print, and whom it is for. */
export interface PolicySubject {
  /** Logical id of the function, or of the role that several share. */
  readonly id: string;
  /** The id, with a number behind it where another template has the same. */
  readonly name: string;
  readonly template: string;
  readonly functions: readonly string[];
  readonly policy: PolicyDocument;
  /** ARNs of AWS's policies for logs, traces and network interfaces that the role has and should keep. */
  readonly basePolicies: readonly string[];
}

/** One subject for each function. */
export function toFunctionSubjects(permissions: readonly FunctionPermissions[]): readonly PolicySubject[] {
  const counts = new Map<string, number>();
  return permissions.map((p) => ({
    id: p.function.id,
    name: countName(p.function.id, counts),
    template: p.function.template,
    functions: [p.function.id],
    policy: p.policy,
    basePolicies: findBasePolicies([p]),
  }));
}

function countName(id: string, counts: Map<string, number>): string {
  const count = (counts.get(id) ?? 0) + 1;
  counts.set(id, count);
  return count === 1 ? id : `${id}_${count}`;
}

/** One subject for each role, under the role's own id; what its functions need stands together. */
export function toRoleSubjects(permissions: readonly FunctionPermissions[]): readonly PolicySubject[] {
  const groups = new Map<string, FunctionPermissions[]>();
  for (const p of permissions) {
    const key = p.role === null ? JSON.stringify(p.function.at) : JSON.stringify([p.role.template, p.role.id]);
    groups.set(key, [...(groups.get(key) ?? []), p]);
  }
  return [...groups.values()].flatMap((members): PolicySubject[] => {
    const [first] = members;
    if (first === undefined) return [];
    return [
      {
        id: first.role?.id ?? `${first.function.id}Role`,
        name: first.role?.id ?? `${first.function.id}Role`,
        template: first.role?.template ?? first.function.template,
        functions: members.map((m) => m.function.id),
        policy: members.length === 1 ? first.policy : mergePolicies(members),
        basePolicies: findBasePolicies(members),
      },
    ];
  });
}

/** What is left out of one function's policy, because the role has it already, stays out of the shared one. */
function mergePolicies(members: readonly FunctionPermissions[]): PolicyDocument {
  return smallestPolicy(
    members.flatMap((m) => {
      const actions = new Set(m.policy.Statement.flatMap((statement) => statement.Action));
      return m.needed.filter((need) => actions.has(need.action));
    }),
  );
}

function findBasePolicies(permissions: readonly FunctionPermissions[]): readonly string[] {
  const names = permissions.flatMap((p) =>
    p.granted
      .map((statement) => statement.origin)
      .filter((origin) => (origin.kind === 'managed-aws' || origin.kind === 'implicit') && isBasePolicy(origin.name))
      .map((origin) => origin.name),
  );
  const arns = [...new Set(names)].map((name) => findManagedPolicy(name)?.arn).filter((arn) => arn !== undefined);
  return arns.sort();
}
