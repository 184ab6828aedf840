/** Control characters of scanned files must not reach the terminal: they could repaint or hide what is reported. */
export const toPrintable = (text: string): string => text.replace(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');

/** The same for a name or a place: one line, whatever is in it, so that none begins with what a file says. */
export const toLine = (text: string): string => toPrintable(text).replace(/[\t\n]/g, '\uFFFD');

/** Breaks a paragraph at spaces; each line after the first begins with `indent` spaces. Words longer than a line stay whole. */
export function wrap(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  let line = '';
  for (const word of toPrintable(text)
    .split(/\s+/)
    .filter((w) => w !== '')) {
    const room = width - indent;
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** `1 function`, `2 functions`. */
export const toCount = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;
