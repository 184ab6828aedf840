import { resolveText, toExactText, type Pattern, type TextScope } from '../policy/match-text.ts';
import type { Condition } from '../policy/policy.ts';
import { hasSymbol, type Text } from '../policy/text.ts';
import { findOperator } from './index.ts';
import type { ConditionOperator } from './operator.ts';

/** The keys of a request, in lower case, with their values. A key with an empty list is as absent as one that is not there. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/**
 * Whether a condition holds for a request.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(condition: Condition, context: RequestContext, scope: TextScope): boolean {
  const operator = findOperator(condition.operator);
  if (operator === undefined) return scope.assume;
  const have = context.get(condition.key) ?? [];
  if (operator.family === 'null') return holdsNull(condition, have, scope);
  if (have.length === 0) {
    if (condition.ifExists || condition.qualifier === 'ForAllValues') return true;
    return operator.isNegated && condition.qualifier === undefined;
  }
  // A symbol that fits makes a positive operator hold and a negated one fail.
  const inner = operator.isNegated ? { ...scope, assume: !scope.assume } : scope;
  const wanted = condition.values.map((value) => toWanted(value, operator, inner));
  const one = (value: string): boolean => holdsFor(operator, value, wanted);
  if (condition.qualifier === 'ForAllValues') return have.every(one);
  if (condition.qualifier === 'ForAnyValue') return have.some(one);
  // Without a qualifier, several values of a request count as "any of them equals".
  return operator.isNegated ? have.every(one) : have.some(one);
}

/** A value of the policy; `any` where a symbol is taken to be what the request holds. */
type Wanted = Pattern | 'any';

function toWanted(value: Text, operator: ConditionOperator, scope: TextScope): Wanted {
  if (scope.assume && !operator.hasWildcards && hasSymbol(value)) return 'any';
  return resolveText(value, scope);
}

/** Values of the policy are alternatives; for a negated operator none of them may fit. */
function holdsFor(operator: ConditionOperator, value: string, wanted: readonly Wanted[]): boolean {
  return wanted.some((want) => want === 'any' || operator.fits(value, want)) !== operator.isNegated;
}

function holdsNull({ values }: Condition, have: readonly string[], scope: TextScope): boolean {
  const wanted = have.length === 0 ? 'true' : 'false';
  return values.some(
    (value) => (scope.assume && hasSymbol(value)) || toExactText(resolveText(value, scope))?.toLowerCase() === wanted,
  );
}
