import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { outputOptions } from '../src/commands/common-options.ts';
import { parseArgs } from '../src/args/parse-args.ts';
import { findOutputs, type OutputTarget } from '../src/outputs.ts';

const find = (line: string): readonly OutputTarget[] =>
  findOutputs(
    parseArgs(
      line.split(' ').filter((word) => word !== ''),
      outputOptions(['text', 'json', 'sarif']),
    ),
    tmpdir(),
  );

describe('findOutputs', () => {
  it.each([
    ['', [['text', '-']]],
    ['--format json', [['json', '-']]],
    ['--output a', [['text', 'a']]],
    ['--output a --format json', [['json', 'a']]],
    [
      '--format json --output a --format sarif --output b',
      [
        ['json', 'a'],
        ['sarif', 'b'],
      ],
    ],
    [
      '--format sarif --output b --format text',
      [
        ['sarif', 'b'],
        ['text', '-'],
      ],
    ],
    ['--format json --output -', [['json', '-']]],
  ])('%s', (line, expected) => {
    expect(find(line).map(({ format, file }) => [format, file])).toEqual(expected);
  });

  it.each([
    '--format json --format text',
    '--format json --output a --format sarif --output a',
    '--format json --output a --format sarif --output ./a',
  ])('refuses two texts in one place: %s', (line) => {
    expect(() => find(line)).toThrow(/two formats would be written to/);
  });

  it('refuses a folder that is not there before any work is done', () => {
    expect(() => find('--output no/such/x.json')).toThrow(/cannot write `no\/such\/x.json`/);
  });
});
