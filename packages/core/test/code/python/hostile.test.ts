import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerPython } from '../../../src/code/python/lower.ts';
import type { PythonLowering } from '../../../src/code/python/lower.ts';
import { findNodes, getParser } from './grammar.ts';

const parser = await getParser();

function lowerAny(text: string): PythonLowering {
  return lowerPython(parser, 'a.py', text);
}

function checkPlaces(text: string): void {
  const result = lowerAny(text);
  if (result.kind === 'failed') {
    // A lone carriage return ends a line of Python as well.
    const line = text.split(/\n|\r(?!\n)/)[result.line - 1];
    expect(line).toBeDefined();
    expect(result.column).toBeGreaterThan(0);
    expect(result.column).toBeLessThanOrEqual((line ?? '').length + 1);
    return;
  }
  for (const node of findNodes(result.module)) {
    if (node.at === undefined) continue;
    expect(node.at).toBeGreaterThanOrEqual(0);
    expect(node.at).toBeLessThanOrEqual(text.length);
  }
}

const word = fc.constantFrom(
  ...'a b self None True 1 "s" f"{ } {a!r:>{b}}" \'\'\' ( ) [ ] { } : , . = := == -> @ * ** + - not in is and or if else elif for while with as def class lambda return yield await async match case _ type print import from try except finally raise global del \\ # é 😀'.split(
    ' ',
  ),
  '\n',
  '\n  ',
  '\n\t',
  '\r\n',
  ';',
  ' ',
);

describe('lowering never throws, and every place is inside the text', () => {
  it('on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), checkPlaces), { numRuns: 200 });
  });

  it('on any sequence of Python words', () => {
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
    fc.assert(fc.property(text, checkPlaces), { numRuns: 1500 });
  });

  it('on programs with a piece cut out', () => {
    const program = `import a.b as c\n@d(1)\nasync def f(x: int = 1, *y, **z):\n    with a as b, c as (d, e):\n        return [f"{i!r:>{w}}" async for i, *j in k if i not in l]\nclass A(B):\n    t: "T" = x[1:, 2]\n    def g(self): yield from (lambda q: q)(*r)\nmatch a:\n    case [1, *b] | {"k": C(d=e)} if f: pass\n    case -1 | None: pass\ntry:\n    a = b, *c, d = e\nexcept (E, F) as g:\n    raise g from h\nelse:\n    del i, j[k]\n`;
    const cut = fc
      .tuple(fc.nat(program.length), fc.nat(12))
      .map(([from, length]) => program.slice(0, from) + program.slice(from + length));
    fc.assert(fc.property(cut, checkPlaces), { numRuns: 500 });
  });
});

describe('hostile text', () => {
  const repeat = (text: string, times: number): string => text.repeat(times);

  it.each([
    ['brackets', repeat('(', 20_000) + repeat(')', 20_000)],
    ['lists', `x = ${repeat('[', 5000)}${repeat(']', 5000)}`],
    ['lambdas', `x = ${repeat('lambda: ', 5000)}1`],
    ['not', `x = ${repeat('not ', 20_000)}y`],
    ['signs', `x = ${repeat('-', 20_000)}1`],
    ['powers', `x = ${repeat('a ** ', 5000)}b`],
    ['assignments', `${repeat('a = ', 20_000)}b`],
    ['f-strings', `x = ${repeat('f"{', 300)}1${repeat('}"', 300)}`],
    ['blocks', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}if a:\n`).join('')],
    ['decorators', `${repeat('@a\n', 20_000)}def f(): pass`],
    ['unclosed brackets', repeat('([{', 5000)],
    ['unclosed strings', repeat('"""\n\'', 5000)],
    ['unclosed f-strings', repeat('f"{', 3000)],
  ])('nested %s end', (_name, text) => {
    expect(['module', 'failed']).toContain(lowerAny(text).kind);
  });

  it.each([
    ['sums', `x = ${repeat('a + ', 20_000)}b`],
    ['conditions', `x = ${repeat('a and ', 20_000)}b`],
    ['method chains', `x${repeat('.a(1)', 5000)}`],
    ['conditional chains', `x = ${repeat('a if b else ', 5000)}c`],
    ['elif chains', `if a: pass\n${repeat('elif b: c\n', 5000)}`],
    ['statements', repeat('x = f("a", 1)\n', 20_000)],
  ])('long %s are no nesting', (_name, text) => {
    expect(lowerAny(text).kind).toBe('module');
  });

  it('keeps long sums shallow', () => {
    const result = lowerAny(`x = ${repeat('a + ', 20_000)}b`);
    expect(() => JSON.stringify(result)).not.toThrow();
  });

  it('reads megabytes of data', () => {
    const result = lowerAny(
      `DATA = [\n${repeat('    {"id": 1, "name": "some text", "tags": ["a", "b"]},\n', 10_000)}]\n`,
    );
    expect(result.kind).toBe('module');
  });
});
