import { toExpression, toText } from '../../app/expression.ts';
import { compareActions, compareReadings } from '../../iam/match.ts';
import type { NeededPermission, NeededResource, PolicyStatement } from '../function-permissions.ts';
import { toStatements } from '../minimise/smallest-policy.ts';
import { isUngranted } from '../reconcile/find-missing.ts';
import { findCoverage, type GrantView, type NeedPair } from '../reconcile/role-view.ts';
import { isConditional, isUnchanged, narrowStatement, type NarrowedGroup } from './narrowed-statement.ts';
import { suitsAction } from './suits-action.ts';
import { isFitting, type PolicyUnit } from './policy-unit.ts';
import type { UnseenUse } from '../reconcile/unseen-use.ts';

/** What is to become of one unit. */
export type UnitChange =
  | { readonly kind: 'narrow'; readonly unit: PolicyUnit; readonly groups: readonly NarrowedGroup[] }
  | { readonly kind: 'replace'; readonly unit: PolicyUnit; readonly statements: readonly PolicyStatement[] };

export interface UnitPlan {
  readonly changes: readonly UnitChange[];
  /** Statements for what no policy gives. */
  readonly missing: readonly PolicyStatement[];
  /** Why units that are too wide stay as they are; one reason for each. */
  readonly left: readonly string[];
}

export interface PlanOptions {
  /** Why nothing may be taken away, or `null`; what is missing is added all the same. */
  readonly reasonToKeep: string | null;
  /** False: what seems missing may stand in a policy that cannot be read. */
  readonly mayAdd: boolean;
  /** Why a unit must not be edited, or `null`. */
  readonly findObstacle: (unit: PolicyUnit) => string | null;
  readonly unseen: UnseenUse;
  /** What other roles that have the same policy need. */
  readonly findOtherPairs: (unit: PolicyUnit) => readonly NeedPair[];
  /** True for a policy of several roles that is planned with another of them. */
  readonly isPlannedElsewhere: (unit: PolicyUnit) => boolean;
}

/** Decides for each unit of a role whether it stays, is narrowed, or gives way to statements of what is needed. */
export function planUnits(units: readonly PolicyUnit[], pairs: readonly NeedPair[], options: PlanOptions): UnitPlan {
  const { unseen } = options;
  const left: string[] = [];
  const changing = units.filter((unit) => {
    const all = [...pairs, ...options.findOtherPairs(unit)];
    const fits = isFitting(unit, all, unseen);
    const why = fits ? null : (options.reasonToKeep ?? options.findObstacle(unit) ?? findReason(unit, all, unseen));
    if (why !== null) left.push(why);
    else if (isKeptForOthers(unit, pairs, all, unseen)) left.push(`${nameOf(unit.grants[0])} ${SHARED}`);
    return !fits && why === null && !options.isPlannedElsewhere(unit);
  });
  const kept = units.filter((unit) => !changing.includes(unit));
  const given = new Set(pairs.filter((pair) => kept.some((unit) => isGiven(unit.grants, pair))));
  const changes = changing.map((unit): UnitChange => {
    const share = pairs.filter((pair) => !given.has(pair));
    const change = planUnit(unit, [...share, ...options.findOtherPairs(unit)], unseen);
    for (const pair of share) if (isGiven(unit.grants, pair)) given.add(pair);
    return change;
  });
  const grants = units.flatMap((unit) => unit.grants);
  const missing = options.mayAdd ? toNeeds(pairs.filter((pair) => isUngranted(grants, pair))) : [];
  return { changes, missing: toStatements(missing), left };
}

const isGiven = (grants: readonly GrantView[], pair: NeedPair): boolean =>
  grants.some((grant) => grant.statement.effect === 'Allow' && findCoverage(grant, pair) === 'covers');

const UNSEEN =
  'the code does not show whether all of it is used (KMS, signed requests, or a service acting in its name)';

const SHARED = 'also gives other roles what their functions need';

