import type { Budget } from './budget.ts';
import type { ConditionLiteral, Presence, Signed } from './literal.ts';
import { solveValue, type ValueNature, type ValueTest } from './solve-value.ts';

/** The values of a condition key: none where it is absent. */
export type KeyAnswer =
  | { readonly kind: 'found'; readonly values: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** A condition on the values of a key that is present: on some of them, or on every one. */
interface Demand extends ValueTest {
  readonly every: boolean;
}

/** What a key may be. */
export interface KeyNature extends ValueNature {
  /** It never has several values. */
  readonly isSingle: boolean;
}

/** The shortest list of values of a key for which the literals hold as they are signed. */
export function solveKey(signed: readonly Signed[], nature: KeyNature, budget: Budget): KeyAnswer {
  if (allowsPresence(signed, 'absent')) return { kind: 'found', values: [] };
  const demands = signed.flatMap(toDemand);
  const one = allowsPresence(signed, 'one') ? solveOne(demands, budget, nature) : ({ kind: 'none' } as const);
  if (one.kind === 'found' || nature.isSingle || !allowsPresence(signed, 'several')) return one;
  const several = solveSeveral(demands, budget, nature);
  return several.kind === 'none' ? one : several;
}

function allowsPresence(signed: readonly Signed[], presence: Presence): boolean {
  return signed.every(({ literal, holds }) => {
    if (literal.kind === 'presence') return literal.states.has(presence) === holds;
    return literal.kind !== 'condition' || presence !== 'absent' || literal.absent === holds;
  });
}

/** That no value fits is that every value does not. */
function toDemand({ literal, holds }: Signed): readonly Demand[] {
  if (!isCondition(literal)) return [];
  return [{ fit: literal.fit, isIn: literal.isIn === holds, every: !holds }];
}

const isCondition = (literal: { kind: string }): literal is ConditionLiteral => literal.kind === 'condition';

function solveOne(demands: readonly ValueTest[], budget: Budget, nature: ValueNature): KeyAnswer {
  const answer = solveValue(demands, budget, nature);
  return answer.kind === 'found' ? { kind: 'found', values: [answer.text] } : answer;
}

/** One value for each thing that some value must be, all of them as every value must be. */
function solveSeveral(demands: readonly Demand[], budget: Budget, nature: ValueNature): KeyAnswer {
  const every = demands.filter((demand) => demand.every);
  const some = demands.filter((demand) => !demand.every);
  const values: string[] = [];
  for (const demand of some.length === 0 ? [undefined] : some) {
    const answer = solveValue(demand === undefined ? every : [...every, demand], budget, nature);
    if (answer.kind !== 'found') return answer;
    values.push(answer.text);
  }
  const distinct = [...new Set(values)].toSorted();
  return { kind: 'found', values: distinct.length === 1 ? [...distinct, ...distinct] : distinct };
}
