import type { Application } from '../app/application.ts';
import type { Policy } from '../iam/policy/policy.ts';
import { createBudget } from '../iam/relate/budget.ts';
import { relate } from '../iam/relate/relate.ts';
import type { Relation } from '../iam/relate/witness.ts';
import { compareTrust } from './compare-trust.ts';
import {
  nameConditions,
  toDeployed,
  toLeast,
  toLimit,
  toMost,
  toPolicy,
  type DeployedPolicy,
} from './deployed-policy.ts';
import { explainChange, type AccessRelation } from './explain-change.ts';
import { findDoubt, findLost } from './find-doubt.ts';
import type { FunctionPermissions } from './function-permissions.ts';
import { findGranted } from './granted/find-granted.ts';
import { listImpossible, relatePossible } from './impossible-deployments.ts';

/** What a function's role grants, in the version of the application that it belongs to. */
export interface FunctionAccess {
  readonly permissions: FunctionPermissions;
  readonly application: Application;
}

/**
 * Whether a function may do anything that it might not before, or anybody may take its role who might not; one that is new might do nothing. A resource is the same in both versions
 * by whatever expression it is named (`!GetAtt Orders.Arn` or the ARN with `${Orders}`), and a branch of `Fn::If` is a condition of its own.
 */
export function compareAccess(before: FunctionAccess | undefined, after: FunctionAccess): AccessRelation {
  const policies = nameConditions(comparePolicies(before, after));
  const trust = policies.result === 'new-access' ? policies : nameConditions(compareTrust(before, after));
  return policies.result === 'unknown' && trust.result !== 'new-access' ? policies : trust;
}

function comparePolicies(before: FunctionAccess | undefined, after: FunctionAccess): AccessRelation {
  const [old, fresh] = [before === undefined ? NOTHING : toPolicy(before), toPolicy(after)];
  if (old === undefined || fresh === undefined) return { result: 'unknown', why: 'a statement cannot be read' };
  const [oldLimit, limit] = [before === undefined ? 'none' : toLimit(before), toLimit(after)];
  const never = listImpossible([
    ...(before === undefined ? [] : [{ access: before, policies: [old, oldLimit].filter(isPolicy) }]),
    { access: after, policies: [fresh, limit].filter(isPolicy) },
  ]);
  const ask = (policy: Policy, base: Policy): Relation =>
    relatePossible(policy, never, (one) => relateWithin(one, limit, [base, oldLimit]));
  const relation = ask(fresh, old);
  if (relation.result === 'unknown') return relation;
  if (relation.result === 'no-new-access') return withDoubt(relation, findDoubt(before, after));
  const [most, least] = [before === undefined ? NOTHING : toMost(before), toLeast(after)];
  const sure = most === undefined || least === undefined ? undefined : ask(least, most);
  if (sure?.result !== 'new-access') {
    return { result: 'unknown', why: findDoubt(before, after) ?? findLost(before, after) ?? findOpen(after) };
  }
  const change = explainChange(sure, { policy: old, limit: oldLimit }, { policy: fresh, limit });
  return withDoubt(change, findLost(before, after));
}

/** Why new access is not certain: most often for what may deny it, and cannot be read. */
function findOpen({ permissions: { function: fn, role }, application }: FunctionAccess): string {
  const { denials, unresolved } = findGranted(fn, role, application);
  const places = new Set(denials.map(({ origin }) => origin.at));
  const open = unresolved.find(({ at }) => places.has(at));
  return open === undefined ? OPEN : `${open.what}: ${open.why}, and it may deny what is new`;
}

const OPEN = 'it turns on a denial that cannot be read, or on a resource that is filled in when the stack is deployed';

const withDoubt = (relation: AccessRelation, why: string | undefined): AccessRelation =>
  why === undefined ? relation : { result: 'unknown', why };

const NOTHING: DeployedPolicy = toDeployed('identity', [], []);

type Limit = ReturnType<typeof toLimit>;

const isPolicy = (limit: Limit): limit is DeployedPolicy => typeof limit === 'object';

/** A boundary that cannot be read lets all through, and is doubted where it is another one than before. */
function relateWithin(fresh: Policy, limit: Limit, [old, oldLimit]: readonly [Policy, Limit]): Relation {
  const budget = createBudget();
  const options = { budget, ...(limit === undefined || limit === 'none' ? {} : { limit }) };
  const relation = relate(fresh, old, options);
  const isOpen = limit === undefined || oldLimit === undefined || oldLimit === 'none';
  if (isOpen || relation.result === 'new-access') return relation;
  // What was allowed before, had to be let through as well.
  const beyond = relate(fresh, oldLimit, options);
  return beyond.result === 'no-new-access' ? relation : beyond;
}
