import type { SymbolSort, Text } from '../policy/text.ts';
import { ANY, holdsSymbols, ONE, toLetters, toPattern, type Pattern, type Token } from './text/pattern.ts';
import { TooLarge } from './too-large.ts';

/** What a text's variables and symbols stand for. */
export interface Meaning {
  /**
   * Of a policy variable, by its key: a text, the token of a text that is not known, or `undefined` for a key without a single value,
   * which makes the default of the variable count.
   */
  readonly ofVariable: (key: string) => string | Token | undefined;
  /** Of a symbol of the template; `isExact` where wildcards in it would be text. */
  readonly ofSymbol: (id: string, sort: SymbolSort, isExact?: boolean) => Token;
}

/** How an operator compares texts. */
export type TextSort = 'plain' | 'caseless' | 'arn';

/** `never`: a variable has no value, so nothing fits; `open`: what fits turns on how a variable's text falls into the parts of an ARN. */
export function readPattern(text: Text, sort: TextSort, meaning: Meaning): Pattern | 'never' | 'open' {
  const tokens = readTokens(text, meaning);
  if (tokens === undefined) return 'never';
  return sort === 'arn' ? readArn(tokens) : toPattern(tokens, sort === 'caseless');
}

function readTokens(text: Text, meaning: Meaning): Token[] | undefined {
  const tokens: Token[] = [];
  for (const part of text) {
    if (part.kind === 'any') tokens.push(ANY);
    else if (part.kind === 'one') tokens.push(ONE);
    else if (part.kind === 'literal') tokens.push(...readLetters(part.text));
    else if (part.kind === 'symbol') tokens.push(meaning.ofSymbol(part.id, part.sort));
    else {
      const value = meaning.ofVariable(part.key) ?? part.fallback;
      if (value === undefined) return undefined;
      tokens.push(...(typeof value === 'string' ? readLetters(value) : [value]));
    }
  }
  return tokens;
}

function readLetters(text: string): Token[] {
  if (holdsSymbols(text)) throw new TooLarge('reserved letters');
  return toLetters(text);
}

/**
 * An ARN is compared by its six components, of which only the last may hold `:`; a lone `*` is every text.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
function readArn(tokens: readonly Token[]): Pattern | 'never' | 'open' {
  if (tokens.length === 1 && tokens[0]?.kind === 'any') return toPattern(tokens);
  let field = 0;
  let isOpen = false;
  const read = tokens.map((token): Token => {
    if (token.kind === 'letter' && token.letter === ':') field += 1;
    if (field >= 5) return token;
    isOpen ||= token.kind === 'symbol';
    return token.kind === 'any' || token.kind === 'one' ? { ...token, colon: false } : token;
  });
  if (isOpen) return 'open';
  return field < 5 ? 'never' : toPattern(read);
}
