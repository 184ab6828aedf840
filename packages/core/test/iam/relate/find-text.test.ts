import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takesText } from '../../../src/iam/relate/text/automaton.ts';
import { findText } from '../../../src/iam/relate/text/find-text.ts';
import { parseGlob, toPattern, type Pattern, type Token } from '../../../src/iam/relate/text/pattern.ts';

const toGlob = (text: string): Pattern => toPattern(parseGlob(text));
/** As in the first parts of an ARN: no wildcard takes `:`. */
const toPart = (text: string): Pattern =>
  toPattern(parseGlob(text).map((t): Token => (t.kind === 'any' || t.kind === 'one' ? { ...t, colon: false } : t)));
const toCaseless = (text: string): Pattern => toPattern(parseGlob(text), true);

const glob = fc
  .array(fc.constantFrom('a', 'b', 'A', ':', '*', '*', '?'), { maxLength: 5 })
  .map((list) => list.join(''));
const pattern = fc
  .tuple(glob, fc.constantFrom(toGlob, toGlob, toGlob, toPart, toCaseless))
  .map(([text, read]) => read(text));

/** Every text of up to five of some letters; `c` stands for all that no pattern names. */
function listTexts(): readonly string[] {
  let texts = [''];
  const all: string[] = [];
  for (let length = 1; length <= 5; length += 1) {
    texts = texts.flatMap((text) => ['a', 'b', 'A', ':', 'c'].map((letter) => text + letter));
    all.push(...texts);
  }
  return all;
}

const TEXTS = listTexts();

describe('findText', () => {
  it('finds a text where there is one, and only there', () => {
    const union = fc.array(pattern, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(union, { minLength: 1, maxLength: 2 }),
        fc.array(pattern, { maxLength: 4 }),
        (inside, outside) => {
          const isRight = (text: string): boolean =>
            inside.every((patterns) => patterns.some((each) => takesText(each, text))) &&
            !outside.some((each) => takesText(each, text));
          const answer = findText({ inside, outside });
          if (answer.kind === 'found') expect(isRight(answer.text)).toBe(true);
          else expect([answer.kind, TEXTS.find(isRight)]).toEqual(['none', undefined]);
        },
      ),
      { numRuns: 800 },
    );
  });

  it('prefers texts that read well', () => {
    const find = (...globs: string[]): unknown =>
      findText({ inside: globs.map((text) => [toGlob(text)]), outside: [] });
    expect(find('arn:aws:dynamodb:*:*:table/*')).toEqual({
      kind: 'found',
      text: 'arn:aws:dynamodb:us-east-1:123456789012:table/example',
    });
    expect(find('*b', 'a*')).toEqual({ kind: 'found', text: 'ab' });
  });

  it('gives up where states explode', () => {
    const deep = (letter: string): Pattern => toGlob(`*${letter}${'?'.repeat(30)}`);
    const outside = ['b', 'c', 'd'].map((letter) => toGlob(`*${letter}*`));
    const answer = findText({ inside: [[deep('a')], [toGlob('*a')]], outside: [...outside, toGlob('*a?*a?*a*')] });
    expect(['found', 'unknown']).toContain(answer.kind);
  });
});
