import { parse, TomlError } from 'smol-toml';
import { toConflictMarker } from './conflict-marker.ts';
import type { TextProblem } from './text-problem.ts';

export type TomlTable = Readonly<Record<string, unknown>>;

/** One `[[package]]` of a lock file, with its places. Offsets are UTF-16 offsets into the text, lines count from 1. */
export interface TomlBlock {
  readonly table: TomlTable;
  readonly at: number;
  /** The line of its `name`, else of its head. */
  readonly line: number;
  /** The value of its `version`, without quotes. */
  readonly version?: { readonly start: number; readonly end: number };
}

export interface TomlBlocks {
  /** Everything but the blocks, as far as it could be read. */
  readonly root: TomlTable;
  readonly blocks: readonly TomlBlock[];
  readonly problems: readonly TextProblem[];
}

const CONFLICT = 'a merge conflict is not resolved';

interface Chunk {
  readonly isBlock: boolean;
  readonly start: number;
  end: number;
  readonly line: number;
  nameLine?: number;
  version?: { readonly start: number; readonly end: number };
  inHead: boolean;
}

/**
 * Reads a TOML lock file whose packages are an array of tables called `name`. A broken block is reported with its line and
 * costs nothing but itself: then each block is read apart from the others.
 */
export function readTomlBlocks(text: string, name: string): TomlBlocks {
  const problems: TextProblem[] = [];
  const chunks = findChunks(text, name);
  const whole = tryParse(text);
  const tables = whole.table === undefined ? undefined : toTables(getValue(whole.table, name));
  const heads = chunks.filter(({ isBlock }) => isBlock);
  if (tables !== undefined && (tables.length === heads.length || heads.length === 0)) {
    const blocks = tables.map((table, i) => toBlock(table, heads[i]));
    return { root: whole.table ?? {}, ...dropNameless(blocks, problems) };
  }
  const root: Record<string, unknown> = {};
  const blocks: TomlBlock[] = [];
  for (const chunk of chunks) {
    const { table, problem } = tryParse(text.slice(chunk.start, chunk.end));
    // The markers of one conflict stand in several blocks.
    const isKnown = problem?.message === CONFLICT && problems.some(({ message }) => message === CONFLICT);
    if (problem !== undefined && !isKnown) problems.push({ ...problem, at: chunk.start + problem.at });
    const found = toTables(getValue(table ?? {}, name))[0];
    if (chunk.isBlock && found !== undefined) blocks.push(toBlock(found, chunk));
    else if (!chunk.isBlock && table !== undefined) Object.assign(root, table);
  }
  return { root, ...dropNameless(blocks, problems) };
}

function dropNameless(blocks: readonly TomlBlock[], problems: readonly TextProblem[]): Omit<TomlBlocks, 'root'> {
  const isNamed = ({ table }: TomlBlock): boolean => getText(table, 'name') !== undefined;
  const nameless = blocks.filter((block) => !isNamed(block));
  const faults = nameless.map(({ at }): TextProblem => ({ message: 'a package has no `name`', at }));
  return { blocks: blocks.filter(isNamed), problems: [...problems, ...faults] };
}

function toBlock(table: TomlTable, chunk: Chunk | undefined): TomlBlock {
  const line = chunk?.nameLine ?? chunk?.line ?? 1;
  return { table, at: chunk?.start ?? 0, line, ...(chunk?.version === undefined ? {} : { version: chunk.version }) };
}

/** Cuts a text into its `[[name]]` blocks, each with the `[name.…]` tables that belong to it, and what stands between. */
function findChunks(text: string, name: string): readonly Chunk[] {
  const chunks: Chunk[] = [{ isBlock: false, start: 0, end: text.length, line: 1, inHead: false }];
  let quote: string | undefined;
  let line = 0;
  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    line += 1;
    const newline = text.indexOf('\n', at);
    end = newline === -1 ? text.length : newline;
    const row = at === 0 ? text.slice(at, end).replace(/^\uFEFF/, '') : text.slice(at, end);
    const wasQuoted = quote !== undefined;
    quote = findOpenQuote(row, quote);
    if (wasQuoted) continue;
    const last = chunks.at(-1);
    if (last === undefined) continue;
    if (row.startsWith('[')) {
      const isBlock = row.startsWith(`[[${name}]]`);
      last.inHead = false;
      if (!isBlock && last.isBlock && /^\[\[?/.test(row) && row.replace(/^\[+/, '').startsWith(`${name}.`)) continue;
      if (!isBlock && !last.isBlock) continue;
      last.end = at;
      chunks.push({ isBlock, start: at, end: text.length, line, inHead: isBlock });
    } else if (last.inHead) readHead(last, row, at, line);
  }
  return chunks;
}

const FIELD = /^\s*(name|version)\s*=\s*(?:"([^"]*)"|'([^']*)')/;

function readHead(chunk: Chunk, row: string, at: number, line: number): void {
  const field = FIELD.exec(row);
  if (field?.[1] === 'name') chunk.nameLine ??= line;
  else if (field?.[1] === 'version') {
    const length = (field[2] ?? field[3] ?? '').length;
    const start = at + field[0].length - 1 - length;
    chunk.version ??= { start, end: start + length };
  }
}

/** The kind of multi-line text that is open at the end of a row. */
function findOpenQuote(row: string, open: string | undefined): string | undefined {
  let quote = open;
  if (quote === undefined && (row.startsWith('#') || !/"""|'''/.test(row))) return undefined;
  for (let at = 0; at < row.length; at += 1) {
    const three = row.slice(at, at + 3);
    if (quote === '"""' && row[at] === '\\') at += 1;
    else if (three === (quote ?? three) && (three === '"""' || three === "'''")) {
      quote = quote === undefined ? three : undefined;
      at += 2;
    }
  }
  return quote;
}

function tryParse(text: string): { readonly table?: TomlTable; readonly problem?: TextProblem } {
  try {
    return { table: parse(text.replace(/^\uFEFF/, ' ')) };
  } catch (error) {
    const message = 'this is not TOML';
    if (!(error instanceof TomlError)) return { problem: { message, at: 0 } };
    const at = toOffset(text, error.line, error.column);
    const isConflict = toConflictMarker(
      text.slice(text.lastIndexOf('\n', at - 1) + 1, at + 80).split('\n', 1)[0] ?? '',
    );
    return { problem: { message: isConflict === undefined ? message : CONFLICT, at } };
  }
}

function toOffset(text: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) at = text.indexOf('\n', at) + 1 || text.length;
  return Math.min(text.length, at + Math.max(0, column - 1));
}

const isTable = (value: unknown): value is TomlTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key that the table itself holds. */
export function getValue(table: TomlTable | undefined, ...keys: readonly string[]): unknown {
  let value: unknown = table;
  for (const key of keys) {
    if (!isTable(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function getText(table: TomlTable | undefined, ...keys: readonly string[]): string | undefined {
  const value = getValue(table, ...keys);
  return typeof value === 'string' ? value : undefined;
}

export function getNumber(table: TomlTable | undefined, ...keys: readonly string[]): number | undefined {
  const value = getValue(table, ...keys);
  return typeof value === 'number' ? value : undefined;
}

export function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function toTables(value: unknown): readonly TomlTable[] {
  return Array.isArray(value) ? value.filter(isTable) : [];
}

export function toTable(value: unknown): TomlTable {
  return isTable(value) ? value : {};
}

/** A whole TOML file; what could be read is lost where it is broken, so only the problem is given then. */
export function readToml(text: string): { readonly table?: TomlTable; readonly problem?: TextProblem } {
  return tryParse(text);
}
