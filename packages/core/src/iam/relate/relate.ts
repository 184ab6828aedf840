import { hasResourceLevel } from '../../aws/actions.ts';
import type { ReadRequest } from '../evaluate/request.ts';
import { isAlwaysAllowed, isImmutable, needsResourcePolicy } from '../evaluate/specials.ts';
import { findApplicable } from '../find-applicable.ts';
import { parseGlob } from '../glob.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { hasSymbol, type Text } from '../policy/text.ts';
import { createBudget, isSpent, type Budget } from './budget.ts';
import { isAllowedBy, isLeftOutBy, toRequest, weighEvaluation } from './certify.ts';
import { findRequest, type Found, type Goal, type Why } from './find-request.ts';
import { listPrincipals } from './list-principals.ts';
import { nameCaller } from './name-caller.ts';
import { namePrincipals, turnsOnPrincipals } from './name-principals.ts';
import { readWitnesses } from './read-witness.ts';
import { listOrdinary } from './actions/rank-action.ts';
import { spell } from './spell.ts';
import type { Relation, Witness } from './witness.ts';

export interface RelateOptions {
  /** May be shared with other questions. */
  readonly budget?: Budget;
  /** A permissions boundary of `policy`: nothing counts that it does not allow. */
  readonly limit?: Policy;
}

/** Whether `policy` allows a request that `other` does not. */
export function relate(
  policy: Policy,
  other: Policy,
  { budget = createBudget(), limit }: RelateOptions = {},
): Relation {
  const [named, otherNamed] = namePrincipals([policy, other]);
  if (named === undefined || otherNamed === undefined) throw new TypeError('two policies stay two');
  const goals = listGoals(named, otherNamed, { budget, limit });
  if (goals === undefined) return { result: 'unknown', why: EXPLAINED['too many steps'] };
  // Statements that are written alike are alike, whatever a deployment makes of them.
  if (goals.length === 0) return { result: 'no-new-access' };
  const isNew = (request: ReadRequest): boolean =>
    isAllowedBy(named, request) &&
    (limit === undefined || isAllowedBy(limit, request)) &&
    isLeftOutBy(otherNamed, request);
  const relation = searchGoals(goals, isNew, { budget });
  if (relation.result !== 'no-new-access') return relation;
  if (turnsOnPrincipals(other)) return { result: 'unknown', why: OPEN_PRINCIPALS };
  return turnsOnActions(policy) || turnsOnActions(other) ? { result: 'unknown', why: OPEN_ACTIONS } : relation;
}

const OPEN_PRINCIPALS = 'it turns on which principal an expression of the template stands for';
/** Why an action that only a deployment knows leaves a question open. */
export const OPEN_ACTIONS = 'it turns on which action an expression of the template stands for';

/** Whether some action is only known to a deployment. */
export const turnsOnActions = ({ statements }: Policy): boolean =>
  statements.some(({ actions }) => actions.patterns.some(hasSymbol));

/** More pairs of statements are not asked about. */
const MAX_GOALS = 200_000;

/**
 * Requests that `policy` may allow and `other` may not: what one of its statements allows and no statement of the other does, or one of the
 * other denies. Statements of both need no question. `undefined` for too many.
 */
function listGoals(
  policy: Policy,
  other: Policy,
  { budget, limit }: { readonly budget: Budget; readonly limit: Policy | undefined },
): readonly Goal[] | undefined {
  budget.steps -=
    [policy, other, ...(limit === undefined ? [] : [limit])].reduce((sum, p) => sum + countParts(p), 0) * SPELLING;
  if (isSpent(budget)) return undefined;
  const [allow, ownDeny] = split(policy);
  const [limits, limitDeny] = limit === undefined ? [undefined, []] : split(limit);
  const [otherAllow, otherDeny] = split(other);
  const deny = [...ownDeny, ...limitDeny];
  const known = new Set([...deny, ...otherAllow].map(spell));
  const isNew = (statement: Statement): boolean => !known.has(spell(statement));
  const newLimits = limits?.filter(isNew);
  const lostDeny = otherDeny.filter(isNew);
  if (allow.length * (limits?.length ?? 1) > MAX_GOALS) return undefined;
  const fresh = within(allow.filter(isNew), newLimits);
  const each = within(allow, limits);
  if (fresh.length + each.length * lostDeny.length > MAX_GOALS) return undefined;
  const mustNot = [...deny, ...otherAllow];
  return [
    ...fresh.map((must) => ({ must, mustNot })),
    ...each.flatMap((must) => lostDeny.map((denial) => ({ must: [...must, denial], mustNot: deny }))),
  ];
}

/** What it takes to spell a part of a text. */
const SPELLING = 2;

const countParts = ({ statements }: Policy): number =>
  statements.flatMap(listTexts).reduce((sum, text) => sum + text.length, 0);

const listTexts = ({ actions, resources, conditions }: Statement): readonly Text[] => [
  ...actions.patterns,
  ...(resources?.patterns ?? []),
  ...conditions.flatMap(({ values }) => values),
];

