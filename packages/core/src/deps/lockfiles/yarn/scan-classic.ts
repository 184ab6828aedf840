import type { NamedRange } from '../../npm/split-name.ts';
import { toConflictMarker } from '../../text/conflict-marker.ts';
import type { TextProblem } from '../../text/text-problem.ts';

/** One block of the lock file: what was asked for, in how many ways, and what that became. */
export interface ClassicEntry {
  readonly patterns: readonly string[];
  readonly at: number;
  readonly line: number;
  version?: string;
  span?: { readonly start: number; readonly end: number };
  resolved?: string;
  hasIntegrity: boolean;
  readonly requires: NamedRange[];
}

interface Row {
  readonly text: string;
  readonly indent: number;
  readonly at: number;
  readonly line: number;
}

/** Takes the lines of a yarn 1 lock file apart: names at the margin, fields two deep, dependencies four deep. */
export function scanClassic(text: string): { readonly entries: ClassicEntry[]; readonly problems: TextProblem[] } {
  const entries: ClassicEntry[] = [];
  const problems: TextProblem[] = [];
  let entry: ClassicEntry | undefined;
  let isList = false;
  for (const row of listRows(text)) {
    if (row.indent === 0) {
      const marker = toConflictMarker(row.text);
      if (marker !== undefined) {
        if (marker === '<') problems.push({ message: 'a merge conflict is not resolved', at: row.at });
        continue;
      }
      if (!row.text.endsWith(':')) problems.push({ message: 'this line does not end in a colon', at: row.at });
      entry = toEntry(row);
      entries.push(entry);
      isList = false;
    } else if (entry === undefined) {
      problems.push({ message: 'this line belongs to no package', at: row.at });
    } else if (row.indent <= 2) {
      isList = /^"?(?:optionalD|d)ependencies"?:$/.test(row.text);
      if (!isList) readField(entry, row);
    } else if (isList) {
      const [name, range] = listWords(row.text);
      entry.requires.push({ name: name?.text ?? '', range: range?.text ?? '' });
    }
  }
  return { entries, problems };
}

function* listRows(text: string): Generator<Row> {
  let line = 0;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0, end = 0; at < text.length; at = end + 1) {
    line += 1;
    const newline = text.indexOf('\n', at);
    end = newline === -1 ? text.length : newline;
    let start = at;
    while (start < end && text.charCodeAt(start) === 0x20) start += 1;
    let stop = end;
    while (stop > start && text.charCodeAt(stop - 1) <= 0x20) stop -= 1;
    if (start === stop || text[start] === '#') continue;
    yield { text: text.slice(start, stop), indent: start - at, at: start, line };
  }
}

function toEntry({ text, at, line }: Row): ClassicEntry {
  const patterns = listWords(text.replace(/:$/, '')).map((word) => word.text);
  return { patterns, at, line, hasIntegrity: false, requires: [] };
}

function readField(entry: ClassicEntry, row: Row): void {
  const [field, value] = listWords(row.text);
  if (field === undefined || value === undefined) return;
  if (field.text === 'version') {
    entry.version = value.text;
    entry.span = { start: row.at + value.at, end: row.at + value.at + value.text.length };
  } else if (field.text === 'resolved') entry.resolved = value.text;
  else if (field.text === 'integrity') entry.hasIntegrity = true;
}

interface Word {
  readonly text: string;
  /** Offset in the row, behind a quote. */
  readonly at: number;
}

/** The words of a row, in quotes or plain, apart from each other by blanks or commas. */
function listWords(row: string): readonly Word[] {
  const words: Word[] = [];
  for (let at = 0; at < row.length;) {
    const sign = row[at];
    if (sign === ' ' || sign === ',') {
      at += 1;
      continue;
    }
    const start = sign === '"' ? at + 1 : at;
    const end = sign === '"' ? findQuoteEnd(row, start) : findBlank(row, start);
    const raw = row.slice(start, end);
    words.push({ text: raw.includes('\\') ? raw.replaceAll(/\\(["\\/])/g, '$1') : raw, at: start });
    at = end + 1;
  }
  return words;
}

function findQuoteEnd(row: string, start: number): number {
  for (let at = start; at < row.length; at += 1) {
    if (row[at] === '\\') at += 1;
    else if (row[at] === '"') return at;
  }
  return row.length;
}

function findBlank(row: string, start: number): number {
  const at = row.slice(start).search(/[ ,]/);
  return at === -1 ? row.length : start + at;
}
