import { loadRulePages, loadRules } from '@sallyport/core';
import { printTable } from '../args/help.ts';
import { hasFlag, type ParsedArgs } from '../args/option.ts';
import { printPage } from '../formats/page.ts';
import type { Io } from '../terminal/io.ts';
import { createStyle, wantsColour } from '../terminal/style.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';
import { findRule } from './find-rule.ts';

export const explainCommand: Command = {
  usage: '[RULE]',
  about: ['Shows what a rule finds, why it matters, and how to mend or suppress it. Without a rule it lists them all.'],
  maxPositionals: 1,
  options: [{ name: 'no-color', help: 'No colours.' }, helpOption],
  run: runExplain,
};

async function runExplain(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const rules = await loadRules();
  const [name] = args.positionals;
  if (name === undefined) {
    io.stdout.write(
      printTable(
        rules.map((rule) => [
          `${rule.id} ${rule.suggestion === true ? 'suggestion' : rule.severity}`,
          `${rule.slug}: ${rule.title}`,
        ]),
      ),
    );
    return 0;
  }
  const rule = findRule(name, rules);
  const pages = await loadRulePages();
  const style = createStyle(wantsColour(io, io.stdout, hasFlag(args, 'no-color')));
  io.stdout.write(printPage(rule, pages[rule.id] ?? '', style));
  return 0;
}
