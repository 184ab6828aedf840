import { wrap } from '../terminal/wrap.ts';
import type { OptionSpec } from './option.ts';

/** A list of terms with their explanations, in two columns that fit 80. */
export function printTable(rows: readonly (readonly [term: string, text: string])[]): string {
  const widest = Math.min(26, Math.max(...rows.map(([term]) => term.length)));
  const indent = widest + 4;
  return rows
    .map(([term, text]) => {
      const gap = term.length > widest ? `\n${' '.repeat(indent)}` : ' '.repeat(indent - 2 - term.length);
      return `  ${term}${gap}${wrap(text, 80, indent)}\n`;
    })
    .join('');
}

export function printOptions(options: readonly OptionSpec[]): string {
  return printTable(options.map((option) => [toTerm(option), option.help]));
}

function toTerm(option: OptionSpec): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  return `${short}--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`;
}
