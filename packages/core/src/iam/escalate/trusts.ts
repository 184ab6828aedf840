import { matchPrincipals } from '../evaluate/match-principal.ts';
import type { Caller } from '../evaluate/caller.ts';
import { matchesText } from '../policy/match-text.ts';
import type { Policy, Statement } from '../policy/policy.ts';

const scope = { valueOf: () => undefined, assume: true };

/** Whether a service may assume a role, its conditions granted: they tell of whom the service acts for, not of who passes the role. */
export function trustsService(trust: Policy, service: string): boolean {
  return trusts(trust, { kind: 'service', service });
}

/** Whether the caller may assume a role as far as its trust policy goes. An unknown caller may be whom it names. */
export function trustsCaller(trust: Policy, caller: Caller | undefined): boolean {
  if (caller !== undefined) return trusts(trust, caller);
  return trust.statements.some(
    (statement) => statement.effect === 'Allow' && isAssumption(statement) && namesSomeone(statement),
  );
}

function trusts(trust: Policy, caller: Caller): boolean {
  const about = trust.statements.filter((statement) => isAssumption(statement));
  const fits = (statement: Statement): boolean => matchPrincipals(statement, caller, scope) !== 'none';
  const isDenied = about.some(
    (statement) => statement.effect === 'Deny' && statement.conditions.length === 0 && fits(statement),
  );
  return !isDenied && about.some((statement) => statement.effect === 'Allow' && fits(statement));
}

function isAssumption({ actions }: Statement): boolean {
  return actions.patterns.some((pattern) => matchesText(pattern, 'sts:assumerole', scope)) !== actions.not;
}

/** True for everyone, an account, a user or a role. */
function namesSomeone({ principals }: Statement): boolean {
  if (principals === undefined) return false;
  if (principals.not) return true;
  return principals.principals.some(
    (principal) =>
      principal.kind === 'everyone' ||
      principal.kind === 'account' ||
      principal.kind === 'arn' ||
      (principal.kind === 'symbolic' && principal.sort === 'AWS'),
  );
}
