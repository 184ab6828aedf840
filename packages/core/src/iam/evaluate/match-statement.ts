import { holds } from '../conditions/holds.ts';
import { matchesText, type TextScope } from '../policy/match-text.ts';
import type { PatternSet, Statement } from '../policy/policy.ts';
import { matchPrincipals, type PrincipalMatch } from './match-principal.ts';
import type { ReadRequest } from './request.ts';

/**
 * How a statement applies to a request, `none` when it does not. `assume` is the answer where a symbol of the template decides: `true`
 * for "it may apply", `false` for "it surely applies".
 */
export function matchStatement(statement: Statement, request: ReadRequest, assume: boolean): PrincipalMatch {
  const scope: TextScope = { valueOf: (key) => findOneValue(request, key), assume };
  if (!matchesSet(statement.actions, request.action, scope)) return 'none';
  if (statement.resources !== undefined && !matchesSet(statement.resources, request.resource, scope)) return 'none';
  const match = deniesBounded(statement, request) ? 'direct' : matchPrincipals(statement, request.caller, scope);
  if (match === 'none') return 'none';
  return statement.conditions.every((condition) => holds(condition, request.context, scope)) ? match : 'none';
}

/**
 * Whom a boundary limits, a denial with `NotPrincipal` always denies.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
const deniesBounded = ({ effect, principals }: Statement, { isBounded = false }: ReadRequest): boolean =>
  isBounded && effect === 'Deny' && principals?.not === true;

function matchesSet({ not, patterns }: PatternSet, value: string, scope: TextScope): boolean {
  const inner = not ? { ...scope, assume: !scope.assume } : scope;
  return patterns.some((pattern) => matchesText(pattern, value, inner)) !== not;
}

/** A variable stands for one value: a key with several has none to give. */
function findOneValue({ context }: ReadRequest, key: string): string | undefined {
  const values = context.get(key);
  return values?.length === 1 ? values[0] : undefined;
}
