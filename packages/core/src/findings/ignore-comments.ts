import type { Diagnostic } from './diagnostic.ts';
import { findNextCode, isBlank, isComment, MOST_COMMENTS } from './next-code.ts';
import { isDay, type Suppression, type SuppressionReading } from './suppression.ts';

const marker = /(?:#|\/\/|\/\*|\*)\s*sallyport-ignore\b[ \t]*(.*)$/;
/** What is meant by people who know other tools. */
const misspelt = /(?:#|\/\/|\/\*|\*)\s*sallyport[-:_](?:ignore|disable|skip|suppress)\b/i;
const grammar = /^([A-Za-z][\w-]*(?:\s*,\s*[A-Za-z][\w-]*)*)(?:\s+until\s+(\S+))?\s+--\s+(\S.*)$/;

/**
 * Reads `sallyport-ignore RULE[,RULE] [until YYYY-MM-DD] -- reason` comments of a template or of code. A comment after
 * code covers its own line, a comment on a line of its own the next line of code; both cover what is indented below, and
 * a finding in whose text they stand.
 */
export function readIgnoreComments(file: string, text: string): SuppressionReading {
  const suppressions: Suppression[] = [];
  const diagnostics: Diagnostic[] = [];
  if (!/sallyport[-:_](?:ignore|disable|skip|suppress)/i.test(text)) return { suppressions, diagnostics };
  const lines = text.split('\n');
  const next = findNextCode(lines);
  let count = 0;
  for (const [index, line] of lines.entries()) {
    const found = marker.exec(line);
    if (found === null) {
      const wrong = diagnostics.length < MOST_COMMENTS ? misspelt.exec(line) : null;
      if (wrong !== null) diagnostics.push(toInvalid(file, index + 1, wrong.index + 1));
      continue;
    }
    if ((count += 1) > MOST_COMMENTS) {
      diagnostics.push(toTooMany(file, index + 1));
      break;
    }
    const parsed = grammar.exec((found[1] ?? '').replace(/\*\/\s*$/, '').trim());
    const until = parsed?.[2];
    if (parsed === null || (until !== undefined && !isDay(until))) {
      diagnostics.push(toInvalid(file, index + 1, found.index + 1));
      continue;
    }
    const [from, to] = findCoveredLines(lines, next, index, found.index);
    suppressions.push({
      rules: (parsed[1] ?? '').split(',').map((rule) => rule.trim()),
      reason: (parsed[3] ?? '').trim(),
      ...(until === undefined ? {} : { until }),
      where: `${file}:${index + 1}`,
      file,
      line: index + 1,
      covers: ({ at }) => at.file === file && at.line <= to && (at.line >= from || at.endLine >= from),
    });
  }
  return { suppressions, diagnostics };
}

const toInvalid = (file: string, line: number, column: number): Diagnostic => ({
  code: 'suppression-invalid',
  severity: 'warning',
  message: 'a suppression reads `sallyport-ignore RULE [until YYYY-MM-DD] -- reason`, and the reason is required',
  file,
  line,
  column,
});

const toTooMany = (file: string, line: number): Diagnostic => ({
  code: 'suppression-invalid',
  severity: 'warning',
  message: `more than ${MOST_COMMENTS} suppressions in one file: those from here on are not read`,
  file,
  line,
});

const toIndent = (line: string): number => line.length - line.trimStart().length;

/** First and last line, from 1, that a comment on line `index` (from 0) covers. */
function findCoveredLines(lines: readonly string[], next: Int32Array, index: number, column: number): [number, number] {
  const isAlone = isBlank((lines[index] ?? '').slice(0, column));
  const first = isAlone ? (next[index] ?? index) : index;
  const head = lines[first] ?? '';
  const indent = toIndent(head);
  const isItem = head.trimStart().startsWith('- ');
  let last = first;
  for (let i = first + 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (isBlank(line) || isComment(line)) continue;
    // YAML lets a sequence stand at the same depth as its key.
    const isSequence = !isItem && toIndent(line) === indent && line.trimStart().startsWith('- ');
    if (toIndent(line) <= indent && !isSequence) break;
    last = i;
  }
  return [first + 1, last + 1];
}
