import { assert, constantFrom, property, string, array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPath } from '../../src/findings/glob.ts';

describe('matchesPath', () => {
  it.each([
    ['template.yaml', 'template.yaml', true],
    ['template.yaml', 'a/template.yaml', false],
    ['**/template.yaml', 'template.yaml', true],
    ['**/template.yaml', 'a/b/template.yaml', true],
    ['legacy', 'legacy/a/b.ts', true],
    ['legacy/', 'legacy/a.ts', true],
    ['./legacy/**', 'legacy/a.ts', true],
    ['legacy', 'legacy-2/a.ts', false],
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a/b.yaml', false],
    ['src/*/app.?s', 'src/orders/app.ts', true],
    ['a*b*c', 'axxbxxbxc', true],
    ['a*b*c', 'axxbxx', false],
  ])('%s on %s', (pattern, path, expected) => {
    expect(matchesPath(pattern, path)).toBe(expected);
  });

  it('matches every path by itself, by its folder and by `**`', () => {
    const name = string({ unit: constantFrom('a', 'b', '.', '-'), minLength: 1, maxLength: 4 }).filter(
      (n) => !/^\.+$/.test(n),
    );
    assert(
      property(array(name, { minLength: 2, maxLength: 5 }), (names) => {
        const path = names.join('/');
        return (
          matchesPath(path, path) &&
          matchesPath(names.slice(0, -1).join('/'), path) &&
          matchesPath(`**/${names.at(-1)}`, path)
        );
      }),
    );
  });

  it('ends on a hostile pattern', () => {
    expect(matchesPath(`${'**/'.repeat(60)}x`, `${'a/'.repeat(60)}y`)).toBe(false);
    expect(matchesPath(`${'*a'.repeat(60)}x`, 'a'.repeat(5_000))).toBe(false);
  });
});
