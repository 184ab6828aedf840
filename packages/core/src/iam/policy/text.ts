/**
 * A text of a policy (an action, a resource, a condition's value), read once: what is literal, what is a wildcard, and what only the
 * request or the template tells. Neighbouring literals are joined, and no literal is empty.
 */
export type Text = readonly TextPart[];

export type TextPart =
  /** Exactly these characters; an escape such as `${*}` has been resolved. */
  | { readonly kind: 'literal'; readonly text: string }
  /** `*`: any text, the empty one too. */
  | { readonly kind: 'any' }
  /** `?`: one character (a code point). */
  | { readonly kind: 'one' }
  /** A policy variable: the request's value of a condition key (in lower case), or the default that the policy gives. */
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }
  /** Text that only a deployment knows, as `Ref` of a parameter. Equal ids are equal text. */
  | { readonly kind: 'symbol'; readonly id: string; readonly sort: SymbolSort };

/** `segment`: text without `:` and `/` (a region, an account, a partition); `free`: any text. */
export type SymbolSort = 'segment' | 'free';

/** The text when all of it is literal. */
export function toLiteral(text: Text): string | undefined {
  if (text.length === 0) return '';
  const [only] = text;
  return text.length === 1 && only?.kind === 'literal' ? only.text : undefined;
}

/** The text as a policy spells it: `arn:aws:s3:::${aws:username}/*`; a symbol is `${id}`. */
export function printText(text: Text): string {
  return text.map(printPart).join('');
}

function printPart(part: TextPart): string {
  switch (part.kind) {
    case 'literal':
      return part.text;
    case 'any':
      return '*';
    case 'one':
      return '?';
    case 'symbol':
      return `\${${part.id}}`;
    case 'variable':
      return part.fallback === undefined ? `\${${part.key}}` : `\${${part.key}, '${part.fallback}'}`;
  }
}

export const hasSymbol = (text: Text): boolean => text.some((part) => part.kind === 'symbol');

/** Joins neighbouring literals and drops empty ones. */
export function joinParts(parts: readonly TextPart[]): Text {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') {
      result[result.length - 1] = { kind: 'literal', text: last.text + part.text };
    } else if (part.kind !== 'literal' || part.text !== '') {
      result.push(part);
    }
  }
  return result;
}

/** The same text in lower case; variables and symbols stay. */
export function lowerText(text: Text): Text {
  return text.map((part) => (part.kind === 'literal' ? { kind: 'literal', text: part.text.toLowerCase() } : part));
}