/** True when the functions of the role itself would do with less than what stays for others. */
function isKeptForOthers(
  unit: PolicyUnit,
  own: readonly NeedPair[],
  all: readonly NeedPair[],
  unseen: UnseenUse,
): boolean {
  if (all.length === own.length || isFitting(unit, own, unseen)) return false;
  const [grant] = unit.grants;
  if (grant === undefined || !isPlain(grant)) return true;
  const [less, more] = [own, all].map((pairs) => JSON.stringify(narrowStatement(grant, pairs, unseen)));
  return less !== more;
}

/** Why a unit cannot give way to less, or `null`. */
function findReason(unit: PolicyUnit, pairs: readonly NeedPair[], unseen: UnseenUse): string | null {
  const { grants } = unit;
  if (grants.length === 0 || grants.some((grant) => grant.statement.onlyIf !== undefined)) {
    return 'a policy that is too wide stands in a branch of `Fn::If`';
  }
  const [grant] = grants;
  if (unit.kind === 'statement' && grant !== undefined && isPlain(grant)) {
    const groups = narrowStatement(grant, pairs, unseen);
    // Such a policy is a resource of its own: it has no place for what holds under a condition.
    const isOwn = unit.policy.kind === 'inline' && unit.policy.resource !== undefined;
    if (isOwn && groups.some(isConditional)) return `what is needed of ${nameOf(grant)} exists only under a condition`;
    return isUnchanged(grant, groups) ? `${nameOf(grant)}: ${UNSEEN}` : null;
  }
  if (grants.some((g) => g.statement.actions.some(unseen.isOnBehalf))) return `${nameOf(grant)}: ${UNSEEN}`;
  // A condition of IAM is kept where it stands; in a policy that is not ours to edit it would be lost.
  const hasCondition = (g: GrantView): boolean => g.statement.condition !== null || g.statement.effect === 'Deny';
  const isUsed = (g: GrantView): boolean =>
    g.statement.effect === 'Deny' || pairs.some((pair) => findCoverage(g, pair) !== 'no');
  return grants.some((g) => hasCondition(g) && isUsed(g)) ? `${nameOf(grant)} has conditions of its own` : null;
}

const nameOf = (grant: GrantView | undefined): string => grant?.statement.origin.name ?? 'a policy';

const isPlain = (grant: GrantView): boolean => !grant.statement.notAction && !grant.statement.notResource;

function planUnit(unit: PolicyUnit, share: readonly NeedPair[], unseen: UnseenUse): UnitChange {
  const grant = unit.grants[0];
  if (unit.kind === 'statement' && grant !== undefined && isPlain(grant)) {
    return { kind: 'narrow', unit, groups: narrowStatement(grant, share, unseen) };
  }
  return { kind: 'replace', unit, statements: toStatements(shareOf(unit, share)) };
}

/** The needs that a unit gives, each on no more than the unit gives it on. */
function shareOf(unit: PolicyUnit, share: readonly NeedPair[]): readonly NeededPermission[] {
  return share.flatMap((pair) =>
    unit.grants
      .filter((grant) => grant.statement.effect === 'Allow')
      .flatMap((grant) => {
        const found = findCoverage(grant, pair);
        if (found === 'no') return [];
        const resources =
          found === 'covers' || grant.statement.notResource ? [pair.resource] : grantedResources(grant, pair);
        return resources.length === 0 ? [] : [{ ...pair.need, resources }];
      }),
  );
}

/** Where a unit gives a need in part, or may give it, its own resource stands for the need. */
function grantedResources(grant: GrantView, pair: NeedPair): readonly NeededResource[] {
  if (!grant.statement.notAction && !grant.statement.actions.some((a) => compareActions(a, pair.need.action) !== 'no'))
    return [];
  const touching = grant.resources.filter((resource) => compareReadings(resource.globs, pair.globs) !== 'no');
  const suited = touching.filter((resource) => suitsAction(pair.need.action, resource.globs));
  return (suited.length === 0 ? touching : suited).map(({ value }) => ({
    arn: toText(value),
    expression: toExpression(value),
    value,
    scope: 'partial',
  }));
}

const toNeeds = (pairs: readonly NeedPair[]): readonly NeededPermission[] =>
  pairs.map((pair) => ({ ...pair.need, resources: [pair.resource] }));
