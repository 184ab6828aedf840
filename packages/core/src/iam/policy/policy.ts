import type { Text } from './text.ts';

/**
 * What a policy is attached to, which decides what it may hold. `boundary` and `session` read like `identity`; `trust` is the resource
 * policy of a role.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'scp' | 'rcp';

/** A policy document with everything read and nothing judged: the normal form that the evaluator and the relations work on. */
export interface Policy {
  readonly kind: PolicyKind;
  /** What stands in the document; without it AWS reads `2008-10-17`. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id?: string;
  readonly statements: readonly Statement[];
}

/** One statement. It applies to a request that fits its principals, actions and resources, and for which every condition holds. */
export interface Statement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent in policies of identities. */
  readonly principals?: PrincipalSet;
  /** In lower case: the case of an action does not count. */
  readonly actions: PatternSet;
  /** Absent in trust policies: every resource. An ARN of fewer than six fields is padded with `*` in policies without principals. */
  readonly resources?: PatternSet;
  /** All must hold. */
  readonly conditions: readonly Condition[];
}

/** Fits what any of the patterns matches; with `not`, what none of them matches. */
export interface PatternSet {
  readonly not: boolean;
  readonly patterns: readonly Text[];
}

export interface PrincipalSet {
  readonly not: boolean;
  readonly principals: readonly Principal[];
}

export type Principal =
  /** `*` or `{"AWS": "*"}`: everyone, services and anonymous callers too. */
  | { readonly kind: 'everyone' }
  /** An account's id or its `:root`: whoever in it is allowed by an identity policy too. */
  | { readonly kind: 'account'; readonly account: string }
  /** A user, a role (and its sessions), one session of a role or a federated user. */
  | { readonly kind: 'arn'; readonly arn: string }
  /** `AIDA…`, `AROA…`: what is left of a principal that was deleted. It fits nobody. */
  | { readonly kind: 'unique-id'; readonly id: string }
  /** In lower case, `lambda.amazonaws.com`; `*` for every service. */
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'canonical-user'; readonly id: string }
  /** Partly unknown: it holds a symbol of the template. */
  | { readonly kind: 'symbolic'; readonly sort: PrincipalKey; readonly text: Text };

export type PrincipalKey = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One key of one operator. Values are alternatives; without any, a positive operator never holds. */
export interface Condition {
  /** The operator without qualifier and `IfExists`, in AWS's spelling: a name of `conditions/index.ts`. */
  readonly operator: string;
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** In lower case: the case of a key does not count. */
  readonly key: string;
  /** Wildcards only where the operator has them. */
  readonly values: readonly Text[];
}
