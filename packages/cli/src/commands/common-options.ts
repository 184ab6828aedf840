import type { OptionSpec } from '../args/option.ts';

export const helpOption: OptionSpec = { name: 'help', short: 'h', help: 'Show this page.' };

export const outputOptions = (formats: readonly string[]): readonly OptionSpec[] => [
  {
    name: 'format',
    value: 'FORMAT',
    many: true,
    choices: formats,
    help: `${formats.join(', ')}; text without it. May be given several times, each with its own --output.`,
  },
  { name: 'output', value: 'FILE', many: true, help: 'Write to FILE; - is stdout, which is also the default.' },
];

export const readingOptions: readonly OptionSpec[] = [
  { name: 'no-code', help: 'Read templates alone: what functions need is then unknown.' },
  { name: 'param', value: 'KEY=VALUE', many: true, help: 'Value of a template parameter. May be given several times.' },
  {
    name: 'config',
    value: 'FILE',
    help: 'Config to read. Without it sallyport.config.json or .yaml, in the scanned folder or the working directory.',
  },
];

export const displayOptions: readonly OptionSpec[] = [
  { name: 'quiet', short: 'q', help: 'Print the findings alone, without summary, gaps and progress.' },
  { name: 'verbose', help: 'Print everything: each finding with its trace and its edit, each gap.' },
  { name: 'no-color', help: 'No colours. So does NO_COLOR; FORCE_COLOR does the opposite.' },
  helpOption,
];
