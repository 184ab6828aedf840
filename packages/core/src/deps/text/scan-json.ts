import { toConflictMarker } from './conflict-marker.ts';
import type { JsonArray, JsonNode, JsonObject } from './json-node.ts';
import type { TextProblem } from './text-problem.ts';

export interface ScannedJson {
  /** What could be read: of a truncated text everything before its end. `undefined` when there is no value. */
  readonly root: JsonNode | undefined;
  readonly problems: readonly TextProblem[];
}

export interface JsonDialect {
  /** Allows comments and a comma before a closing bracket, as bun.lock has them. */
  readonly comments: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;
const BYTE_ORDER_MARK = 0xfeff;
/** The first signs of merge-conflict markers: `<`, `=`, `>`, `|`. */
const isMarker = (code: number): boolean => code === 0x3c || code === 0x3d || code === 0x3e || code === 0x7c;
const WORD = /[-+.\w]+/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON with the place of each name and value. It never throws: at the first thing that it cannot make out it stops
 * and gives what stands before. Merge-conflict markers are reported and both sides are read. Nesting costs no stack.
 */
export function scanJson(text: string, dialect: JsonDialect = { comments: false }): ScannedJson {
  return new JsonScanner(text, dialect.comments).scan();
}

class JsonScanner {
  private readonly text: string;
  private readonly comments: boolean;
  private at = 0;
  private readonly problems: TextProblem[] = [];
  private readonly open: (JsonObject | JsonArray)[] = [];
  private root: JsonNode | undefined;
  private name: { readonly key: string; readonly at: number } | undefined;

  constructor(text: string, comments: boolean) {
    this.text = text;
    this.comments = comments;
  }

  scan(): ScannedJson {
    while (this.step());
    for (const node of this.open) node.end = this.text.length;
    return { root: this.root, problems: this.problems };
  }

  /** Reads one token; false at the end and at what cannot be read. */
  private step(): boolean {
    this.skipBlank();
    const { text, at } = this;
    const top = this.open.at(-1);
    if (at >= text.length) {
      if (top !== undefined) this.report('the file ends in the middle of a value', at);
      return false;
    }
    if (this.root !== undefined && top === undefined) return this.report('text follows the value', at);
    const code = text.charCodeAt(at);
    if (top !== undefined && (code === 0x7d || code === 0x5d)) return this.close(top, code);
    if (code === COMMA && top !== undefined && this.name === undefined) {
      this.at += 1;
      return true;
    }
    if (top?.kind === 'object' && this.name === undefined) return this.readName();
    return this.readValue(code);
  }

  private close(top: JsonObject | JsonArray, code: number): boolean {
    const fits = top.kind === 'object' ? code === 0x7d : code === 0x5d;
    if (!fits || this.name !== undefined) return this.report('a bracket closes nothing', this.at);
    if (!this.comments && this.isAfterComma()) this.report('a comma stands before a closing bracket', this.at);
    this.at += 1;
    top.end = this.at;
    this.open.pop();
    return true;
  }

  private isAfterComma(): boolean {
    let before = this.at - 1;
    while (before > 0 && this.text.charCodeAt(before) <= SPACE) before -= 1;
    return this.text.charCodeAt(before) === COMMA;
  }

  private readName(): boolean {
    const start = this.at;
    if (this.text.charCodeAt(start) !== QUOTE) return this.report('a name in quotes is expected', start);
    const key = this.readString();
    if (key === undefined) return false;
    this.skipBlank();
    if (this.text[this.at] !== ':') return this.report('a colon is expected', this.at);
    this.at += 1;
    this.name = { key, at: start };
    return true;
  }

  private readValue(code: number): boolean {
    const start = this.at;
    if (code === 0x7b || code === 0x5b) {
      const node: JsonObject | JsonArray =
        code === 0x7b
          ? { kind: 'object', start, end: start, members: [] }
          : { kind: 'array', start, end: start, items: [] };
      this.at += 1;
      this.add(node);
      this.open.push(node);
      return true;
    }
    const value = code === QUOTE ? this.readString() : this.readWord();
    if (value === undefined) return false;
    this.add({ kind: 'scalar', start, end: this.at, value });
    return true;
  }

  private add(node: JsonNode): void {
    const top = this.open.at(-1);
    if (top === undefined) this.root = node;
    else if (top.kind === 'array') top.items.push(node);
    else if (this.name !== undefined) top.members.push({ key: this.name.key, at: this.name.at, value: node });
    this.name = undefined;
  }

  private readWord(): number | boolean | null | undefined {
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0] ?? '';
    const value = WORDS.has(word) ? WORDS.get(word) : word === '' ? Number.NaN : Number(word);
    if (Number.isNaN(value)) {
      this.report('this is not JSON', this.at);
      return undefined;
    }
    this.at += word.length;
    return value;
  }

  private readString(): string | undefined {
    const start = this.at;
    let end = this.text.indexOf('"', start + 1);
    while (end !== -1 && this.isEscaped(end, start)) end = this.text.indexOf('"', end + 1);
    if (end === -1) {
      this.report('a text in quotes does not end', start);
      return undefined;
    }
    this.at = end + 1;
    const raw = this.text.slice(start + 1, end);
    if (!raw.includes('\\') && !raw.includes('\n')) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      this.report('a text in quotes holds what JSON does not allow', start);
      return undefined;
    }
  }

  private isEscaped(end: number, start: number): boolean {
    let backslashes = 0;
    while (end - 1 - backslashes > start && this.text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    return backslashes % 2 === 1;
  }

  private skipBlank(): void {
    const { text } = this;
    let { at } = this;
    for (;;) {
      let code = text.charCodeAt(at);
      while (code === SPACE || code === NEWLINE || code === RETURN || code === TAB || code === BYTE_ORDER_MARK) {
        at += 1;
        code = text.charCodeAt(at);
      }
      this.at = at;
      if (code === SLASH ? !this.comments || !this.skipComment() : !isMarker(code) || !this.skipMarker(code)) return;
      ({ at } = this);
    }
  }

  private skipComment(): boolean {
    const { text, at } = this;
    const isLine = text.startsWith('//', at);
    if (!isLine && !text.startsWith('/*', at)) return false;
    const end = text.indexOf(isLine ? '\n' : '*/', at + 2);
    this.at = end === -1 ? text.length : end + (isLine ? 1 : 2);
    return true;
  }

  private skipMarker(code: number): boolean {
    const { text, at } = this;
    const isLineStart = at === 0 || text.charCodeAt(at - 1) === 0x0a;
    if (!isLineStart) return false;
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    if (toConflictMarker(text.slice(at, end)) === undefined) return false;
    if (code === 0x3c) this.report('a merge conflict is not resolved', at);
    this.at = end;
    return true;
  }

  private report(message: string, at: number): false {
    this.problems.push({ message, at });
    return false;
  }
}
