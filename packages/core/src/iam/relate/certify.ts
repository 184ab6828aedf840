import { applyPolicies } from '../evaluate/apply-policies.ts';
import { matchStatement } from '../evaluate/match-statement.ts';
import { readRequest, type ReadRequest } from '../evaluate/request.ts';
import type { Policy } from '../policy/policy.ts';
import { toCaller } from './list-principals.ts';
import type { Witness } from './witness.ts';

/** Whether a policy, taken alone, allows a request: a statement surely allows it and none may deny it. */
export function isAllowedBy(policy: Policy, request: ReadRequest): boolean {
  const { grant, denies } = applyPolicies([{ name: 'policy', policy }], request, false);
  return grant !== 'none' && denies.length === 0;
}

/** Whether a policy, taken alone, does not allow a request: no statement allows it, or one surely denies it. */
export function isLeftOutBy({ statements }: Policy, request: ReadRequest): boolean {
  const applied = statements.filter((statement) => matchStatement(statement, request, false) !== 'none');
  return applied.length === 0 || applied.some(({ effect }) => effect === 'Deny');
}

/** A witness made ready for the evaluator. */
export function toRequest({ principal = 'anonymous', ...witness }: Witness): ReadRequest {
  const request = readRequest({ principal: 'anonymous', ...witness });
  return { ...request, principal, caller: toCaller(principal) ?? request.caller };
}
