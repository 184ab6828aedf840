/** A place in a file of the application. Lines and columns count from 1; `start` and `end` are UTF-16 offsets into the text. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
}

/** The offsets at which each line of `text` starts. */
export function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** Turns an offset into a line and column, both from 1. */
export function toLineColumn(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** Builds a location from a pair of offsets. */
export function toLocation(file: string, lineStarts: readonly number[], start: number, end: number): Location {
  const from = toLineColumn(lineStarts, start);
  const to = toLineColumn(lineStarts, end);
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end };
}
