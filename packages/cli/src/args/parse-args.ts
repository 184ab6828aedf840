import { SallyportError } from '@sallyport/core';
import type { OptionSpec, ParsedArgs } from './option.ts';
import { toHint } from './suggest.ts';

/**
 * Reads the arguments of one command, strictly: an unknown option, a missing or an unexpected value is misuse.
 * Throws `ERR_BAD_OPTION` with what was probably meant.
 */
export function parseArgs(args: readonly string[], specs: readonly OptionSpec[]): ParsedArgs {
  const positionals: string[] = [];
  const given: { name: string; value: string }[] = [];
  const rest = [...args];
  if (args.some((arg, index) => arg.trim() === '' && !isValue(args[index - 1], specs)))
    throw toMisuse('an argument is empty', 'is a variable of the shell not set? `.` is the working directory');
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      positionals.push(...rest);
      break;
    }
    // `-` alone stands for stdin or stdout.
    if (!arg.startsWith('-') || arg === '-') {
      positionals.push(arg);
      continue;
    }
    const { spec, inline } = findOption(arg, specs);
    if (spec.many !== true && given.some((o) => o.name === spec.name)) {
      throw toMisuse(`option \`--${spec.name}\` is given twice`);
    }
    const value = readValue(spec, inline, rest[0]);
    if (spec.value !== undefined && inline === undefined) rest.shift();
    given.push({ name: spec.name, value });
  }
  return { positionals, given };
}

/** What follows an option with a value is told as that. */
const isValue = (before: string | undefined, specs: readonly OptionSpec[]): boolean =>
  specs.some(
    ({ name, short, value }) =>
      value !== undefined && (before === `--${name}` || (short !== undefined && before === `-${short}`)),
  );

function findOption(arg: string, specs: readonly OptionSpec[]): { spec: OptionSpec; inline: string | undefined } {
  const equals = arg.indexOf('=');
  const name = equals === -1 ? arg : arg.slice(0, equals);
  const inline = equals === -1 ? undefined : arg.slice(equals + 1);
  const spec = specs.find((s) => name === `--${s.name}` || (s.short !== undefined && name === `-${s.short}`));
  if (spec !== undefined) return { spec, inline };
  const known = specs.map((s) => `--${s.name}`);
  throw toMisuse(`unknown option \`${name}\``, toHint(name, known, 'options'));
}

function readValue(spec: OptionSpec, inline: string | undefined, next: string | undefined): string {
  if (spec.value === undefined) {
    if (inline !== undefined) throw toMisuse(`option \`--${spec.name}\` takes no value`);
    return '';
  }
  const value = inline ?? next;
  // Another option in the value's place is a forgotten value, and nothing there one that a shell did not have.
  const isNext = inline === undefined && value?.startsWith('-') === true && value !== '-';
  if (value === undefined || value.trim() === '' || isNext) {
    throw toMisuse(`option \`--${spec.name}\` needs a value`, `write \`--${spec.name} ${spec.value}\``);
  }
  for (const part of spec.list === true ? value.split(',') : [value]) checkChoice(spec, part.trim());
  return value;
}

function checkChoice(spec: OptionSpec, value: string): void {
  if (spec.choices === undefined || spec.choices.includes(value)) return;
  throw toMisuse(`unknown value \`${value}\` for \`--${spec.name}\``, toHint(value, spec.choices, 'one of'));
}

/** An error for what the caller typed. */
export function toMisuse(message: string, help?: string): SallyportError {
  return new SallyportError('ERR_BAD_OPTION', message, help === undefined ? {} : { help });
}
