/** Comments of one file that may silence something: more are not read, as each costs a look at each finding. */
export const MOST_COMMENTS = 1000;

export const isComment = (line: string): boolean => /^\s*(?:#|\/\/|\/\*|\*)/.test(line);
export const isBlank = (line: string): boolean => line.trim() === '';

/** For each line, from 0, the next one below it that is code; the number of lines where none is. */
export function findNextCode(lines: readonly string[]): Int32Array {
  const next = new Int32Array(lines.length);
  let code = lines.length;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    next[index] = code;
    const line = lines[index] ?? '';
    if (!isBlank(line) && !isComment(line)) code = index;
  }
  return next;
}
