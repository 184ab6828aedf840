/** A logical line: what stands on several physical ones that end in a backslash, without its comment. */
export interface LogicalLine {
  readonly text: string;
  /** The first physical line, from 1. */
  readonly line: number;
  /** UTF-16 offset of the first physical line. */
  readonly at: number;
  /** Whether offsets into `text` are offsets into the file from `at` on: the line stands on one physical line. */
  readonly isPlain: boolean;
}

/** The logical lines of a requirements file, as pip joins them (https://pip.pypa.io/en/stable/reference/requirements-file-format/). */
export function joinLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let parts: string[] = [];
  let [first, start, line] = [0, 0, 0];
  for (let at = 0, end = 0; at <= text.length; at = end + 1) {
    line += 1;
    const newline = text.indexOf('\n', at);
    end = newline === -1 ? text.length : newline;
    const row = text.slice(at, end).replace(/\r$/, '');
    if (parts.length === 0) [first, start] = [line, at];
    const isComment = /^\s*#/.test(row);
    if (row.endsWith('\\') && !isComment && end < text.length) {
      parts.push(row.slice(0, -1));
      continue;
    }
    // A comment ends what was continued, and belongs to nothing.
    parts.push(isComment ? '' : row.replace(/\\$/, ''));
    const joined = dropComment(parts.join(' '));
    if (joined.trim() !== '') lines.push({ text: joined, line: first, at: start, isPlain: parts.length === 1 });
    parts = [];
  }
  return lines;
}

/** A `#` begins a comment at the start or behind a blank; in an address it does not. */
function dropComment(row: string): string {
  const at = row.search(/(?:^|\s)#/);
  return at === -1 ? row : row.slice(0, at);
}
