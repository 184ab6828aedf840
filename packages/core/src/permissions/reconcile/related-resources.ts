import { compareReadings } from '../../iam/match.ts';
import type { GlobToken } from '../../iam/glob.ts';
import type { ResourceGlob } from '../../iam/reading.ts';

/**
 * True when two resources may be one, or one is a part of the other (a bucket and its objects, a table and its
 * indexes): a policy that names both is not thereby too wide.
 */
export function isRelated(a: readonly ResourceGlob[], b: readonly ResourceGlob[]): boolean {
  if (compareReadings(a, b) !== 'no') return true;
  return a.some((x) => b.some((y) => isPart(stem(x), stem(y)) || isPart(stem(y), stem(x))));
}

/** True when a granted resource is not wider than the needed one, but for its account, its region and its own parts. */
export function isSameScope(granted: readonly ResourceGlob[], needed: readonly ResourceGlob[]): boolean {
  if (compareReadings(needed, granted) === 'covers' || needed.every(isOfAnyName)) return true;
  return granted.every((g) => needed.some((n) => isSpelledSame(stem(g), stem(n)) && (endsOpen(n) || !isOpenName(g))));
}

/** True for a need whose resource is not known: `arn:…:table/*` says no more than the action itself. */
function isOfAnyName(glob: ResourceGlob): boolean {
  let colons = 0;
  const start = glob.tokens.findIndex((t) => t.kind === 'char' && t.char === ':' && (colons += 1) === 5);
  if (start === -1) return glob.tokens.length === 1 && glob.tokens[0]?.kind === 'any';
  const text = glob.tokens.slice(start + 1).map((t) => (t.kind === 'char' ? t.char : t.kind === 'any' ? '*' : '$'));
  return /^(?:\w[\w-]*[/:])?[*/:]*\*[*/:]*$/.test(text.join(''));
}

/** A wildcard right after plain text holds other names too (`table/orders*`); after a whole name it holds only parts. */
function isOpenName(glob: ResourceGlob): boolean {
  const tokens = withoutStars(glob.tokens);
  const last = tokens.at(-1);
  return tokens.length < glob.tokens.length && last?.kind === 'char' && last.char !== '/' && last.char !== ':';
}

const endsOpen = (glob: ResourceGlob): boolean => isWildcard(glob.tokens.at(-1));

/** The characters that a secret's ARN ends with are wildcards too. */
const isWildcard = (token: GlobToken | undefined): boolean => token?.kind === 'any' || token?.kind === 'one';

const withoutStars = (tokens: readonly GlobToken[]): readonly GlobToken[] => {
  let end = tokens.length;
  while (isWildcard(tokens[end - 1])) end -= 1;
  return tokens.slice(0, end);
};

/** The spelling of each token with region and account left open and closing wildcards and separators cut off. */
function stem(glob: ResourceGlob): readonly string[] {
  const spelled: string[] = [];
  let colons = 0;
  let field: string[] = [];
  for (const token of withoutStars(glob.tokens)) {
    const text = spell(token);
    if (text !== ':' || colons >= 5) {
      field.push(text);
      continue;
    }
    spelled.push(...((colons === 3 || colons === 4) && field.length > 0 ? ['@'] : field), ':');
    field = [];
    colons += 1;
  }
  spelled.push(...field);
  while (spelled.at(-1) === '/' || spelled.at(-1) === ':') spelled.pop();
  return spelled;
}

const spell = (token: GlobToken): string => {
  if (token.kind === 'char') return token.char;
  if (token.kind === 'symbol') return `<${token.id}>`;
  return token.kind === 'any' ? '<*>' : '<?>';
};

const isPart = (whole: readonly string[], part: readonly string[]): boolean =>
  whole.length >= MIN_STEM &&
  whole.length <= part.length &&
  whole.every((t, i) => t === part[i]) &&
  isBoundary(part[whole.length]);

const isBoundary = (next: string | undefined): boolean => next === undefined || next === '/' || next === ':';

const isSpelledSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((t, i) => t === b[i]);

/** Shorter stems (`arn:aws:s3`) name no resource. */
const MIN_STEM = 10;
