import { applyPolicies } from '../evaluate/apply-policies.ts';
import { readRequest, type ReadRequest } from '../evaluate/request.ts';
import type { Policy } from '../policy/policy.ts';
import type { Witness } from './witness.ts';

/**
 * Whether a policy, taken alone, allows a request: a statement allows it and none denies it. `hope`: where symbols of a template decide,
 * the answer is the better one.
 */
export function isAllowedBy(policy: Policy, request: ReadRequest, hope: boolean): boolean {
  const { grant, denies } = applyPolicies([{ name: 'policy', policy }], request, hope);
  return grant !== 'none' && denies.length === 0;
}

/** A witness made ready for the evaluator. */
export const toRequest = ({ principal = 'anonymous', ...witness }: Witness): ReadRequest =>
  readRequest({ principal, ...witness });
