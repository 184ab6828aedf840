import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { getParser } from '../python/grammar.ts';
import { analyseProgram } from './read-facts.ts';

const parser = await getParser();
const HEAD = `import boto3
s3 = boto3.client('s3')
def put(bucket): return s3.put_object(Bucket=bucket, Key='k')
`;
const END = `def handler(event, context): return put('x')\n`;
const repeat = (n: number, write: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => write(i)).join('\n');
const inHandler = (n: number, write: (i: number) => string): string =>
  `def handler(event, context):\n${repeat(n, (i) => `    ${write(i)}`)}\n`;

const analyse = (files: Readonly<Record<string, string>>): CodeFacts =>
  analyseProgram({ files, parser, entry: { file: 'app.py', export: 'handler' } });

/** The call is found, or it is said that something was not followed: never neither. */
function expectNoSilentMiss(facts: CodeFacts): void {
  const isFound = facts.calls.some((c) => c.operation === 'PutObject');
  expect(isFound || facts.unresolved.length > 0 || facts.diagnostics.length > 0).toBe(true);
}

const expectFound = (facts: CodeFacts): void =>
  expect(facts.calls.map((c) => `${c.service}:${c.operation}`)).toEqual(['s3:PutObject']);

const PROGRAMS: Readonly<Record<string, string>> = {
  'mutual recursion': `def a(n): return put('x') if n > 9 else b(n + 1)
def b(n): return a(n + 1)
def handler(event, context): return a(0)`,
  'recursion through self': `class T:
    def go(self, n): return put('x') if n == 7 else self.next(n)
    def next(self, n): return self.go(n + 1)
def handler(event, context): return T().go(0)`,
  'recursion that allocates': `def grow(items, o):
    put('x')
    return grow([*items, o], {'o': o, 'items': items})
def handler(event, context): return grow([], {})`,
  'recursion through keywords': `def go(**kwargs):
    put('x')
    return go(**{**kwargs, 'k%d' % len(kwargs): kwargs})
def handler(event, context): return go()`,
  'an exponential tree of calls': `${repeat(40, (i) => `def f${i}(x): return ${i === 39 ? "put('x')" : `[f${i + 1}(x + '0'), f${i + 1}(x + '1')]`}`)}
def handler(event, context): return f0('')`,
  'every function calls every other': `${repeat(24, (i) => `def g${i}(x):\n${repeat(24, (j) => `    g${j}({'x': x, 'i': ${i}})`)}\n    put('x')`)}
def handler(event, context): return g0({})`,
  'a deep chain of calls': `${repeat(400, (i) => `def h${i}(): return ${i === 0 ? "put('x')" : `h${i - 1}()`}`)}
def handler(event, context): return h399()`,
  'a deep chain of decorators': `def keep(f):
    def inner(*args, **kwargs): return f(*args, **kwargs)
    return inner
${repeat(120, () => '@keep')}
def handler(event, context): return put('x')`,
  'a deep chain of classes': `class C0:
    def go(self): return put('x')
${repeat(300, (i) => `class C${i + 1}(C${i}):\n    def go(self): return super().go()`)}
def handler(event, context): return C300().go()`,
  'a class that is its own base': `class A: pass
class A(A):
    def go(self): return put('x')
class B(C): pass
class C(B): pass
def handler(event, context): return A().go()`,
  'a dictionary that holds itself': `d = {'Bucket': 'x', 'Key': 'k'}
d['self'] = d
def handler(event, context): return s3.put_object(**d)`,
  'a list that holds itself': `l = []
l.append(l); l.append(['x'])
def handler(event, context):
    for a in l:
        for b in a: put(b)`,
  'a generator that delegates to itself': `def walk(n):
    yield put('x')
    yield from walk(n + 1)
def handler(event, context): return list(walk(0))`,
  'attributes that ask for themselves': `class A:
    def __getattr__(self, name): return getattr(self, name + '_')
    def __call__(self): return self()
    @property
    def p(self): return self.p
def handler(event, context):
    a = A(); a.p; a.q; a()
    put('x')`,
  'a property that makes its own class': `class A:
    def __init__(self): put('x'); self.next = A()
def handler(event, context): return A()`,
  'results made of results': `def handler(event, context):
    r = {}
    for i in range(30): r = s3.put_object(Bucket='x', Key=r.get('a'), Body=r.get('b'), Tagging=r)`,
  'a text that doubles': `${inHandler(60, (i) => (i === 0 ? "s = 'x'" : 's = s + s'))}    put(s)`,
  'a formatted text that doubles': `${inHandler(60, (i) => (i === 0 ? "s = 'x'" : "s = f'{s}{s}'"))}    put(s)`,
  'a repeated text': `def handler(event, context): return put('x' * 10 ** 9 + 'ab'.ljust(10 ** 9) + '%1000000000s' % 'x')`,
  'a list that doubles': `${inHandler(60, (i) => (i === 0 ? "l = ['x']" : 'l = [*l, *l]'))}    for b in l: put(b)`,
  'a long range': `def handler(event, context):
    for i in range(10 ** 12): put('x%d' % i)
    [put(str(i)) for i in range(10 ** 9) for j in range(10 ** 9)]`,
  'dictionaries in dictionaries': `${inHandler(60, (i) => (i === 0 ? "o = {'Bucket': 'x'}" : "o = {**o, 'a': o, 'b': o}"))}    s3.put_object(**o)`,
  'nested conditions': `def handler(event, context):\n${repeat(80, (i) => `${' '.repeat(i + 1)}if event.get('a${i}'):`)}\n${' '.repeat(81)}put('x')`,
  'branches in a row': `def handler(event, context):\n    b = None\n${repeat(600, (i) => `    if event.get('a${i}'): b = 'x${i}'`)}\n    put(b)`,
  'a giant match': `def handler(event, context):\n    match event['k']:\n${repeat(1_000, (i) => `        case 'k${i}': put('x${i}')`)}`,
  'a giant list': `l = [${repeat(40_000, (i) => `{'n': 'x${i}'},`)}]
def handler(event, context):
    for i in l: put(i['n'])`,
  'a giant dictionary': `d = {${repeat(20_000, (i) => `'k${i}': lambda: put('x${i}'),`)}}
def handler(event, context): return d[event['k']]()`,
  'a long sum': `def handler(event, context): return put(${Array.from({ length: 8_000 }, (_, i) => `'${i}'`).join(' + ')})`,
  'a loop of exceptions': `def go(n):
    try: return go(n + 1)
    except RecursionError: return put('x')
    finally: go(n)
def handler(event, context): return go(0)`,
};

