import { severities } from '@sallyport/core';
import type { OptionSpec } from '../args/option.ts';

export const failOnOption: OptionSpec = {
  name: 'fail-on',
  value: 'SEVERITY',
  choices: [...severities, 'never'],
  help: 'Exit with 1 on findings of this severity or worse: critical, high (the default), medium, low, info, or never.',
};

/** Which findings a command shows, of those that there are. */
export const findingOptions = (command: string): readonly OptionSpec[] => [
  { name: 'only', value: 'RULE,…', many: true, help: 'Run these rules alone, by id or slug.' },
  { name: 'skip', value: 'RULE,…', many: true, help: 'Leave these rules out.' },
  {
    name: 'vex',
    value: 'FILE',
    many: true,
    help: 'OpenVEX or CycloneDX: set aside the advisories that it says do not matter.',
  },
  { name: 'baseline', value: 'FILE', help: `Do not report again what an earlier \`${command} --format json\` holds.` },
  { name: 'update-baseline', help: 'Take what is fixed out of the baseline. Nothing is ever added to it.' },
];
