import type { ConditionOperator } from '../conditions/operator.ts';
import type { Pattern as Wanted } from '../policy/match-text.ts';
import type { Pattern } from './text/pattern.ts';

/** In one dimension of a request (its resource, its principal, one condition key): something that holds or does not. */
export type Literal = TextLiteral | PrincipalLiteral | PresenceLiteral | ConditionLiteral;

interface LiteralBase {
  /** From 1; equal literals of one question have one number. */
  readonly id: number;
  /** `resource`, `principal` or `key:` and the key in lower case. */
  readonly dimension: string;
}

/** The resource is in one of the patterns. */
export interface TextLiteral extends LiteralBase {
  readonly kind: 'text';
  readonly patterns: readonly Pattern[];
}

/** The principal is one of these, by their places in the question's list. */
export interface PrincipalLiteral extends LiteralBase {
  readonly kind: 'principal';
  readonly places: ReadonlySet<number>;
}

/** How many values a key has in a request. */
export type Presence = 'absent' | 'one' | 'several';

export interface PresenceLiteral extends LiteralBase {
  readonly kind: 'presence';
  readonly states: ReadonlySet<Presence>;
}

/** Some value of the key fits (`isIn`) or does not fit; `absent` says what holds for a key without values. */
export interface ConditionLiteral extends LiteralBase {
  readonly kind: 'condition';
  readonly absent: boolean;
  readonly isIn: boolean;
  readonly fit: Fit;
}

/** What values of a key are held against: texts by their patterns, all else by AWS's operator. */
export type Fit =
  | { readonly kind: 'text'; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'typed'; readonly operator: ConditionOperator; readonly wanted: readonly Wanted[] }
  /** It turns on a variable in a way that is not decided. */
  | { readonly kind: 'open'; readonly name: string };

/** A literal that must hold, or that must not. */
export interface Signed {
  readonly literal: Literal;
  readonly holds: boolean;
}

export const negateSigned = ({ literal, holds }: Signed): Signed => ({ literal, holds: !holds });

/** The number of a signed literal: negative where it must not hold. */
export const toNumber = ({ literal, holds }: Signed): number => (holds ? literal.id : -literal.id);

/** Equal keys, equal literals in any order. */
export const toKey = (signed: readonly Signed[]): string =>
  signed
    .map(toNumber)
    .sort((a, b) => a - b)
    .join();
