const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const HASH = 35;

const isBlank = (code: number): boolean =>
  code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN;

/** The first offset from `at` that is neither white space nor inside a comment. */
export function skipBlank(text: string, at: number): number {
  let offset = at;
  for (;;) {
    const code = text.charCodeAt(offset);
    if (isBlank(code)) offset += 1;
    else if (code === HASH && (offset === 0 || isBlank(text.charCodeAt(offset - 1)))) {
      const end = text.indexOf('\n', offset);
      if (end === -1) return text.length;
      offset = end;
    } else return offset;
  }
}

/** The offset after the last character before `end` that is not white space. */
export function trimBlank(text: string, end: number): number {
  let offset = Math.min(end, text.length);
  while (offset > 0 && isBlank(text.charCodeAt(offset - 1))) offset -= 1;
  return offset;
}
