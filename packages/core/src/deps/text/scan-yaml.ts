import { toConflictMarker } from './conflict-marker.ts';
import type { TextProblem } from './text-problem.ts';

/** One `key: value` line. Offsets are UTF-16 offsets into the text, lines count from 1. */
export interface YamlEntry {
  /** 0 for the names at the margin. */
  readonly depth: number;
  readonly key: string;
  readonly keyAt: number;
  /** Without quotes and comment; empty when the value follows on deeper lines. Flow maps stand as written. */
  readonly value: string;
  readonly valueAt: number;
  readonly line: number;
}

const SPACE = 0x20;
const BYTE_ORDER_MARK = 0xfeff;
const MAX_DEPTH = 64;
/** Longer than any map that a package manager writes on one line. */
const MAX_FLOW = 8192;

/**
 * Reads the part of YAML that package managers write: nested maps, one name a line, texts in quotes or plain, flow maps on
 * one line. Lists and block texts are stepped over. A lock file of 50,000 lines takes milliseconds where a YAML parser takes
 * a second. What is no such line, and not deeper than the last name, is a problem.
 */
export function scanYaml(text: string, visit: (entry: YamlEntry) => void): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  const indents: number[] = [];
  let blockIndent = -1;
  let line = 0;
  for (let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0, end = 0; at < text.length; at = end + 1) {
    line += 1;
    const newline = text.indexOf('\n', at);
    end = newline === -1 ? text.length : newline;
    let start = at;
    while (start < end && text.charCodeAt(start) === SPACE) start += 1;
    let stop = end;
    while (stop > start && text.charCodeAt(stop - 1) <= SPACE) stop -= 1;
    if (stop === start || text[start] === '#') continue;
    const indent = start - at;
    if (blockIndent >= 0 && indent > blockIndent) continue;
    blockIndent = -1;
    const first = text[start];
    const isAlone = stop === start + 1 || text[start + 1] === ' ';
    if ((first === '-' || first === ':') && isAlone) continue;
    if (indent === 0 && isFrame(text, start, stop, problems)) {
      indents.length = 0;
      continue;
    }
    const split = splitEntry(text.slice(start, stop), start);
    const deepest = indents.at(-1) ?? -1;
    if (split === undefined) {
      if (indent <= deepest || indents.length === 0)
        problems.push({ message: 'this line is not `name: value`', at: start });
      continue;
    }
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
    if (indents.length >= MAX_DEPTH) continue;
    const entry = { depth: indents.length, line, ...split };
    indents.push(indent);
    if (/^[|>][-+0-9]*$/.test(entry.value)) blockIndent = indent;
    visit(entry);
  }
  return problems;
}

/** Lines at the margin that hold no name: document marks, directives, merge conflicts. */
function isFrame(text: string, start: number, stop: number, problems: TextProblem[]): boolean {
  const first = text[start];
  if (first === '%') return true;
  if (first === '-' || first === '.')
    return /^(?:---|\.\.\.)(?: |$)/.test(text.slice(start, Math.min(stop, start + 4)));
  if (first !== '<' && first !== '=' && first !== '>' && first !== '|') return false;
  const marker = toConflictMarker(text.slice(start, stop));
  if (marker === '<') problems.push({ message: 'a merge conflict is not resolved', at: start });
  return marker !== undefined;
}

type Split = Pick<YamlEntry, 'key' | 'keyAt' | 'value' | 'valueAt'>;

/** Takes `row`, which starts at the offset `from`, apart. */
function splitEntry(row: string, from: number): Split | undefined {
  // Long names are written `? name` with the value on lines of its own.
  const start = row.startsWith('? ') ? 2 : 0;
  const quote = row[start];
  let keyEnd = row.length;
  let key = row.slice(start);
  if (quote === '"' || quote === "'") {
    keyEnd = findQuoteEnd(row, start) + 1;
    if (keyEnd === 0) return undefined;
    key = unquote(row.slice(start, keyEnd));
  } else if (start === 0) {
    keyEnd = row.indexOf(': ');
    if (keyEnd === -1 && row.endsWith(':')) keyEnd = row.length - 1;
    if (keyEnd <= 0) return undefined;
    key = row.slice(0, keyEnd);
  }
  if (start === 2 && keyEnd === row.length) return { key, keyAt: from + start, value: '', valueAt: from + keyEnd };
  if (row[keyEnd] !== ':') return undefined;
  return { key, keyAt: from + start, ...toValue(row, keyEnd + 1, from) };
}

function toValue(row: string, start: number, from: number): { readonly value: string; readonly valueAt: number } {
  let at = start;
  while (row.charCodeAt(at) === SPACE) at += 1;
  const first = row[at];
  if (first === '"' || first === "'") {
    const end = findQuoteEnd(row, at);
    if (end !== -1) return { value: unquote(row.slice(at, end + 1)), valueAt: from + at + 1 };
  }
  const raw = row.slice(at);
  const comment = raw.startsWith('#') ? 0 : raw.indexOf(' #');
  return { value: comment === -1 ? raw : raw.slice(0, comment).trimEnd(), valueAt: from + at };
}

function findQuoteEnd(row: string, start: number): number {
  const quote = row[start];
  for (let at = start + 1; at < row.length; at += 1) {
    const sign = row[at];
    if (sign === '\\' && quote === '"') at += 1;
    else if (sign === quote) {
      if (quote === "'" && row[at + 1] === "'") at += 1;
      else return at;
    }
  }
  return -1;
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith("'")) return inner.replaceAll("''", "'");
  return inner.includes('\\') ? inner.replaceAll(/\\(["\\/])/g, '$1') : inner;
}

/** The value of a name in a flow map on one line: `{integrity: sha512-…, tarball: https://…}`. */
export function findFlowValue(flow: string, name: string): string | undefined {
  if (!flow.startsWith('{')) return undefined;
  const map = flow.slice(0, MAX_FLOW);
  for (let at = map.indexOf(name); at !== -1; at = map.indexOf(name, at + 1)) {
    const before = map.slice(0, at).trimEnd().at(-1);
    if ((before !== '{' && before !== ',') || map[at + name.length] !== ':') continue;
    const rest = map.slice(at + name.length + 1).trimStart();
    if (rest.startsWith("'") || rest.startsWith('"')) return unquote(rest.slice(0, findQuoteEnd(rest, 0) + 1));
    const end = rest.search(/[,}]/);
    return (end === -1 ? rest : rest.slice(0, end)).trim();
  }
  return undefined;
}