/** Each statement with each one of the boundary, if there is a boundary. */
const within = (
  statements: readonly Statement[],
  limits: readonly Statement[] | undefined,
): readonly (readonly Statement[])[] =>
  statements.flatMap((statement) =>
    (limits ?? [undefined]).map((limit) => (limit === undefined ? [statement] : [statement, limit])),
  );

/** Its statements that allow, and those that deny. */
export function split({ statements }: Policy): readonly [allow: readonly Statement[], deny: readonly Statement[]] {
  return [statements.filter(({ effect }) => effect === 'Allow'), statements.filter(({ effect }) => effect === 'Deny')];
}

export interface Search {
  readonly budget?: Budget;
  /** A statement about callers whom no other statement names. */
  readonly ofStrangers?: Statement;
}

/** Searches a request of one of the goals; `isRight` runs it again through the evaluator. */
export function searchGoals(
  goals: readonly Goal[],
  isRight: (request: ReadRequest) => boolean,
  { budget = createBudget(), ofStrangers }: Search = {},
): Relation {
  // Goals share their lists of what must not apply: each is read once.
  const lists = [...new Set(goals.map(({ mustNot }) => mustNot))];
  const statements = [...new Set([...goals.flatMap(({ must }) => must), ...lists.flat()])];
  const principals = listPrincipals(statements, budget, ofStrangers);
  const weigh = weighEvaluation(statements);
  const check = (witness: Witness): boolean => {
    budget.steps -= weigh(witness);
    return !isSpent(budget) && isRight(toRequest(witness));
  };
  let witness: Witness | undefined;
  const accept = (found: Found): boolean => {
    const witnesses = readWitnesses(found, principals.names).filter(check);
    const right = findBest(witnesses, principals.names.length > 0);
    if (right === undefined) return false;
    const others = (isMeant(right) ? [] : [...found.actions.slice(1), ...listOrdinary(right.resource)])
      .flatMap((action) => readWitnesses(found, principals.names, action))
      .filter(isMeant);
    const better = others.find((one) => turnsOnPolicies(one) && check(one));
    const best = shorten(better ?? (isOwn(right) ? right : (others.find(check) ?? right)), check);
    witness = nameCaller(best, principals, check);
    return true;
  };
  const outcome = findRequest({ statements, goals, placesOf: principals.placesOf, budget, accept });
  if (outcome.kind === 'none') return { result: 'no-new-access' };
  if (outcome.kind === 'found' && witness !== undefined) return { result: 'new-access', witness };
  return { result: 'unknown', why: EXPLAINED[outcome.kind === 'unknown' ? outcome.why : 'not certified'] };
}

/** Whether the action is one on such resources: names that only a deployment knows may be any. */
function isMeant({ action, resource }: Witness): boolean {
  const glob = parseGlob(resource.replaceAll(/\$\{[^}]*\}/g, '*'));
  return !hasResourceLevel(action) || findApplicable([action], [glob]).length > 0;
}

/**
 * The request that tells most: one that is asked in fact, and is decided by the policies that are compared alone. A policy with principals
 * is one of the resource itself.
 */
function findBest(witnesses: readonly Witness[], isOfResource: boolean): Witness | undefined {
  if (isOfResource) return witnesses[0];
  return (
    witnesses.find((one) => isMeant(one) && turnsOnPolicies(one)) ??
    witnesses.find((one) => isOwn(one) && turnsOnPolicies(one)) ??
    witnesses.find(isMeant) ??
    witnesses.find(turnsOnPolicies) ??
    witnesses[0]
  );
}

/** Whether the resource is one of the action's own service. */
const isOwn = ({ action, resource }: Witness): boolean => resource.split(':', 3)[2] === action.split(':', 1)[0];

/** Rather a request for which nothing else matters than what is compared: no key policy, no rule of AWS's own. */
function turnsOnPolicies(witness: Witness): boolean {
  const request = toRequest(witness);
  return !isAlwaysAllowed(request) && !isImmutable(request) && !needsResourcePolicy(request);
}

const EXPLAINED: Readonly<Record<Why, string>> = {
  'too many steps': 'the policies have more combinations of statements than are searched',
  'too many variables': 'a statement holds more policy variables than are told apart',
  'too long': 'a text is longer than any that AWS takes',
  'reserved letters': 'a text holds letters of the private plane 16 of Unicode, which stand for variables here',
  'too many states': 'wildcards or values are too entangled to decide',
  'not certified': 'it turns on what a policy variable or a symbol of the template stands for',
};

/** So many keys are tried without. */
const MAX_DROPPED = 100;

/** Leaves out the keys that the request does without. */
function shorten(witness: Witness, check: (witness: Witness) => boolean): Witness {
  let best = witness;
  for (const key of Object.keys(witness.context).slice(0, MAX_DROPPED)) {
    const { [key]: _, ...context } = best.context;
    if (check({ ...best, context })) best = { ...best, context };
  }
  return best;
}
