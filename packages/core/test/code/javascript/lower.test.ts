import { describe, expect, it } from 'vitest';
import type { ModuleIr } from '../../../src/code/ir.ts';
import { lowerJavaScript } from '../../../src/code/javascript/lower.ts';
import { printStatements } from './print-ir.ts';

function lower(text: string, file = 'a.ts'): ModuleIr {
  const result = lowerJavaScript(file, text);
  if (result.kind === 'failed') throw new Error(`${result.line}:${result.column} ${result.why}`);
  return result.module;
}

const print = (text: string, file?: string): string => printStatements(lower(text, file).body);

/** Source and what it means. */
const cases: Record<string, readonly (readonly [source: string, printed: string, file?: string | undefined])[]> = {
  expressions: [
    ['a?.b?.[c]?.(d)', 'a.b[c](d);'],
    ['f(...x, y)', 'f(...x, y);'],
    ['tag`a${x}b`', 'tag(["a", "b"], x);'],
    ['`a${x}b${`c`}`', '`a${x}bc`;'],
    ['x = void 0, y = !0, z = !1, w = -1', '((x = void 0), (y = true), (z = false), (w = -1));'],
    [
      'x ||= 1; x ??= 2; x >>>= 3; x++; --x',
      '(x || = 1);\n(x ?? = 2);\n(x >>> = 3);\n(x + = 1);\n(x - = 1);'.replaceAll(' =', '='),
    ],
    [
      '({ a, [b]: 1, "c d": 2, 3: 4, ...e, f() {}, get g() { return 1 } })',
      '({ a: a, [b]: 1, "c d": 2, 3: 4, ...e, f: function () {}, get g() { return 1; } });',
    ],
    [
      'import("m"); import.meta.url; function f() { new.target }',
      'import("m");\n(<import.meta>).url;\nfunction f() { <new.target>; }',
    ],
    ['x = /a/g; y = 1n', '(x = <regular expression>);\n(y = <big integer>);'],
    ['new A; new (f())(1); new a.b.C()', 'new A();\nnew (f())(1);\nnew a.b.C();'],
    [
      '#x in o; class A { #x = 1; f() { return this.#x } }',
      '("#x" in o);\nclass A { #x = 1; f() { return this.#x; } }',
    ],
    ['[, a, ...b] = c', '([, a, ...b] = c);'],
    ['(a, b); a ? b : c ? d : e', '(a, b);\n(a ? b : (c ? d : e));'],
    ['x = <A b={f()} {...p}>{g()}<i/> text</A>', '(x = <JSX; A; f(); p; g(); <JSX>>);', 'a.tsx'],
    ['const x = <div>{f()}</div>', 'let x = <JSX; f()>;', 'a.js'],
  ],
  patterns: [
    ['const { a, b: { c = 1 } = {}, [d]: e, ...f } = x', 'let { a: a, b: { c: c = 1 } = ({  }), [d]: e, ...f } = x;'],
    ['function f({ a = 1 }: P, [b]: Q[], c = 2, ...d) {}', 'function f({ a: a = 1 } /* P */, [b], c = 2, ...d) {}'],
    ['({ a: o.p, b: o[q] } = x)', '({ a: o.p, b: o[q] } = x);'],
  ],
  statements: [
    [
      'for (const x of y) f(x); for (var k in o) {} for await (x of y) {}',
      'for (let x of y) { f(x); }\nfor (var k in o) {}\nfor (x of y) {}',
    ],
    ['for (let i = 0; i < n; i++) f(i)', '{ let i = 0; for (; (i < n); (i += 1)) { f(i); } }'],
    ['do f(); while (x)', 'while (x) { f(); }'],
    ['a: for (;;) { break a }', 'while (true) { break; }'],
    ['if (a) b; else if (c) d; else { e }', 'if (a) { b; } else { if (c) { d; } else { e; } }'],
    ['try { a() } catch { b() } finally { c() }', 'try { a(); } catch { b(); } finally { c(); }'],
    ['switch (x) { case 1: f(); break; default: g() }', 'switch (x) { case 1: f(); break; default: g(); }'],
    ['"use strict"; ;debugger; using r = open(); await r', 'let r = open();\nr["@@dispose"]();\n(await r);'],
    ['var a = 1, b; return a', 'var a = 1;\nvar b;\nreturn a;', 'a.js'],
    ['with (o) f()', 'o;\n{ f(); }', 'a.js'],
    [
      'const f = async () => await g(), h = function* () { yield* k(); yield }',
      'let f = (async () => { return (await g()); });\nlet h = function* () { (yield k()); (yield); };',
    ],
  ],
  classes: [
    [
      'class A extends B { static x = 1; y; ["z"] = 2; static { f() } constructor() { super(1) } static async *m() {} get g() { return super.g } }',
      'class A extends B { static x = 1; y; z = 2; static { f(); } constructor() { super(1); } static async *m() {} get g() { return super.g; } }',
    ],
    [
      'abstract class A { abstract f(): void; abstract x: S; declare y: S; z!: S; [k: string]: unknown; f(a: 1): void; f(a: unknown) {} }',
      'class A { z /* S */; f(a) {} }',
    ],
    [
      'class A { constructor(private readonly c: S3Client, public d?: X.Y | null, e = 1) { g() } }',
      'class A { constructor(c /* S3Client */, d /* X.Y */, e = 1) { (this.c = c); (this.d = d); g(); } }',
    ],
    ['@a @b(1) class C { @c m() {} @d x = 1 }', '@a @b(1) class C { @c m() {} x = 1; }'],
  ],
  typescript: [
    ['(x as T).y!.z satisfies U; <T>x; f<T>(x)', 'x.y.z;\nx;\nf(x);'],
    [
      'interface I {} type T = 1; declare const x: T; declare function f(): void; declare module "m" {} declare global {}',
      '',
    ],
    ['function f(a: 1): void; function f(this: X, a: unknown) {}', 'function f(a) {}'],
    [
      'let a: Readonly<S3Client>, b: A | B, c: (A | undefined), d: typeof e.f, g: string',
      'let a /* S3Client */;\nlet b;\nlet c /* A */;\nlet d /* e.f */;\nlet g;',
    ],
    [
      'enum E { A, B = 5, C, D = "d", F = A, "g-h" = 1 << 2 }',
      'let E = ({ A: 0, B: 5, C: 6, D: "d", F: 0, "g-h": (1 << 2) });',
    ],
    ['export const enum E { A }', 'let E = ({ A: 0 });\nexport E = E;'],
    [
      'namespace N { export const a = 1; function h() {} export function f() {} }',
      '(N = (N || ({  })));\n(function (N) { let a = 1; (N.a = a); function h() {} function f() {} (N.f = f); })(N);',
    ],
    [
      'export namespace A.B { export class C {} }',
      '(A = (A || ({  })));\n(function (A) { (B = (B || ({  }))); (function (B) { class C {  } (B.C = C); })(B); (A.B = B); })(A);\nexport A = A;',
    ],
    ['namespace T { export type X = 1 }', ''],
    ['export = f', '(module.exports = f);'],
    ['import x = require("m"); import y = A.B.C; x; y', 'import {require x} from m;\nlet y = A.B.C;\nx;\ny;'],
  ],
  modules: [
    [
      'import a, { b, c as d, default as e } from "m"; import * as n from "n"; import "o"; f(a, b, d, e, n)',
      'import {default as a, b as b, c as d, default as e} from m;\nimport {namespace n} from n;\nimport {} from o;\nf(a, b, d, e, n);',
    ],
    ['export default function f() {}', 'function f() {}\nexport default = f;'],
    ['export default class {}', 'export default = class  {  };'],
    ['export default () => 1', 'export default = (() => { return 1; });'],
    [
      'export const { a, b: [c] } = x, d = 1; export function f() {} export class C {}',
      'let { a: a, b: [c] } = x;\nlet d = 1;\nexport a = a;\nexport c = c;\nexport d = d;\nfunction f() {}\nexport f = f;\nclass C {  }\nexport C = C;',
    ],
    [
      'export { a as default, b as "c-d" }; const a = 1; let b',
      'let a = 1;\nlet b;\nexport default = a;\nexport c-d = b;',
    ],
    ['export let h; h = wrap(h)', 'let h;\n(h = wrap(h));\nexport h = h;'],
    [
      'export * from "m"; export * as n from "m"; export { a as b, default } from "m"; export {} from "m"',
      'export {* as *} from m;\nexport {* as n} from m;\nexport {a as b, default as default} from m;\nexport {} from m;',
    ],
    [
      'Object.defineProperty(exports, "x", { get: function () { return y } }); exports.z = module.exports.w = 1',
      'Object.defineProperty(exports, "x", ({ get: function () { return y; } }));\n(exports.z = (module.exports.w = 1));',
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (_name, pairs) => {
  it.each(pairs.map(([source, printed, file = 'a.ts']) => ({ source, printed, file })))(
    '$source',
    ({ source, printed, file }) => {
      expect(print(source, file)).toBe(printed);
    },
  );
});

describe('imports that only name types', () => {
  const source = `
    import type { A } from 'a';
    import { type B, c } from 'b';
    import { D, e } from 'd';
    import F from 'f';
    import { G } from 'g';
    import { H } from 'h';
    import 'side-effect';
    export type { T } from 't';
    export { G };
    const x: D = e(c), y = <H/>;
    function k(a: A, b: B): F { return { } as F }`;

  it('are left out of TypeScript, and kept apart for what they tell of types', () => {
    const module = lower(source, 'a.tsx');
    const body = printStatements(module.body);
    expect(body.split('\n').filter((line) => line.startsWith('import'))).toEqual([
      'import {c as c} from b;',
      'import {e as e} from d;',
      'import {G as G} from g;',
      'import {H as H} from h;',
      'import {} from side-effect;',
    ]);
    expect(printStatements(module.typeImports ?? []).split('\n')).toEqual([
      'import {A as A} from a;',
      'import {B as B} from b;',
      'import {D as D} from d;',
      'import {default as F} from f;',
    ]);
  });

  it('stay in JavaScript', () => {
    expect(print(`import { a } from 'a'`, 'a.mjs')).toBe('import {a as a} from a;');
  });

  it('stay when a decorated constructor is given them', () => {
    const injected = `import { S } from 's'; @inject() class A { constructor(private s: S) {} }`;
    expect(print(injected)).toContain('import {S as S} from s;');
  });
});

describe('locals', () => {
  const functionLocals = (text: string): readonly string[] => {
    const found = lower(text, 'a.mjs').body.find((s) => s.kind === 'function');
    return found?.kind === 'function' ? found.fn.locals : [];
  };

  it('are the var and function names of a module', () => {
    const { locals } = lower(
      `var a, { b } = {}; let c; function f() { var inner } if (a) { var d } export function g() {}`,
    );
    expect(new Set(locals)).toEqual(new Set(['f', 'g', 'a', 'b', 'd']));
  });

  it('are those of a function, without what its inner functions declare', () => {
    const locals = functionLocals(
      `function f(p) { for (var i of p) { var j } for (var k = 0;;) {} function g() { var no } const h = () => { var no } }`,
    );
    expect(new Set(locals)).toEqual(new Set(['g', 'i', 'j', 'k']));
  });

  it('hold functions in blocks only in sloppy code', () => {
    expect(lower(`{ function f() {} }`, 'a.js').locals).toEqual(['f']);
    expect(lower(`{ function f() {} } export {}`, 'a.js').locals).toEqual([]);
    expect(lower(`'use strict'; { function f() {} }`, 'a.js').locals).toEqual([]);
  });
});

describe('bad input', () => {
  it('fails with the place of the first error', () => {
    expect(lowerJavaScript('a.ts', 'let a = 1;\nlet b = ;\n')).toEqual({
      kind: 'failed',
      why: 'unexpected token',
      line: 2,
      column: 9,
    });
  });

  it('reads CommonJS, Flow, a hash-bang and a byte order mark', () => {
    expect(print('\uFEFFf()', 'a.js')).toBe('f();');
    expect(print('#!/usr/bin/env node\nvar await = 1; return await;', 'a.js')).toContain('var await = 1;');
    expect(print('const a: string = "x";', 'a.js')).toBe('let a = "x";');
  });

  it('gives offsets in UTF-16 units', () => {
    const text = '/* 😀é */ f("😀"); g()';
    expect(lower(text).body.map((s) => text.slice(s.at, s.at + 1))).toEqual(['f', 'g']);
  });
});
