import { describe, expect, it } from 'vitest';
import type { Expression, Statement } from '../../../src/code/ir.ts';
import { lower } from './grammar.ts';
import { printBody, printExpression } from './print-ir.ts';

async function print(text: string): Promise<string> {
  return printBody((await lower(text)).body);
}

async function firstOf(text: string): Promise<Statement> {
  const [statement] = (await lower(text)).body;
  if (statement === undefined) throw new Error('nothing was lowered');
  return statement;
}

async function valueOf(text: string): Promise<Expression> {
  const statement = await firstOf(`_ = ${text}`);
  if (statement.kind !== 'expression' || statement.value.kind !== 'assign') throw new Error(statement.kind);
  return statement.value.value;
}

describe('expressions', () => {
  it.each([
    ['a.b(c, *d, k=e, **f)', 'a.b(c, *d, k=e, **f)'],
    ['[*f(x), *(y)]', '[*f(x), *y]'],
    ['f(x for x in y if z)', 'f([x for x in y if z])'],
    ['a[0]["k"]', 'a[0]["k"]'],
    ['a[1:-1]', 'a[1:-1]'],
    ['a[:n]', 'a[null:n]'],
    ['a[1:]', 'a[1:null]'],
    ['a[::2]', 'a[null:null:2]'],
    ['a < b <= c', '((a < b) && (b <= c))'],
    ['a not in b', 'not (a in b)'],
    ['a is not None', 'not (a is null)'],
    ['a and b or not c', '((a && b) || not c)'],
    ['x if t else y', '(t ? x : y)'],
    ['"%s-%s" % (a, b)', '("%s-%s" % [a, b])'],
    ['"{}".format(a)', '"{}".format(a)'],
    ['{"a": 1, **b}', '{"a": 1, **b}'],
    ['{k: v for k, v in x.items()}', '{k: v for [k, v] in x.items()}'],
    ['{1, 2}', '[1, 2]'],
    ['(1, *b)', '[1, *b]'],
    ['super().x', 'super.x'],
    ['super(A, self).__init__(y)', 'super.__init__(y)'],
    ['lambda a, b=1: a', '(a, b=1) => {return a}'],
    ['await f()', 'await f()'],
    ['(n := f())', 'n = f()'],
    ['-1', '-1'],
    ['0x_ff + 1_000 + 1e3', '((255 + 1000) + 1000)'],
    ['1j', '?number()'],
    ['...', '?ellipsis()'],
    ['a @ b', '(a @ b)'],
    ['x[a, 1:2]', 'x[[a, ?slice(1, 2)]]'],
  ])('lowers %s', async (text, expected) => {
    expect(printExpression(await valueOf(text))).toBe(expected);
  });

  it.each([
    [`f"a{x}b"`, '`a${x}b`'],
    [`f"{x!r:>10}{{y}}"`, '`${?formatted value(x)}{y}`'],
    [`f"{x:{w}.{p}}"`, '`${?formatted value(x, w, p)}`'],
    [`f"{x!s}{n:d}"`, '`${x}${n}`'],
    [`f"{x = }"`, '`x = ${?formatted value(x)}`'],
    [`f"{d['a']}{f'{y}'}"`, '`${d["a"]}${`${y}`}`'],
    [`f'{"a" + f"{'b'}"}'`, '`${("a" + "b")}`'],
    [`"a" 'b' f"{c}" "d"`, '`ab${c}d`'],
    [`("a"\n  "b")`, '"ab"'],
    [String.raw`"\x41\u00e9\101\n\q"`, JSON.stringify('AéA\n\\q')],
    [String.raw`r"\n{x}" rf"\d{x}"`, '`\\n{x}\\d${x}`'],
    [String.raw`b"\x00\u0041"`, JSON.stringify('\u0000\\u0041')],
    ['"""a\\\nb\n"""', '"ab\\n"'],
    [`u"é😀" + x`, '("é😀" + x)'],
  ])('lowers the string %s', async (text, expected) => {
    expect(printExpression(await valueOf(text))).toBe(expected);
  });

  it('counts offsets in UTF-16', async () => {
    const text = 'é = "😀"; target = 1';
    const [, second] = (await lower(text)).body;
    expect(second?.at).toBe(text.indexOf('target'));
  });
});

