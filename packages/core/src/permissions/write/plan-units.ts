import { toExpression, toText } from '../../app/expression.ts';
import { compareActions, compareReadings } from '../../iam/match.ts';
import type { NeededPermission, NeededResource, PolicyStatement } from '../function-permissions.ts';
import { toStatements } from '../minimise/smallest-policy.ts';
import { isUngranted } from '../reconcile/find-missing.ts';
import { findCoverage, type GrantView, type NeedPair } from '../reconcile/role-view.ts';
import { narrowStatement, type NarrowedGroup } from './narrowed-statement.ts';
import { isFitting, type PolicyUnit } from './policy-unit.ts';

/** What is to become of one unit. */
export type UnitChange =
  | { readonly kind: 'narrow'; readonly unit: PolicyUnit; readonly groups: readonly NarrowedGroup[] }
  | { readonly kind: 'replace'; readonly unit: PolicyUnit; readonly statements: readonly PolicyStatement[] };

export interface UnitPlan {
  readonly changes: readonly UnitChange[];
  /** Statements for what no policy gives. */
  readonly missing: readonly PolicyStatement[];
  /** Units that are too wide and stay as they are. */
  readonly left: readonly PolicyUnit[];
}

export interface PlanOptions {
  /** False: nothing is taken away, only what is missing is added. */
  readonly mayReduce: boolean;
  /** False: what seems missing may stand in a policy that cannot be read. */
  readonly mayAdd: boolean;
  readonly isEditable: (unit: PolicyUnit) => boolean;
}

/** Decides for each unit of a role whether it stays, is narrowed, or gives way to statements of what is needed. */
export function planUnits(units: readonly PolicyUnit[], pairs: readonly NeedPair[], options: PlanOptions): UnitPlan {
  const wide = units.filter((unit) => !isFitting(unit, pairs));
  const changing = options.mayReduce ? wide.filter((unit) => options.isEditable(unit) && isNarrowable(unit)) : [];
  const kept = units.filter((unit) => !changing.includes(unit));
  const given = new Set(pairs.filter((pair) => kept.some((unit) => isGiven(unit.grants, pair))));
  const changes = changing.map((unit): UnitChange => {
    const share = pairs.filter((pair) => !given.has(pair));
    const change = planUnit(unit, share);
    for (const pair of share) if (isGiven(unit.grants, pair)) given.add(pair);
    return change;
  });
  const grants = units.flatMap((unit) => unit.grants);
  const missing = options.mayAdd ? toNeeds(pairs.filter((pair) => isUngranted(grants, pair))) : [];
  return { changes, missing: toStatements(missing), left: wide.filter((unit) => !changing.includes(unit)) };
}

const isGiven = (grants: readonly GrantView[], pair: NeedPair): boolean =>
  grants.some((grant) => grant.statement.effect === 'Allow' && findCoverage(grant, pair) === 'covers');

/** Statements under a condition of their own keep it only where they stand in the template. */
function isNarrowable(unit: PolicyUnit): boolean {
  if (unit.grants.length === 0 || unit.grants.some((grant) => grant.statement.onlyIf !== undefined)) return false;
  if (unit.grants.some((grant) => grant.statement.effect === 'Deny')) return false;
  return unit.kind === 'statement' || unit.grants.every((grant) => grant.statement.condition === null);
}

function planUnit(unit: PolicyUnit, share: readonly NeedPair[]): UnitChange {
  const grant = unit.grants[0];
  const isPlain = grant !== undefined && !grant.statement.notAction && !grant.statement.notResource;
  if (unit.kind === 'statement' && isPlain) return { kind: 'narrow', unit, groups: narrowStatement(grant, share) };
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
  return grant.resources
    .filter((resource) => compareReadings(resource.globs, pair.globs) !== 'no')
    .map(({ value }) => ({ arn: toText(value), expression: toExpression(value), value, scope: 'partial' }));
}

const toNeeds = (pairs: readonly NeedPair[]): readonly NeededPermission[] =>
  pairs.map((pair) => ({ ...pair.need, resources: [pair.resource] }));
