import { applyPolicies } from '../evaluate/apply-policies.ts';
import { matchStatement } from '../evaluate/match-statement.ts';
import { readRequest, type ReadRequest } from '../evaluate/request.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { printText } from '../policy/text.ts';
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

/** Longer patterns with wildcards may take time in proportion to the text as well. */
const LONG = 200;
/** What it takes to read a value of a request. */
const VALUE = 40;
/** So many letters are compared in a step. */
const LETTERS_A_STEP = 16;

/** What it takes at most to run a request through statements, in steps of a budget. */
export function weighEvaluation(statements: readonly Statement[]): (witness: Witness) => number {
  const texts = statements.flatMap(({ resources, conditions }) => [
    ...(resources?.patterns ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const long = texts.map((text) => printText(text).length).filter((length) => length > LONG);
  const letters = long.reduce((sum, length) => sum + length, 0);
  return ({ resource, context }) => {
    const values = Object.values(context).flat();
    const longest = values.reduce((most, value) => Math.max(most, value.length), resource.length);
    return statements.length + texts.length + values.length * VALUE + (letters * longest) / LETTERS_A_STEP;
  };
}

/** A witness made ready for the evaluator. */
export function toRequest({ principal = 'anonymous', ...witness }: Witness): ReadRequest {
  const request = readRequest({ principal: 'anonymous', ...witness });
  return { ...request, principal, caller: toCaller(principal) ?? request.caller };
}
