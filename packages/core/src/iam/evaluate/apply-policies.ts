import { closer, type PrincipalMatch } from './match-principal.ts';
import { matchStatement } from './match-statement.ts';
import type { NamedPolicy } from './policy-set.ts';
import type { ReadRequest } from './request.ts';

/** A statement that took part in a decision. */
export interface DecidingStatement {
  /** Where it stands: `identity[0]`, `resourcePolicies[1]`, `boundary`, `session`, `scps[0][1]`, `rcps[0][0]`. */
  readonly policy: string;
  /** Its place in the policy, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

/** What a list of policies says of a request. */
export interface Verdict {
  readonly allows: readonly DecidingStatement[];
  readonly denies: readonly DecidingStatement[];
  /** How closely an `Allow` names the caller; `none` when nothing allows. */
  readonly grant: PrincipalMatch;
}

/** Statements that turn on a symbol count against the request unless `hope`. */
export function applyPolicies(policies: readonly NamedPolicy[], request: ReadRequest, hope: boolean): Verdict {
  const allows: { readonly statement: DecidingStatement; readonly match: PrincipalMatch }[] = [];
  const denies: DecidingStatement[] = [];
  for (const { name, policy } of policies) {
    for (const statement of policy.statements) {
      const isAllow = statement.effect === 'Allow';
      const match = matchStatement(statement, request, isAllow === hope);
      if (match === 'none') continue;
      const { index, sid, effect } = statement;
      const found = { policy: name, index, ...(sid === undefined ? {} : { sid }), effect };
      if (isAllow) allows.push({ statement: found, match });
      else denies.push(found);
    }
  }
  const grant = allows.reduce<PrincipalMatch>((best, { match }) => closer(best, match), 'none');
  return { allows: allows.filter(({ match }) => match === grant).map(({ statement }) => statement), denies, grant };
}
