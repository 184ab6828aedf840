import type { DecidingStatement } from '../evaluate/apply-policies.ts';
import { matchStatement } from '../evaluate/match-statement.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { toRequest } from './certify.ts';
import { namePrincipals } from './name-principals.ts';
import { spell } from './spell.ts';
import type { Witness } from './witness.ts';

/** What makes the difference in a request that one policy allows and another does not. */
export interface Difference {
  /** Statements of the one that allow it; where some of them are not in the other, these alone. */
  readonly allows: readonly Statement[];
  /** Statements of the other that deny it. */
  readonly denials: readonly Statement[];
}

/** Finds the statements to name for a witness of `policy` against `other`. What the other allowed but for a denial, the denial alone explains. */
export function findDeciding(witness: Witness, policy: Policy, other: Policy): Difference {
  const [named, otherNamed] = namePrincipals([policy, other]).map(({ statements }) => statements);
  const request = toRequest(witness);
  const listApplying = (statements: readonly Statement[] = [], effect: Statement['effect']): readonly Statement[] =>
    statements.filter((one) => one.effect === effect && matchStatement(one, request, false) !== 'none');
  const allows = listApplying(named, 'Allow');
  const denials = listApplying(otherNamed, 'Deny');
  if (denials.length > 0 && listApplying(otherNamed, 'Allow').length > 0) return { allows: [], denials };
  const known = new Set(otherNamed?.map(spell));
  const fresh = allows.filter((one) => !known.has(spell(one)));
  return { allows: fresh.length > 0 ? fresh : allows, denials };
}

/** A statement as an answer names it. */
export const toDeciding = ({ index, sid, effect }: Statement, policy: string): DecidingStatement => ({
  policy,
  index,
  ...(sid === undefined ? {} : { sid }),
  effect,
});
