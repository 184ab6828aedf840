import type { PolicyKind } from '../policy/policy.ts';
import { findDeciding, toDeciding } from './find-deciding.ts';
import { readPolicies } from './read-policy.ts';
import { relate } from './relate.ts';
import type { ExplainedRelation } from './witness.ts';

export interface CompareOptions {
  /** What both policies are attached to. Without it, a document with principals is a policy of a resource. */
  readonly kind?: PolicyKind;
}

/**
 * Whether a new policy document allows anything that the old one does not. `new-access` comes with a request that the evaluator has
 * confirmed; `unknown` with the reason.
 * @throws SallyportError `ERR_BAD_POLICY` for what is no policy
 */
export function compare(oldPolicy: unknown, newPolicy: unknown, options: CompareOptions = {}): ExplainedRelation {
  const documents = [
    ['old policy', oldPolicy],
    ['new policy', newPolicy],
  ] as const;
  const [before, after] = readPolicies(documents, options.kind);
  if (before === undefined || after === undefined) throw new TypeError('two documents make two policies');
  const relation = relate(after, before);
  if (relation.witness === undefined) return relation;
  const { allows, denials } = findDeciding(relation.witness, after, before);
  return {
    ...relation,
    statements: [...allows.map((one) => toDeciding(one, 'new')), ...denials.map((one) => toDeciding(one, 'old'))],
  };
}
