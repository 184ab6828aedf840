import { matchStatement } from '../evaluate/match-statement.ts';
import type { ReadRequest } from '../evaluate/request.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import type { Budget } from './budget.ts';
import { searchGoals, split } from './relate.ts';
import type { Relation } from './witness.ts';

/** What stands around a statement that allows something. */
export interface Surroundings {
  readonly denials: readonly Statement[];
  /** The permissions boundary, if there is one. */
  readonly boundary?: Policy;
  /** What may be allowed. */
  readonly within: readonly Statement[];
}

/** Whether a statement, with denials and boundary, allows anything beyond what may be allowed. */
export function findBeyond(
  statement: Statement,
  { denials, boundary, within }: Surroundings,
  budget: Budget,
): Relation {
  const [limits, limitDenials] = boundary === undefined ? [undefined, []] : split(boundary);
  const mustNot = [...denials, ...limitDenials, ...within];
  const goals = (limits ?? [undefined]).map((limit) => ({
    must: limit === undefined ? [statement] : [statement, limit],
    mustNot,
  }));
  const isRight = (request: ReadRequest): boolean => {
    const applies = (one: Statement): boolean => matchStatement(one, request, false) !== 'none';
    const mayApply = (one: Statement): boolean => matchStatement(one, request, true) !== 'none';
    return applies(statement) && limits?.some(applies) !== false && !mustNot.some(mayApply);
  };
  return searchGoals(goals, isRight, { budget });
}
