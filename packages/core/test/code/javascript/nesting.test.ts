import { describe, expect, it } from 'vitest';
import { lowerJavaScript } from '../../../src/code/javascript/lower.ts';
import { isNestedTooDeeply } from '../../../src/code/javascript/nesting.ts';

const shapes: Record<string, (n: number) => string> = {
  parentheses: (n) => '('.repeat(n) + '1' + ')'.repeat(n),
  arrays: (n) => '['.repeat(n) + ']'.repeat(n),
  objects: (n) => `x=${'{a:'.repeat(n)}1${'}'.repeat(n)}`,
  functions: (n) => `x=${'function(){return '.repeat(n)}1${'}'.repeat(n)}`,
  arrows: (n) => `x=${'a=>'.repeat(n)}1`,
  templates: (n) => `x=${'`${'.repeat(n)}1${'}`'.repeat(n)}`,
  conditionals: (n) => `x=${'a?b:'.repeat(n)}c`,
  assignments: (n) => `${'a='.repeat(n)}1`,
  'else if': (n) => `${'if(a){b}else '.repeat(n)}c`,
  loops: (n) => `${'for(;;)'.repeat(n)}a`,
  unary: (n) => `${'typeof '.repeat(n)}a`,
  blocks: (n) => '{'.repeat(n) + '}'.repeat(n),
  'type arguments': (n) => `let x: ${'A<'.repeat(n)}B${'>'.repeat(n)}`,
  classes: (n) => `x=${'class extends '.repeat(n)}A${'{}'.repeat(n)}`,
  JSX: (n) => `x=${'<a>'.repeat(n)}${'</a>'.repeat(n)}`,
};

describe('nesting that would overflow the stack of the parser', () => {
  it.each(Object.entries(shapes))('is refused: %s', (name, make) => {
    const file = name === 'type arguments' ? 'a.ts' : 'a.jsx';
    expect(lowerJavaScript(file, make(30))).toMatchObject({ kind: 'module' });
    expect(isNestedTooDeeply(make(30_000))).toBe(true);
    expect(lowerJavaScript(file, make(30_000))).toMatchObject({ kind: 'failed', why: 'the code is nested too deeply' });
  });
});

describe('long code that is not nested', () => {
  const n = 30_000;
  it.each([
    ['statements without semicolons', 'foo(a)\nconst b = c + 1\nif (b) { d() }\n'.repeat(n / 3)],
    ['a list', `x = [${'a < b, f(c), '.repeat(500)}${'"x", '.repeat(n)}]`],
    ['cases', `switch (x) { ${'case 1:\n'.repeat(n)} }`],
    ['a sequence', `x = (${'a = b, '.repeat(n)} 1)`],
    ['brackets in strings, comments, regular expressions', 'f("((((", /[(]\\/((/, `((`) // ((((\n'.repeat(n / 3)],
  ])('is read: %s', (_name, text) => {
    expect(isNestedTooDeeply(text)).toBe(false);
  });

  it('keeps a long sum as a concatenation when a string is in it', () => {
    const result = lowerJavaScript('a.js', `x = ${Array.from({ length: 50_000 }, (_, i) => `"${i}"`).join('\n+ ')}`);
    const first = result.kind === 'module' ? result.module.body[0] : undefined;
    expect(first).toMatchObject({ value: { kind: 'assign', value: { kind: 'template' } } });
    expect(
      first?.kind === 'expression' &&
        first.value.kind === 'assign' &&
        first.value.value.kind === 'template' &&
        first.value.value.parts.length,
    ).toBe(50_000);
  });

  it('keeps other long chains for what they call', () => {
    const result = lowerJavaScript('a.js', Array.from({ length: 20_000 }, () => 'f()').join(' || '));
    expect(result).toMatchObject({ kind: 'module', module: { body: [{ value: { kind: 'opaque' } }] } });
  });
});
