export type TokenKind = 'word' | 'literal' | 'open' | 'close' | 'operator';

/** A slash after one of these words, or after an operator or opening bracket, starts a regular expression. */
const BEFORE_REGEX = new Set(
  'return typeof case in of do else void delete throw new await yield instanceof'.split(' '),
);
const LONGEST_WORD = 12;
const OPERATOR = /\.\.\.|=>|[=!]==?|\?\.|\?\?=?|&&=?|\|\|=?|>>>?=?|<<=?|\*\*=?|[-+*/%&|^<>]=|[^]/y;

/**
 * Splits JavaScript into rough tokens, fast and building nothing: comments and template text vanish, a string,
 * number or regular expression is one `literal`. `kind` and `text` describe the token that `next` found.
 */
export class CodeScanner {
  kind: TokenKind = 'operator';
  /** The operator or bracket; a word of up to 12 letters, else ''. */
  text = '';
  private readonly source: string;
  private at = 0;
  /** Templates and braces that are open. */
  private readonly modes: ('template' | 'brace')[] = [];

  constructor(source: string) {
    this.source = source;
  }

  /** Moves to the next token; false at the end. */
  next(): boolean {
    if (this.modes.at(-1) === 'template') return this.readTemplate();
    const { source } = this;
    while (this.at < source.length) {
      const code = source.charCodeAt(this.at);
      if (code <= 32 || code === 0xa0 || code === 0xfeff) this.at++;
      else if (code !== 47 || !this.skipComment()) return this.read(code);
    }
    return false;
  }

  private read(code: number): true {
    if (isWordCode(code)) return this.readWord(code);
    switch (code) {
      case 34: // "
      case 39: // '
        return this.take('literal', this.findEnd(code, true) + 1);
      case 96: // `
        this.modes.push('template');
        return this.take('open', this.at + 1);
      case 123: // {
        this.modes.push('brace');
        return this.take('open', this.at + 1);
      case 125: // }
        this.modes.pop();
        return this.take('close', this.at + 1);
      case 40: // (
      case 91: // [
        return this.take('open', this.at + 1);
      case 41: // )
      case 93: // ]
        return this.take('close', this.at + 1);
      case 47: // /
        return this.isRegexNext() ? this.take('literal', this.findRegexEnd()) : this.readOperator();
      default:
        return this.readOperator();
    }
  }

  private take(kind: TokenKind, end: number): true {
    this.kind = kind;
    this.text = kind === 'literal' || end - this.at > LONGEST_WORD ? '' : this.source.slice(this.at, end);
    this.at = end;
    return true;
  }

  private skipComment(): boolean {
    const following = this.source.charCodeAt(this.at + 1);
    if (following !== 47 && following !== 42) return false;
    const end = following === 47 ? this.source.indexOf('\n', this.at) : this.source.indexOf('*/', this.at + 2) + 2;
    this.at = end <= this.at ? this.source.length : end;
    return true;
  }

  private readWord(first: number): true {
    const isNumber = first >= 48 && first <= 57;
    const isPart = isNumber ? isNumberCode : isWordCode;
    let end = this.at + 1;
    while (isPart(this.source.charCodeAt(end))) end++;
    return this.take(isNumber ? 'literal' : 'word', end);
  }

  private readOperator(): true {
    OPERATOR.lastIndex = this.at;
    OPERATOR.test(this.source);
    return this.take('operator', OPERATOR.lastIndex);
  }

  /** Goes through template text to the next `${` or to the end of the template. */
  private readTemplate(): boolean {
    this.at = Math.min(this.findEnd(96, false), this.source.length);
    if (this.at === this.source.length) return false;
    if (this.source.charCodeAt(this.at) === 96) {
      this.modes.pop();
      return this.take('close', this.at + 1);
    }
    this.modes.push('brace');
    return this.take('open', this.at + 2);
  }

  /** The offset of the quote that ends the text, of the end of the line (in a string), or of `${` (in a template). */
  private findEnd(quote: number, isString: boolean): number {
    const { source } = this;
    let i = isString ? this.at + 1 : this.at;
    for (; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === 92) i++;
      else if (code === quote || (isString && code === 10)) break;
      else if (!isString && code === 36 && source.charCodeAt(i + 1) === 123) break;
    }
    return i;
  }

  private isRegexNext(): boolean {
    if (this.kind === 'word') return BEFORE_REGEX.has(this.text);
    if (this.kind === 'close') return this.text === '}' && this.findRegexEnd() > this.at + 1;
    return this.kind !== 'literal';
  }

  /** The offset behind a regular expression; behind the slash alone when the line ends first, so that it was a division. */
  private findRegexEnd(): number {
    const { source } = this;
    let isClass = false;
    for (let i = this.at + 1; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === 10) break;
      if (code === 92) i++;
      else if (code === 91) isClass = true;
      else if (code === 93) isClass = false;
      else if (code === 47 && !isClass) return i + 1;
    }
    return this.at + 1;
  }
}

/** Letters, digits, `$`, `_`, `#` and everything beyond ASCII. */
const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 36 ||
  code === 35 ||
  code > 127;

/** Also `.`, digits and letters of `0x1F` and `1e5`. */
const isNumberCode = (code: number): boolean => code === 46 || isWordCode(code);
