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

/** The options of a command, each with the verbs that take it; or those of one verb. */
export function printOptions(options: readonly OptionSpec[], verb?: string): string {
  const own = options.filter(({ verbs }) => verb === undefined || verbs === undefined || verbs.includes(verb));
  return printTable(
    own.map((option) => [toTerm(option), `${verb === undefined ? toVerbs(option) : ''}${option.help}`]),
  );
}

const toVerbs = ({ verbs }: OptionSpec): string => (verbs === undefined ? '' : `${verbs.join(', ')}: `);

function toTerm(option: OptionSpec): string {
  const short = option.short === undefined ? '' : `-${option.short}, `;
  return `${short}--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`;
}
