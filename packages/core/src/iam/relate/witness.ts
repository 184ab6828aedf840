import type { DecidingStatement } from '../evaluate/apply-policies.ts';

/** A request that one side allows and the other does not, checked by the evaluator. */
export interface Witness {
  readonly action: string;
  readonly resource: string;
  /** Condition keys, in lower case, that the request must hold; others may be absent. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** For policies with principals: an ARN, a service or `anonymous`. */
  readonly principal?: string;
}

export type RelationResult = 'no-new-access' | 'new-access' | 'unknown';

export interface Relation {
  readonly result: RelationResult;
  /** With `new-access`. */
  readonly witness?: Witness;
  /**
   * With `unknown`: what could not be decided; with `new-access`: where it is, when that is not a policy of the identity itself; with
   * `no-new-access`: why there could be none.
   */
  readonly why?: string;
}

/** A relation of documents, with what explains it. */
export interface ExplainedRelation extends Relation {
  /**
   * With `new-access`: the statements that give it. `policy` is `new` for what allows it and `old` for a denial that is gone; `policy` where there
   * is but one.
   */
  readonly statements?: readonly DecidingStatement[];
}
