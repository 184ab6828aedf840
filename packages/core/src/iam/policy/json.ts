/**
 * JSON with the place of everything. `start` is a UTF-16 offset. Keys keep their order and their doubles, and `__proto__` is a key like others.
 */
export type JsonNode =
  | { readonly kind: 'scalar'; readonly start: number; readonly value: string | number | boolean | null }
  | { readonly kind: 'array'; readonly start: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly start: number; readonly entries: readonly JsonEntry[] };

export interface JsonEntry {
  readonly key: string;
  readonly start: number;
  readonly value: JsonNode;
}

export type ParsedJson =
  | { readonly node: JsonNode }
  | { readonly problem: { readonly message: string; readonly offset: number } };

/** Policies nest some six levels; deeper text is refused before it costs the stack. */
const MAX_DEPTH = 100;

class JsonProblem extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Parses RFC 8259 JSON; a byte-order mark is skipped. */
export function parseJson(text: string): ParsedJson {
  const parser = { text, at: text.startsWith('\uFEFF') ? 1 : 0 };
  try {
    const node = readValue(parser, 0);
    skipSpace(parser);
    if (parser.at < text.length)
      return { problem: { message: 'text after the end of the document', offset: parser.at } };
    return { node };
  } catch (error) {
    if (error instanceof JsonProblem) return { problem: { message: error.message, offset: error.offset } };
    throw error;
  }
}

/** The plain value; objects have no prototype, and the last of several equal keys counts. */
export function toPlain(node: JsonNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(toPlain);
  const result = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of node.entries) result[key] = toPlain(value);
  return result;
}

/** The offset of what `path` leads to, or of the last step that exists. */
export function locate(root: JsonNode, path: readonly (string | number)[]): number {
  let node = root;
  for (const step of path) {
    const next = node.kind === 'array' ? node.items[Number(step)] : findLast(node, String(step));
    if (next === undefined) break;
    node = next;
  }
  return node.start;
}

function findLast(node: JsonNode, key: string): JsonNode | undefined {
  return node.kind === 'object' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;
}

interface Parser {
  readonly text: string;
  at: number;
}

const isSpace = (char: string | undefined): boolean => char === ' ' || char === '\n' || char === '\r' || char === '\t';

function skipSpace(parser: Parser): void {
  while (isSpace(parser.text[parser.at])) parser.at += 1;
}

function readValue(parser: Parser, depth: number): JsonNode {
  skipSpace(parser);
  const start = parser.at;
  const char = parser.text[start];
  if (depth > MAX_DEPTH) throw new JsonProblem('nested too deeply', start);
  if (char === '{') return { kind: 'object', start, entries: readObject(parser, depth) };
  if (char === '[') return { kind: 'array', start, items: readArray(parser, depth) };
  if (char === '"') return { kind: 'scalar', start, value: readString(parser) };
  return { kind: 'scalar', start, value: readWord(parser) };
}

function readObject(parser: Parser, depth: number): JsonEntry[] {
  const entries: JsonEntry[] = [];
  readList(parser, '}', () => {
    const start = parser.at;
    if (parser.text[start] !== '"') throw new JsonProblem('a key in double quotes is expected', start);
    const key = readString(parser);
    skipSpace(parser);
    expectChar(parser, ':');
    entries.push({ key, start, value: readValue(parser, depth + 1) });
  });
  return entries;
}

function readArray(parser: Parser, depth: number): JsonNode[] {
  const items: JsonNode[] = [];
  readList(parser, ']', () => items.push(readValue(parser, depth + 1)));
  return items;
}

function readList(parser: Parser, close: string, readItem: () => void): void {
  parser.at += 1;
  skipSpace(parser);
  if (parser.text[parser.at] === close) {
    parser.at += 1;
    return;
  }
  for (;;) {
    skipSpace(parser);
    readItem();
    skipSpace(parser);
    if (parser.text[parser.at] === close) break;
    expectChar(parser, ',');
  }
  parser.at += 1;
}

function expectChar(parser: Parser, char: string): void {
  if (parser.text[parser.at] !== char) {
    const found = parser.at >= parser.text.length ? 'the end' : `\`${parser.text[parser.at]}\``;
    throw new JsonProblem(`\`${char}\` is expected, not ${found}`, parser.at);
  }
  parser.at += 1;
}

function readString(parser: Parser): string {
  const start = parser.at;
  let end = start + 1;
  for (let char = parser.text[end]; char !== '"'; char = parser.text[end]) {
    if (char === undefined) throw new JsonProblem('a string is not closed', start);
    end += char === '\\' ? 2 : 1;
  }
  parser.at = end + 1;
  return fromJson(
    parser.text.slice(start, end + 1),
    start,
    'a string has an unknown escape or a control character',
  ) as string;
}

function readWord(parser: Parser): number | boolean | null {
  const start = parser.at;
  while (parser.at < parser.text.length && /[\w+.-]/.test(parser.text[parser.at] as string)) parser.at += 1;
  const word = parser.text.slice(start, parser.at);
  if (word === '')
    throw new JsonProblem(
      parser.at >= parser.text.length ? 'the document ends too early' : 'a value is expected',
      start,
    );
  return fromJson(word, start, `\`${word.slice(0, 40)}\` is no JSON value`) as number | boolean | null;
}

function fromJson(text: string, offset: number, message: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonProblem(message, offset);
  }
}
