import { complement, namedSets, notNewline, propertySet, type CharSet } from './char-set.ts';

/** A regular expression as a tree. */
export type Part =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number }
  /** `^`. */
  | { readonly kind: 'start' }
  /** Takes nothing and may fail: `$`, `\b`, and a look around with what it looks for, in the order in which it is tried: a look behind goes backwards. */
  | { readonly kind: 'assert'; readonly part?: Part }
  /** What a group has matched, once more. */
  | { readonly kind: 'back'; readonly group: string };

export interface Pattern {
  readonly root: Part;
  readonly groups: ReadonlyMap<string, Part>;
}

const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/y;
const GROUP = /\(\?(?:(:)|(<?[=!])|<([^>=!][^>]*)>)/y;

/** Reads a pattern that `RegExp` accepts; undefined for what it does not know. */
export function parsePattern(source: string): Pattern | undefined {
  const parser = new PatternParser(source);
  const root = parser.parseChoice(0);
  return root !== undefined && parser.at === source.length ? { root, groups: parser.groups } : undefined;
}

const MAX_DEPTH = 200;

class PatternParser {
  at = 0;
  readonly groups = new Map<string, Part>();
  readonly #source: string;
  #count = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parseChoice(depth: number): Part | undefined {
    const parts: Part[] = [];
    if (depth > MAX_DEPTH) return undefined;
    do {
      if (parts.length > 0) this.at++;
      const part = this.#parseSequence(depth);
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.#source[this.at] === '|');
    return parts.length === 1 ? parts[0] : { kind: 'choice', parts };
  }

  #parseSequence(depth: number): Part | undefined {
    const parts: Part[] = [];
    while (this.at < this.#source.length && this.#source[this.at] !== '|' && this.#source[this.at] !== ')') {
      const atom = this.#parseAtom(depth);
      if (atom === undefined) return undefined;
      parts.push(this.#parseQuantifier(atom));
    }
    return { kind: 'sequence', parts };
  }

  #parseQuantifier(part: Part): Part {
    const match = this.#match(QUANTIFIER);
    if (match === null) return part;
    const [, sign, low = '', comma, high = ''] = match;
    if (sign === '*') return { kind: 'repeat', part, min: 0, max: Infinity };
    if (sign === '+') return { kind: 'repeat', part, min: 1, max: Infinity };
    if (sign === '?') return { kind: 'repeat', part, min: 0, max: 1 };
    const most = comma === undefined ? Number(low) : Number(high);
    return { kind: 'repeat', part, min: Number(low), max: comma !== undefined && high === '' ? Infinity : most };
  }

  #parseAtom(depth: number): Part | undefined {
    const char = this.#source[this.at];
    if (char === '(') return this.#parseGroup(depth);
    if (char === '[') return this.#parseClass();
    if (char === '\\') return this.#parseEscape();
    this.at++;
    if (char === '^') return { kind: 'start' };
    if (char === '$') return { kind: 'assert' };
    if (char === '.') return { kind: 'chars', set: notNewline };
    const code = this.#source.codePointAt(this.at - 1) ?? 0;
    if (code > 0xffff) this.at++;
    return { kind: 'chars', set: [[code, code]] };
  }

  #parseGroup(depth: number): Part | undefined {
    const match = this.#match(GROUP);
    if (match === null && this.#source[this.at + 1] === '?') return undefined;
    const isCapturing = match === null || match[3] !== undefined;
    const number = isCapturing ? String(++this.#count) : '';
    if (match === null) this.at++;
    const part = this.parseChoice(depth + 1);
    if (part === undefined || this.#source[this.at] !== ')') return undefined;
    this.at++;
    if (isCapturing) this.groups.set(number, part);
    if (match?.[3] !== undefined) this.groups.set(match[3], part);
    if (match?.[2] === undefined) return part;
    return { kind: 'assert', part: match[2].startsWith('<') ? reverse(part) : part };
  }

  #parseClass(): Part | undefined {
    this.at++;
    const isNegated = this.#source[this.at] === '^';
    if (isNegated) this.at++;
    const ranges: (readonly [number, number])[] = [];
    while (this.#source[this.at] !== ']') {
      if (this.at >= this.#source.length) return undefined;
      const from = this.#parseClassAtom();
      const isRange = this.#source[this.at] === '-' && this.#source[this.at + 1] !== ']' && from.length === 1;
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.at++;
      const to = this.#parseClassAtom();
      const [low, high] = [from[0]?.[0] ?? 0, to[0]?.[0] ?? 0];
      // `[\w-.]`, which is allowed without the flag `u`: three things.
      ranges.push(
        ...(to.length === 1 && high >= low ? [[low, high] as const] : [...from, ...to, [0x2d, 0x2d] as const]),
      );
    }
    this.at++;
    return { kind: 'chars', set: isNegated ? complement(ranges) : ranges };
  }

  #parseClassAtom(): CharSet {
    if (this.#source[this.at] !== '\\') {
      const code = this.#source.codePointAt(this.at) ?? 0;
      this.at += code > 0xffff ? 2 : 1;
      return [[code, code]];
    }
    if (this.#source[this.at + 1] === 'b') {
      this.at += 2;
      return [[8, 8]];
    }
    const part = this.#parseEscape();
    return part?.kind === 'chars' ? part.set : [[0x5c, 0x5c]];
  }

  #parseEscape(): Part | undefined {
    this.at++;
    const reference = this.#match(/([1-9]\d*)|k<([^>]*)>/y);
    if (reference !== null) return { kind: 'back', group: reference[1] ?? reference[2] ?? '' };
    const property = this.#match(/[pP]\{[^}]*\}/y);
    if (property !== null) return { kind: 'chars', set: propertySet(`\\${property[0]}`) };
    // Two halves of one character are one, as they are where it is written out.
    const pair = this.#match(/u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/y);
    if (pair !== null)
      return toChar(joinHalves(Number.parseInt(pair[1] ?? '', 16), Number.parseInt(pair[2] ?? '', 16)));
    const hex = this.#match(/x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})/y);
    if (hex !== null) return toChar(Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16));
    const control = this.#match(/c([A-Za-z])/y);
    if (control !== null) return toChar((control[1] ?? '').charCodeAt(0) % 32);
    const char = this.#source[this.at++] ?? '';
    if (char === 'b' || char === 'B') return { kind: 'assert' };
    if (Object.hasOwn(namedSets, char)) return { kind: 'chars', set: namedSets[char] ?? [] };
    return toChar(Object.hasOwn(CONTROL, char) ? (CONTROL[char] ?? 0) : char.charCodeAt(0));
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const match = expression.exec(this.#source);
    if (match !== null) this.at += match[0].length;
    return match;
  }
}

/** What a part is from its end to its beginning. Looks around inside keep their own direction. */
function reverse(part: Part): Part {
  if (part.kind === 'sequence') return { kind: 'sequence', parts: part.parts.map(reverse).toReversed() };
  if (part.kind === 'choice') return { kind: 'choice', parts: part.parts.map(reverse) };
  if (part.kind === 'repeat') return { ...part, part: reverse(part.part) };
  return part.kind === 'start' ? { kind: 'assert' } : part;
}

const joinHalves = (high: number, low: number): number => (high - 0xd8_00) * 0x4_00 + (low - 0xdc_00) + 0x1_00_00;

const toChar = (code: number): Part => ({ kind: 'chars', set: [[code, code]] });
