import type { Pattern, Token } from './pattern.ts';

/** What usually stands in the fields of an ARN. */
const FIELDS: readonly string[] = ['arn', 'aws', 's3', 'us-east-1', '123456789012', 'example'];

/** A few texts of a pattern that are easy to read, the most telling one first: wildcards in an ARN get what usually stands there. */
export function fillPattern(pattern: Pattern): readonly string[] {
  const { tokens } = pattern;
  const texts = [fill(tokens, (field) => FIELDS[field] ?? 'example'), fill(tokens, () => ''), fill(tokens, () => 'x')];
  return [...new Set(texts)];
}

function fill(tokens: readonly Token[], textOf: (field: number) => string): string {
  const isArn =
    tokens
      .slice(0, 4)
      .map((token) => (token.kind === 'letter' ? token.letter : ''))
      .join('') === 'arn:';
  let text = '';
  let field = isArn ? 0 : FIELDS.length;
  tokens.forEach((token, index) => {
    if (token.kind === 'letter' || token.kind === 'symbol') text += token.letter;
    else if (token.kind === 'one') text += field === 4 ? '1' : 'x';
    else {
      // Beside other text a star is left empty where it can be: `a*` reads better as `a` than as `aexample`.
      const isWhole = isBoundary(tokens[index - 1]) && isBoundary(tokens[index + 1]);
      text += isWhole ? textOf(field) : '';
    }
    if (token.kind === 'letter' && token.letter === ':' && field < 5) field += 1;
  });
  return text;
}

const isBoundary = (token: Token | undefined): boolean =>
  token === undefined || (token.kind === 'letter' && (token.letter === ':' || token.letter === '/'));