describe('statements', () => {
  it.each([
    ['a = b = f()', 'a = b = f()'],
    ['a, *b = x', '[a, ...b] = x'],
    ['(a), (b,) = x', '[a, [b]] = x'],
    ['a, *b, c = x', '($unpacked0 = x, a = $unpacked0[0], b = $unpacked0[1:-1], c = $unpacked0[-1])'],
    ['x.y[0] += 1', 'x.y[0] += 1'],
    ['x: int = 1', 'declare x: int = 1'],
    ['x: Optional["a.B"]', 'declare x: a.B'],
    ['x: list[int] = []', 'x = []'],
    ['self.x: T = 1', 'self.x = 1'],
    ['"""doc"""\npass', ''],
    ['del a, b[0]', 'delete a; delete b[0]'],
    ['assert a, "why"', 'if not a {throw "why"}'],
    ['raise A from b', 'b; throw A'],
    [
      'with a() as b, c: d()',
      '$with5 = a(); b = enter $with5; $with15 = c; enter $with15; try {d()} finally {exit $with15; exit $with5}',
    ],
    [
      'with (a() as (b, c), d() as e): pass',
      '$with6 = a(); [b, c] = enter $with6; $with21 = d(); e = enter $with21; try {} finally {exit $with21; exit $with6}',
    ],
    ['for a, b in x: f(a)\nelse: g()', 'for [a, b] of x {f(a)} else {g()}'],
    ['while a: break', 'while a {break}'],
    [
      'try: a\nexcept (A, B) as e: b\nexcept: c\nelse: d\nfinally: e',
      'try {a} catch [A, B] as e {b} catch {c} else {d} finally {e}',
    ],
    ['if a: b\nelif c: d\nelse: e', 'if a {b} else {if c {d} else {e}}'],
    ['if TYPE_CHECKING:\n  from a import b\nelse:\n  c', 'c'],
    ['if __name__ == "__main__": main()', 'if (__name__ == "__main__") {main()}'],
    ['global x', ''],
    ['type(a).x = b', 'type(a).x = b'],
    ['type X = int', ''],
    ['print(a), b', 'print(a); b'],
    [
      'async def f():\n  async with a as b: pass\n  async for c in d: pass',
      'async f() {$with28 = a; b = enter $with28; try {} finally {exit $with28}; for c of d {}}',
    ],
    [
      '@a.b(1)\ndef f(x, /, y: S3 = 1, *z, k, **m) -> int: return x',
      '@a.b(1) f(x, y: S3 = 1, *z, k only, **m) {return x}',
    ],
    ['def f(): yield from g()', 'gen f() {[yield $item for $item in g()]}'],
  ])('lowers %s', async (text, expected) => {
    expect(await print(text)).toBe(expected);
  });

  it.each([
    ['import a.b.c', 'import a.b.c root a'],
    ['import a, b.c as d', 'import a root a; import b.c namespace d'],
    ['from a.b import c as d, e', 'import a.b member c as d, member e as e'],
    ['from . import x', 'import . member x as x'],
    ['from ..m import *', 'import ..m star'],
    ['from __future__ import annotations', ''],
  ])('lowers %s', async (text, expected) => {
    expect(await print(text)).toBe(expected);
  });

  it('keeps what only type checkers import apart', async () => {
    const module = await lower('if typing.TYPE_CHECKING:\n  from m import A\n');
    expect(module.body).toEqual([]);
    expect(module.locals).toEqual([]);
    expect(module.typeImports).toMatchObject([{ specifier: 'm', bindings: [{ imported: 'A' }] }]);
  });
});

describe('match', () => {
  it.each([
    ['case 1: a', 'if (x == 1) {a}'],
    ['case -1 | "b": a', 'if ?pattern() {a}'],
    ['case 1 | 2: a', 'if ((x == 1) || (x == 2)) {a}'],
    ['case A.b: a', 'if (x == A.b) {a}'],
    ['case y: a', 'y = x; a'],
    ['case _: a', 'a'],
    ['case y if y > 1: a', 'if (y = x, (y > 1)) {a}'],
    ['case [p, *q]: a', 'if ?sequence pattern() {p = x[0]; q = x[1:null]; a}'],
    ['case {"k": v, **r}: a', 'if (?mapping pattern() && ("k" in x)) {v = x["k"]; r = x; a}'],
    [
      'case P(q, k=1, m=str() as n): a',
      'if (((x instanceof P) && (x.k == 1)) && (x.m instanceof str)) {q = ?positional pattern(); n = x.m; a}',
    ],
    ['case str(s): a', 'if (x instanceof str) {s = x; a}'],
    ['case (1, 2) as t: a', 'if ((?sequence pattern() && (x[0] == 1)) && (x[1] == 2)) {t = x; a}'],
  ])('lowers %s', async (text, expected) => {
    expect(await print(`match x:\n  ${text}`)).toBe(expected);
  });

  it('evaluates the subject once', async () => {
    expect(await print('match f():\n  case 1: a\n  case _: b')).toBe('$match0 = f(); if ($match0 == 1) {a} else {b}');
  });
});
