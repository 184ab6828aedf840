import type { TextProblem } from './text-problem.ts';

/**
 * Whether the last line ends within a text in quotes or a map in braces, which the tools that write lock files keep on one line: the
 * file was cut off.
 */
export function findCutOff(text: string): readonly TextProblem[] {
  const last = text.slice(text.lastIndexOf('\n', text.trimEnd().length - 1) + 1);
  const start = text.length - last.length;
  let quote = '';
  let depth = 0;
  for (let at = 0; at < last.length; at += 1) {
    const sign = last[at] ?? '';
    if (quote !== '') {
      if (sign === '\\' && quote === '"') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '#' && /^\s*$/.test(last.slice(0, at))) return [];
    // Within a plain word, an apostrophe is a letter.
    else if ((sign === '"' || sign === "'") && !/[\w.]/.test(last[at - 1] ?? '')) quote = sign;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return quote !== '' || depth > 0 ? [{ message: 'the file ends in the middle of a value', at: start }] : [];
}
