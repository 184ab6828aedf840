import { describe, expect, it } from 'vitest';
import type { FunctionIr, Statement } from '../../../src/code/ir.ts';
import { lowerPython } from '../../../src/code/python/lower.ts';
import { getParser, lower } from './grammar.ts';
import { printBody, printExpression } from './print-ir.ts';

async function firstOf(text: string): Promise<Statement> {
  const [statement] = (await lower(text)).body;
  if (statement === undefined) throw new Error('nothing was lowered');
  return statement;
}

async function functionOf(text: string): Promise<FunctionIr> {
  const statement = await firstOf(text);
  if (statement.kind !== 'function') throw new Error(statement.kind);
  return statement.fn;
}

describe('classes', () => {
  it('gives members, fields and accessors', async () => {
    const text = `
@dataclass
class A(B, metaclass=M):
    x: int
    y: "T" = f()
    a = b = y
    @property
    def p(self): pass
    @p.setter
    def p(self, v): pass
    @staticmethod
    def s(): pass
    @classmethod
    @deco
    def c(cls): pass
    class D: pass
    if on:
        def q(self): return x
    for i in range(3): i
`;
    const statement = await firstOf(text);
    if (statement.kind !== 'class') throw new Error(statement.kind);
    const { cls } = statement;
    expect(cls.superclasses.map(printExpression)).toEqual(['B']);
    expect(cls.decorators.map(printExpression)).toEqual(['dataclass']);
    const members = cls.members.map((member) => {
      if (member.kind === 'static-block') return printBody(member.body);
      const name = printExpression(member.name);
      if (member.kind === 'field')
        return `${name}: ${member.type} = ${member.value === null ? '' : printExpression(member.value)}`;
      return [name, member.accessor, member.isStatic, member.isClassMethod, member.fn.decorators.length].join(' ');
    });
    expect(members).toEqual([
      '"x": int = ',
      '"y": T = f()',
      '"a": undefined = this.y',
      '"b": undefined = this.y',
      '"p" get false false 0',
      '"p" set false false 0',
      '"s"  true false 0',
      '"c"  false true 1',
      '"D": undefined = class D',
      'on',
      '"q"  false false 0',
      'for this.i of range(3) {this.i}',
    ]);
  });
});

describe('locals', () => {
  it('are what a function binds, less what it declares foreign', async () => {
    const text = `
def f(a, b):
    global g
    nonlocal n
    import m.n, o as p
    from q import r
    a = c = g = n = 1
    d, (e, *h) = x
    for i in x: pass
    with x as j: pass
    try: pass
    except E as k: pass
    l: int
    [s for s in x if (t := s)]
    def u(): inner = 1
    class V: w = 1
    del y
    z += 1
`;
    expect((await functionOf(text)).locals.filter((name) => !name.startsWith('$'))).toEqual(
      'm p r c d e h i j k l t u V y z'.split(' '),
    );
  });

  it('of a module hold what functions declare global', async () => {
    expect((await lower('a = 1\nimport b\ndef f():\n  global c\n  c = 1')).locals).toEqual(['a', 'b', 'f', 'c']);
  });
});

describe('what Python 3 refuses', () => {
  it.each([
    ['x = 1\ny = (', 2],
    ['print "a"', 1],
    ['print >>f, a', 1],
    ['exec "a"', 1],
    ['a <> b', 1],
    ['raise A, "b"', 1],
    ['x = 10L', 1],
    ['def f((a, b)): pass', 1],
    ['f(x) = 1', 1],
    ['\nclass A:\n  def f(self:\n    pass', 3],
  ])('%s', async (text, line) => {
    expect(lowerPython(await getParser(), 'a.py', text)).toMatchObject({ kind: 'failed', line });
  });
});
