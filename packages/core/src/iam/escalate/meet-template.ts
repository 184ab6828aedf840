import type { Text } from '../policy/text.ts';

/** A letter, `*` of a pattern, `?`, or one or more letters of a placeholder. */
type Token =
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'part'; readonly fill: string; readonly never: RegExp };

const FILLS: Readonly<Record<string, string>> = { Partition: 'aws', Region: 'us-east-1', Account: '111122223333' };
const MAX_STATES = 200_000;

/**
 * A text that a pattern of a policy matches and that is spelled as an ARN template, or `undefined` when there is none. Variables and symbols of
 * the pattern may stand for any text.
 */
export function meetTemplate(pattern: Text, template: string): string | undefined {
  const left = toPatternTokens(pattern);
  const right = toTemplateTokens(template);
  const size = (left.length + 1) * (right.length + 1) * 2;
  if (size > MAX_STATES) return undefined;
  const dead = new Uint8Array(size);
  const written: string[] = [];
  // `open`: the placeholder at `j` has a letter already, and may end.
  const walk = (i: number, j: number, open: boolean): boolean => {
    const state = (i * (right.length + 1) + j) * 2 + (open ? 1 : 0);
    if (dead[state] === 1) return false;
    if (i === left.length && j === right.length) return true;
    for (const [text, nextI, nextJ, nextOpen] of listMoves(left[i], right[j], i, j, open)) {
      written.push(text);
      if (walk(nextI, nextJ, nextOpen)) return true;
      written.pop();
    }
    dead[state] = 1;
    return false;
  };
  return walk(0, 0, false) ? written.join('') : undefined;
}

type Move = readonly [text: string, i: number, j: number, open: boolean];

function listMoves(p: Token | undefined, t: Token | undefined, i: number, j: number, open: boolean): Move[] {
  const moves: Move[] = [];
  if (t?.kind === 'part' && open) moves.push(['', i, j + 1, false]);
  if (p?.kind === 'any') {
    if (t?.kind === 'letter') moves.push([t.letter, i, j + 1, false]);
    if (t?.kind === 'part' && !open) moves.push([t.fill, i, j, true]);
    moves.push(['', i + 1, j, open]);
  } else if (p !== undefined && t?.kind === 'part') {
    const letter = p.kind === 'letter' ? p.letter : t.fill.slice(0, 1);
    if (!t.never.test(letter)) moves.push([letter, i + 1, j, true]);
  } else if (p !== undefined && t?.kind === 'letter') {
    if (p.kind === 'one' || (p.kind === 'letter' && p.letter === t.letter)) moves.push([t.letter, i + 1, j + 1, false]);
  }
  return moves;
}

function toPatternTokens(pattern: Text): Token[] {
  return pattern.flatMap((part): Token[] => {
    if (part.kind === 'literal') return Array.from(part.text, (letter) => ({ kind: 'letter', letter }));
    return [part.kind === 'one' ? { kind: 'one' } : { kind: 'any' }];
  });
}

function toTemplateTokens(template: string): Token[] {
  const pieces = template.split(/(\$\{\w+\})/).filter((piece) => piece !== '');
  return pieces.flatMap((piece): Token[] => {
    const name = /^\$\{(\w+)\}$/.exec(piece)?.[1];
    if (name === undefined) return Array.from(piece, (letter) => ({ kind: 'letter', letter }));
    return [{ kind: 'part', fill: FILLS[name] ?? 'target', never: findNever(name) }];
  });
}

/** Letters that a part has not: buckets hold what lies behind a slash. */
function findNever(name: string): RegExp {
  if (name === 'Account') return /\D/;
  if (name === 'BucketName') return /[:/]/;
  return /:/;
}
