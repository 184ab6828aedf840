import type { PolicySource, Role } from '../../app/role.ts';
import { isJudged, saysMore } from '../reconcile/find-excess.ts';
import { findUnscoped } from '../reconcile/find-unscoped.ts';
import type { GrantView, NeedPair } from '../reconcile/role-view.ts';
import type { UnseenUse } from '../reconcile/unseen-use.ts';

/** What is kept or changed as one: a statement of the template, or an entry that stands for statements elsewhere. */
export interface PolicyUnit {
  readonly kind: 'statement' | 'entry';
  readonly policy: PolicySource;
  readonly grants: readonly GrantView[];
  /** Offset of the statement or entry in its file. */
  readonly start: number;
  readonly file: string;
}

/** The units of a role, in the order of its policies. */
export function toUnits(role: Role, grants: readonly GrantView[]): readonly PolicyUnit[] {
  const taken = new Set<GrantView>();
  const take = (file: string, start: number, end: number): GrantView[] => {
    const found = grants.filter((g) => {
      const { at } = g.statement.origin;
      return !taken.has(g) && at.file === file && at.start >= start && at.start < Math.max(end, start + 1);
    });
    for (const grant of found) taken.add(grant);
    return found;
  };
  return role.policies.flatMap((policy): PolicyUnit[] => {
    const { file } = policy.at;
    if (policy.kind !== 'inline') {
      return [
        { kind: 'entry', policy, grants: take(file, policy.at.start, policy.at.start), start: policy.at.start, file },
      ];
    }
    return policy.statements.map((statement) => ({
      kind: 'statement',
      policy,
      grants: take(statement.at.file, statement.at.start, statement.at.start),
      start: statement.at.start,
      file: statement.at.file,
    }));
  });
}

/** True when nothing of the unit is beyond the needs. */
export function isFitting(unit: PolicyUnit, pairs: readonly NeedPair[], unseen: UnseenUse): boolean {
  const grants = unit.grants.filter((grant) => isJudged(grant, pairs));
  return !saysMore(grants, pairs, unseen) && findUnscoped(grants, pairs).length === 0;
}
