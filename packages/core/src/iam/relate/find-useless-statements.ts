import type { Policy, PolicyKind, Statement } from '../policy/policy.ts';
import { createBudget, type Budget } from './budget.ts';
import { namePrincipals } from './name-principals.ts';
import { readPolicies } from './read-policy.ts';
import { relate, searchGoals, split } from './relate.ts';

/**
 * `dead`: no request is decided by it, as its conditions cannot hold together or all that it allows is denied; `redundant`: others say
 * all that it says; `shadowed`: nothing that it allows is within the boundary.
 */
export type Uselessness = 'dead' | 'redundant' | 'shadowed';

export interface UselessStatement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly why: Uselessness;
}

export interface UselessOptions {
  /** The permissions boundary that limits the policy. */
  readonly boundary?: unknown;
  readonly kind?: PolicyKind;
}

const MAX_STATEMENTS = 200;

/**
 * Statements that could go without any change to what the policy allows, each taken alone: of two equal ones, both are named.
 * What cannot be decided is not named. A denial is held against the other denials alone, since it also binds other policies.
 * Policies of more than 200 statements are not looked at, and one budget is for all statements.
 * @throws SallyportError `ERR_BAD_POLICY`
 */
export function findUselessStatements(document: unknown, options: UselessOptions = {}): readonly UselessStatement[] {
  const [policy] = namePrincipals(readPolicies([['policy', document]], options.kind));
  const [boundary] = options.boundary === undefined ? [] : readPolicies([['boundary', options.boundary]], 'identity');
  if (policy === undefined || policy.statements.length > MAX_STATEMENTS) return [];
  const budget = createBudget();
  return policy.statements.flatMap((statement) => {
    const why = findWhy(policy, statement, boundary, budget);
    const { index, sid } = statement;
    return why === undefined ? [] : [{ index, ...(sid === undefined ? {} : { sid }), why }];
  });
}

function findWhy(
  policy: Policy,
  statement: Statement,
  boundary: Policy | undefined,
  budget: Budget,
): Uselessness | undefined {
  const deny = split(policy)[1].filter((other) => other !== statement);
  const isAllow = statement.effect === 'Allow';
  if (isNever([statement], isAllow ? deny : [], budget)) return 'dead';
  if (isAllow && boundary !== undefined && isShadowed(statement, deny, boundary, budget)) return 'shadowed';
  if (!isAllow) return isNever([statement], deny, budget) ? 'redundant' : undefined;
  const rest = { ...policy, statements: policy.statements.filter((other) => other !== statement) };
  return relate(policy, rest, { budget }).result === 'no-new-access' ? 'redundant' : undefined;
}

/** Whether there is surely no request that all of `must` are about and none of `mustNot`. */
function isNever(must: readonly Statement[], mustNot: readonly Statement[], budget: Budget): boolean {
  return searchGoals([{ must, mustNot }], () => true, { budget }).result === 'no-new-access';
}

function isShadowed(statement: Statement, deny: readonly Statement[], boundary: Policy, budget: Budget): boolean {
  const [allow, limits] = split(boundary);
  return allow.every((limit) => isNever([statement, limit], [...deny, ...limits], budget));
}
