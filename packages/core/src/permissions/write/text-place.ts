/** The offset at which the line of `offset` starts. */
export const lineStartOf = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Spaces (or other characters) before `offset` on its line. */
export const columnOf = (text: string, offset: number): number => offset - lineStartOf(text, offset);

/** The offset after the line break that ends the line of `offset`, or the text's end. */
export function lineEndOf(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** The blank start of the line of `offset`. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartOf(text, offset), offset))?.[0] ?? '';
}

/** True when nothing but blanks stands before `offset` on its line. */
export const startsLine = (text: string, offset: number): boolean =>
  text.slice(lineStartOf(text, offset), offset).trim() === '';

/** True when nothing but blanks, a comment or a comma stands after `offset` on its line. */
export const endsLine = (text: string, offset: number): boolean =>
  /^[ \t]*,?[ \t]*(?:#.*)?\r?$/.test(text.slice(offset, lineEndOf(text, offset)).replace(/\n$/, ''));