describe('programs that would not end', () => {
  it.each(Object.entries(PROGRAMS))('%s', (_name, text) => {
    expectNoSilentMiss(analyse({ 'app.py': `${HEAD}${text}\n` }));
  });

  it('modules that import each other in a ring', () => {
    const ring = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `m${i}.py`,
        `import m${(i + 1) % 60} as following\n${i === 59 ? HEAD : ''}def f(n): return go() if n == 0 else following.f(n - 1)\ndef go(): return ${i === 59 ? "put('x')" : 'following.go()'}\n`,
      ]),
    );
    expectNoSilentMiss(analyse({ ...ring, 'app.py': 'from m0 import *\ndef handler(event, context): return f(0)\n' }));
  });

  it('a package that imports itself, and stars of stars', () => {
    const files = {
      'app.py': `from app import *\nfrom p import *\nimport app\n${END}`,
      'p/__init__.py': `from p.a import *\nfrom . import a, p\nimport p\n${HEAD}`,
      'p/a.py': 'from p import *\nfrom .a import *\nfrom .. import p\n',
    };
    expectNoSilentMiss(analyse(files));
  });

  it('a file of five megabytes', () => {
    const data = repeat(40_000, (i) => `V${i} = {'id': ${i}, 'name': '${'y'.repeat(60)}', 'tags': ['a', f'{${i}}']}`);
    const functions = repeat(
      9_000,
      (i) => `def u${i}(a, b=None, *c, **d):\n    return a.x${i}(b)[${i}] or [e for e in c if e]`,
    );
    const text = `${data}\n${functions}\n${HEAD}${END}`;
    expect(text.length).toBeGreaterThan(4_500_000);
    expectFound(analyse({ 'app.py': text }));
  });
});

describe('text that Python reads', () => {
  it.each([
    ['a byte order mark', `\uFEFF${HEAD}${END}`],
    ['a coding cookie', `# -*- coding: latin-1 -*-\n# caf\u00e9\n${HEAD}${END}`],
    ['lines that end in carriage returns', `${HEAD}${END}`.replaceAll('\n', '\r\n')],
    ['old lines of a Mac', `${HEAD}${END}`.replaceAll('\n', '\r')],
    ['form feeds', `\f\n${HEAD}\f\n${END}`],
    ['tabs', `${HEAD}def handler(event, context):\n\tif event:\n\t\tput('x')\n`],
    ['tabs that stand for eight blanks', `${HEAD}def handler(event, context):\n        if event:\n\t\tput('x')\n`],
    ['no line at the end', `${HEAD}${END}`.trimEnd()],
    ['lines that go on', `${HEAD}def handler(event, \\\n context):\n    return \\\n  put(\\\n'x')\n`],
    ['letters of every alphabet', `${HEAD}größe = '😀'\ndef ℌandler(): pass\n${END}`],
  ])('%s', (_name, text) => {
    expectFound(analyse({ 'app.py': text }));
  });
});

describe('text that Python refuses', () => {
  it.each([
    ['a bracket that stays open', `${HEAD}${END}x = (1,\n`],
    ['Python 2', `${HEAD}${END}print 'x'\nexec 'y'\n`],
    ['bytes of zero', `${HEAD}\0${END}`],
    ['nothing but bytes of zero', '\0'.repeat(1_000)],
    ['a mixture of tabs and blanks', `${HEAD}def handler(event, context):\n    if event:\n\tput('x')\n`],
    ['a block that never began', `${HEAD}  x = 1\n${END}`],
    ['an open string', `${HEAD}${END}x = '''\n`],
    ['nothing', ''],
    ['brackets within brackets', `${HEAD}${END}x = ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`],
    ['a merge that was left', `${HEAD}<<<<<<< HEAD\n${END}=======\n>>>>>>> other\n`],
    ['JavaScript', `const x = () => { put('x') };`],
  ])('%s', (_name, text) => {
    expectNoSilentMiss(analyse({ 'app.py': text }));
  });

  it('costs the file that is broken and no other', () => {
    const facts = analyse({ 'app.py': `import broken\n${HEAD}${END}`, 'broken.py': 'def (:\n' });
    expect(facts.calls.map((c) => c.operation)).toEqual(['PutObject']);
    expect(facts.diagnostics.map((d) => [d.file, d.line])).toEqual([['broken.py', 1]]);
  });
});

describe('names that objects inherit', () => {
  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'then',
    'length',
    '__init__',
    '__class__',
    '__dict__',
  ])('%s', (name) => {
    const text = `import constructor_ as ${name}\nclass C:\n    def ${name}(self, *a): return put('x')\nd = {'${name}': put}
def handler(event, context):\n    ${name} = event['${name}']\n    d['${name}']('x')\n    getattr(C(), '${name}')()\n    return dict(${name}=1)['${name}']\n`;
    expectFound(analyse({ 'app.py': HEAD + text }));
  });
});
