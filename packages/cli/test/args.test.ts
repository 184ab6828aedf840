import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findList, findValue, hasFlag, type OptionSpec } from '../src/args/option.ts';
import { parseArgs } from '../src/args/parse-args.ts';
import { findClosest } from '../src/args/suggest.ts';

const specs: readonly OptionSpec[] = [
  { name: 'format', value: 'FORMAT', many: true, choices: ['text', 'json'], help: '' },
  { name: 'only', value: 'RULE', many: true, help: '' },
  { name: 'output', value: 'FILE', help: '' },
  { name: 'quiet', short: 'q', help: '' },
];

const failure = (args: readonly string[]): { message: string; help?: string } => {
  try {
    parseArgs(args, specs);
  } catch (error) {
    return error as { message: string; help?: string };
  }
  throw new Error('nothing was thrown');
};

describe('parseArgs', () => {
  it('reads options before, after and between positionals', () => {
    const args = parseArgs(['a', '--format', 'json', '-q', '--only=X,Y', 'b', '--only', 'Z'], specs);
    expect(args.positionals).toEqual(['a', 'b']);
    expect(findValue(args, 'format')).toBe('json');
    expect(findList(args, 'only')).toEqual(['X', 'Y', 'Z']);
    expect(hasFlag(args, 'quiet')).toBe(true);
  });

  it('takes what follows `--` as it stands, and `-` as a value', () => {
    const args = parseArgs(['--output', '-', '--', '--format'], specs);
    expect(findValue(args, 'output')).toBe('-');
    expect(args.positionals).toEqual(['--format']);
  });

  it.each([
    [['--fromat', 'json'], 'unknown option `--fromat`', 'did you mean `--format`?'],
    [['--format', 'jsn'], 'unknown value `jsn` for `--format`', 'did you mean `json`?'],
    [['--format'], 'option `--format` needs a value', 'write `--format FORMAT`'],
    [['--output', '--quiet'], 'option `--output` needs a value', 'write `--output FILE`'],
    [[''], 'an argument is empty', 'is a variable of the shell not set? `.` is the working directory'],
    [
      ['--quiet', '--', ' '],
      'an argument is empty',
      'is a variable of the shell not set? `.` is the working directory',
    ],
    [['--only', ''], 'option `--only` needs a value', 'write `--only RULE`'],
    [['--only= '], 'option `--only` needs a value', 'write `--only RULE`'],
    [['--quiet=yes'], 'option `--quiet` takes no value', undefined],
    [['--output', 'a', '--output', 'b'], 'option `--output` is given twice', undefined],
    [['-x'], 'unknown option `-x`', 'options: --format, --only, --output, --quiet'],
  ])('refuses %j', (args, message, help) => {
    expect(failure(args)).toMatchObject({ code: 'ERR_BAD_OPTION', message, help });
  });

  it('never throws anything but a coded error', () => {
    const findCode = (args: readonly string[]): unknown => {
      try {
        parseArgs(args, specs);
        return 'ERR_BAD_OPTION';
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
    };
    const words = oneof(string(), constantFrom('--format', 'json', '--', '-q'));
    assert(property(array(words), (args) => findCode(args) === 'ERR_BAD_OPTION'));
  });
});

describe('findClosest', () => {
  it.each([
    ['permisions', 'permissions'],
    ['sacn', 'scan'],
    ['perm', 'permissions'],
    ['SCAN', 'scan'],
    ['zzz', undefined],
  ])('%s -> %s', (word, expected) => {
    expect(findClosest(word, ['scan', 'permissions', 'explain'])).toBe(expected);
  });

  it('answers nothing for a very long word', () => {
    expect(findClosest('x'.repeat(100_000), ['scan'])).toBeUndefined();
  });
});
