import type { PolicyDocument } from '../evaluate/policy-set.ts';
import { createBudget } from '../relate/budget.ts';
import { findPaths, type EscalationInput } from './escalate.ts';
import { findGrant } from './find-grant.ts';
import { readSurroundings, readWorld, toWorld } from './read-world.ts';

/** A role that whoever holds the principal's permissions can come to hold. */
export interface Reach {
  readonly role: string;
  /** True when the role may do everything with everything. */
  readonly isAdministrator: boolean;
  /** How, in order: each link takes the permissions that the one before gave. */
  readonly chain: readonly ReachLink[];
}

export interface ReachLink {
  /** The principal asked about (`undefined` when it was not named), or the role gained by the link before. */
  readonly from: string | undefined;
  /** The id of the escalation path. */
  readonly path: string;
  readonly actions: readonly string[];
  readonly to: string;
}

/** More roles than an account may hold; a role is looked at once. */
const MAX_ROLES = 1_000;
/** Seconds of proofs of what roles gain by one another. */
const MAX_RELATIONS = 36_000_000;

/**
 * The roles within reach of a principal, each by a shortest chain of escalations, nearest first. Only roles of the input can be reached.
 * @throws SallyportError `ERR_BAD_POLICY` for a document that is no policy
 */
export function findBlastRadius(input: EscalationInput): readonly Reach[] {
  const surroundings = readSurroundings(input, createBudget(MAX_RELATIONS));
  const policiesOf = new Map((input.roles ?? []).map(({ arn, policies = [] }) => [arn, policies]));
  const reached = new Map<string, readonly ReachLink[]>();
  const queue: { readonly input: EscalationInput; readonly chain: readonly ReachLink[] }[] = [{ input, chain: [] }];
  for (const { input: current, chain } of queue) {
    // What has been reached need not be reached again.
    const roles = surroundings.roles.filter(({ arn }) => !reached.has(arn));
    const world = toWorld(current, { ...surroundings, roles });
    if (roles.length === 0) break;
    for (const { id, actions, targets } of findPaths(world)) {
      for (const to of targets) {
        const policies = policiesOf.get(to);
        if (policies === undefined || to === input.principal || reached.has(to)) continue;
        const next = [...chain, { from: current.principal, path: id, actions, to }];
        reached.set(to, next);
        if (queue.length < MAX_ROLES) queue.push({ input: { policies, principal: to }, chain: next });
      }
    }
  }
  return [...reached].map(([role, chain]) => ({
    role,
    isAdministrator: isAdministrator(policiesOf.get(role) ?? []),
    chain,
  }));
}

/** True for policies that allow what no catalogue knows. */
export function isAdministrator(policies: readonly PolicyDocument[]): boolean {
  const { powers, budget } = readWorld({ policies });
  return (
    findGrant(powers, 'sallyport-unknown:AnyAction', 'arn:aws:sallyport-unknown:::any', new Map(), budget) !== undefined
  );
}
