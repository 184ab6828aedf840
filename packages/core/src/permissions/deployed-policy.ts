import { joinBranches, mergeAlternatives, type Branch } from '../app/branch.ts';
import { hasDynamic } from '../app/dynamic-reference.ts';
import { literal } from '../app/value.ts';
import type { Relation } from '../iam/relate/witness.ts';
import type { Policy, Statement } from '../iam/policy/policy.ts';
import type { FunctionAccess } from './compare-access.ts';
import type { GrantedStatement, GrantOrigin } from './function-permissions.ts';
import { findRoot } from './find-root.ts';
import { findGranted } from './granted/find-granted.ts';
import { createScope, toGrantViews } from './reconcile/role-view.ts';
import {
  isNamed,
  readBranches,
  toCondition,
  toConditionName,
  toStatements,
  type Names,
} from './reconcile/view-statements.ts';

/** Where a statement of a template stands; one of a trust policy has a kind of its own. */
export type StatementOrigin = Omit<GrantOrigin, 'kind'> & { readonly kind: GrantOrigin['kind'] | 'trust' };

/** A policy that a template comes to. */
export interface DeployedPolicy extends Policy {
  /** By the index of a statement, where it comes from; several may come from one place. */
  readonly sources: readonly StatementOrigin[];
}

/**
 * What a function's role allows and denies in all deployments, as one policy; `undefined` where a resource cannot be read. A resource is the
 * same in every version by whatever expression it is named, and a branch of `Fn::If` is a condition of its own.
 */
export function toPolicy(access: FunctionAccess): DeployedPolicy | undefined {
  const policy = readPolicy(access.permissions.granted, [], access);
  if (policy === undefined) return undefined;
  return toDeployed('identity', [...policy.statements, ...readUnread(access)], policy.sources);
}

/**
 * What cannot be read allows some requests and denies some, and we cannot tell which; the same words are about the same ones in every
 * version. So each stands for two conditions of its own that no request is known to meet.
 */
function readUnread({ permissions: { role, function: own }, application }: FunctionAccess): readonly Statement[] {
  const names = createNames(findRoot(own.template, application));
  return findGranted(own, role, application).unread.flatMap(({ words, onlyIf = [], mayDeny }) => {
    const within = readBranches(onlyIf, role?.template ?? own.template, names);
    const toOpen = (effect: Statement['effect']): Statement => ({
      ...EVERYTHING,
      effect,
      conditions: [...within, toCondition(`${effect} of ${words}`, true)],
    });
    return [toOpen('Allow'), ...(mayDeny ? [toOpen('Deny')] : [])];
  });
}

/** The least that is left where all that cannot be read denies as much as it can, and allows nothing. */
export function toLeast(access: FunctionAccess): DeployedPolicy | undefined {
  const { function: fn, role, granted } = access.permissions;
  const { denials } = findGranted(fn, role, access.application);
  return readPolicy([...granted.flatMap((one) => close(one, 'Deny')), ...denials], [], access);
}

/** The most that there may be where a resource is filled in when the stack is deployed. */
export function toMost(access: FunctionAccess): DeployedPolicy | undefined {
  const statements = access.permissions.granted.flatMap((one) => close(one, 'Allow'));
  return readPolicy(statements, [], access);
}

/** A statement on such a resource is about everything, or about nothing. */
function close(statement: GrantedStatement, widened: 'Allow' | 'Deny'): readonly GrantedStatement[] {
  if (!statement.resources.some(hasDynamic)) return [statement];
  return statement.effect === widened ? [{ ...statement, resources: [literal('*')], notResource: false }] : [];
}

/** What the permissions boundary of the role lets through; `none` without one, `undefined` for one that cannot be read. */
export function toLimit(access: FunctionAccess): DeployedPolicy | 'none' | undefined {
  const { function: fn, role } = access.permissions;
  if (role === null || role.boundary === null) return 'none';
  const { limits } = findGranted(fn, role, access.application);
  const gaps = findGaps((role.limits ?? []).map(({ onlyIf }) => onlyIf ?? []));
  return limits === undefined || gaps === undefined ? undefined : readPolicy(limits, gaps, access);
}

/** More gaps are not told apart. */
const MOST_GAPS = 64;

/** In which branches none of several alternatives holds. */
function findGaps(alternatives: readonly (readonly Branch[])[]): readonly (readonly Branch[])[] | undefined {
  let gaps: readonly (readonly Branch[])[] = [[]];
  for (const branches of mergeAlternatives(alternatives)) {
    gaps = gaps.flatMap((gap) =>
      branches.flatMap((branch) => {
        const within = joinBranches(gap, [{ ...branch, holds: !branch.holds }]);
        return within === undefined ? [] : [within];
      }),
    );
    if (gaps.length > MOST_GAPS) return undefined;
  }
  return gaps;
}

function readPolicy(
  statements: readonly GrantedStatement[],
  gaps: readonly (readonly Branch[])[],
  { permissions: { role, function: own }, application }: FunctionAccess,
): DeployedPolicy | undefined {
  const scope = createScope(application, role?.template ?? own.template);
  const names = createNames(findRoot(own.template, application));
  // An example is sought in the order of statements: what SAM adds to every function tells least.
  const sorted = statements.toSorted((a, b) => Number(isAdded(a)) - Number(isAdded(b)));
  const read = toGrantViews(sorted, scope).flatMap((view) =>
    toStatements(view, { kind: 'named', names }).map((statement) => [statement, view.statement.origin] as const),
  );
  const known = read.flatMap(([statement]) => statement ?? []);
  if (known.length < read.length) return undefined;
  const free = gaps.map((gap): Statement => ({
    ...EVERYTHING,
    conditions: readBranches(gap, scope.template.file, names),
  }));
  return toDeployed(
    'identity',
    [...known, ...free],
    read.map(([, origin]) => origin),
  );
}

const isAdded = ({ origin }: GrantedStatement): boolean => origin.kind === 'implicit';

/** Statements by their places, so that each is found again; those without a source come last. */
export const toDeployed = (
  kind: Policy['kind'],
  statements: readonly Statement[],
  sources: readonly StatementOrigin[],
): DeployedPolicy => ({
  kind,
  version: '2012-10-17',
  statements: statements.map((statement, index) => ({ ...statement, index })),
  sources,
});

export const EVERYTHING: Statement = {
  index: 0,
  effect: 'Allow',
  actions: { not: false, patterns: [[{ kind: 'any' }]] },
  resources: { not: false, patterns: [[{ kind: 'any' }]] },
  conditions: [],
};

/** What symbols are called in every version of the application: by their template only where that is nested in another. */
export function createNames(root: string): Names {
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  return (id) => id.replaceAll(`${root}#`, '').replaceAll(folder === '' ? '\0' : folder, '');
}

/** A request that was found, with the conditions of the template in their own names. */
export function nameConditions<Own extends Relation>(relation: Own): Own {
  const { witness } = relation;
  if (witness === undefined) return relation;
  const context = Object.entries(witness.context)
    .filter(([key]) => isNamed(key))
    .map(([key, value]) => [toConditionName(key), value] as const);
  return { ...relation, witness: { ...witness, context: Object.fromEntries(context) } };
}
