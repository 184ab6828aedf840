import type { PolicyKind } from '../policy/policy.ts';
import { readPolicies } from './read-policy.ts';
import { relate } from './relate.ts';
import type { Relation } from './witness.ts';

export interface CompareOptions {
  /** What both policies are attached to. Without it, a document with principals is a policy of a resource. */
  readonly kind?: PolicyKind;
}

/**
 * Whether a new policy document allows anything that the old one does not. `new-access` comes with a request that the evaluator has
 * confirmed; `unknown` with the reason.
 * @throws SallyportError `ERR_BAD_POLICY` for what is no policy
 */
export function compare(oldPolicy: unknown, newPolicy: unknown, options: CompareOptions = {}): Relation {
  const documents = [
    ['old policy', oldPolicy],
    ['new policy', newPolicy],
  ] as const;
  const [before, after] = readPolicies(documents, options.kind);
  if (before === undefined || after === undefined) throw new TypeError('two documents make two policies');
  return relate(after, before);
}
