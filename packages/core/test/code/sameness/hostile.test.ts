import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { analyseProgram } from './read-facts.ts';

const HEAD = `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3'); const s3 = new S3Client({});
const put = (Bucket) => s3.send(new PutObjectCommand({ Bucket }));
`;
const repeat = (n: number, write: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => write(i)).join('\n');

function analyse(files: Record<string, string>): CodeFacts {
  return analyseProgram({ files, entry: { file: 'app.js', export: 'handler' } });
}

/** The call is found, or it is said that something was not followed: never neither. */
function expectNoSilentMiss(facts: CodeFacts): void {
  const isFound = facts.calls.some((c) => c.operation === 'PutObject');
  expect(isFound || facts.unresolved.length > 0 || facts.diagnostics.length > 0).toBe(true);
}

const PROGRAMS: Readonly<Record<string, string>> = {
  'mutual recursion': `const a = (n) => (n > 9 ? put('x') : b(n + 1)); function b(n) { return a(n + 1); } exports.handler = async () => a(0);`,
  'recursion through this': `class T { go(n) { return n === 7 ? put('x') : this.next(n); } next(n) { return this.go(n + 1); } } exports.handler = async () => new T().go(0);`,
  'recursion through a property': `const o = { f(n) { return o.g(n - 1); }, g(n) { return n < 0 ? put('x') : this.f(n); } }; exports.handler = async () => o.f(20);`,
  'recursion that allocates': `function grow(list, o) { put('x'); return grow([...list, o], { o, list }); } exports.handler = async () => grow([], {});`,
  'an exponential tree of calls': `${repeat(40, (i) => `function f${i}(x) { return ${i === 39 ? "put('x')" : `[f${i + 1}(x + '0'), f${i + 1}(x + '1')]`}; }`)} exports.handler = async () => f0('');`,
  'every function calls every other': `${repeat(24, (i) => `function g${i}(x) { ${repeat(24, (j) => `g${j}({ x, i: ${i} });`)} put('x'); }`)} exports.handler = async () => g0({});`,
  'a deep chain of calls': `${repeat(400, (i) => `const h${i} = () => ${i === 0 ? "put('x')" : `h${i - 1}()`};`)} exports.handler = async () => h399();`,
  'a deep chain of closures': `let f = () => put('x'); for (let i = 0; i < 500; i++) { const g = f; f = () => g(); } exports.handler = async () => f();`,
  'an object that holds itself': `const o = { Bucket: 'x' }; o.self = o; o.list = [o, [o]]; exports.handler = async () => s3.send(new PutObjectCommand(o));`,
  'a list that holds itself': `const l = []; l.push(l, ['x']); exports.handler = async () => { for (const a of l) for (const b of a) put(b); put(l.flat().flat()[0]); };`,
  'a prototype that is its own': `function F() {} F.prototype.m = function () { return put('x'); }; Object.setPrototypeOf(F.prototype, F.prototype); exports.handler = async () => { const f = new F(); f.nothing; return f.m(); };`,
  'results made of results': `exports.handler = async () => { let r = {}; for (let i = 0; i < 30; i++) { r = await s3.send(new PutObjectCommand({ Bucket: 'x', Key: r.a, Body: r.b, Tagging: r })); } };`,
  'a text that doubles': `exports.handler = async () => { let s = 'x'; ${repeat(60, () => 's = s + s;')} await put(s); };`,
  'a list that doubles': `exports.handler = async () => { let l = ['x']; ${repeat(60, () => 'l = [...l, ...l];')} for (const b of l) await put(b); };`,
  'objects in objects': `exports.handler = async () => { let o = { Bucket: 'x' }; ${repeat(60, () => 'o = { ...o, a: o, b: o };')} await s3.send(new PutObjectCommand(o)); };`,
  'nested loops over known lists': `const l = [1, 2, 3, 4, 5, 6, 7, 8]; exports.handler = async () => { ${repeat(8, (i) => `for (const a${i} of l) `)} put('x'); };`,
  'nested conditions': `exports.handler = async (e) => { ${repeat(120, (i) => `if (e.a${i}) {`)} put('x'); ${'}'.repeat(120)} };`,
  'branches in a row': `exports.handler = async (e) => { let b; ${repeat(600, (i) => `if (e.a${i}) b = 'x${i}';`)} put(b); };`,
  'a giant switch': `exports.handler = async (e) => { switch (e.k) { ${repeat(1_500, (i) => `case 'k${i}': put('x${i}');`)} } };`,
  'a giant array': `const l = [${repeat(40_000, (i) => `{ n: 'x${i}' },`)}]; exports.handler = async () => { for (const { n } of l) await put(n); };`,
  'a giant object': `const o = {${repeat(20_000, (i) => `k${i}: () => put('x${i}'),`)}}; exports.handler = async (e) => o[e.k]();`,
  'a long sum': `exports.handler = async () => put(${Array.from({ length: 8_000 }, (_, i) => `'${i}'`).join(' + ')});`,
};

describe('programs that would not end', () => {
  it.each(Object.entries(PROGRAMS))('%s', (_name, text) => {
    expectNoSilentMiss(analyse({ 'app.js': HEAD + text }));
  });

  it('modules that import each other in a ring', () => {
    const ring = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `m${i}.js`,
        `import { f as next } from './m${(i + 1) % 60}.js'; export const f = (n) => (n === 0 ? go() : next(n - 1)); ${i === 59 ? HEAD : ''} export const go = () => ${i === 59 ? "put('x')" : 'next(0)'};`,
      ]),
    );
    expectNoSilentMiss(
      analyse({ ...ring, 'app.js': `import { f } from './m0.js'; export const handler = async () => f(0);` }),
    );
  });

  it('a bundle of five megabytes', () => {
    const library = repeat(
      26_000,
      (i) =>
        `var v${i}=(e,t)=>{for(var n in t)e[n]=t[n];return v${Math.max(0, i - 1)}.name==="x${i}"?e:(t||{}).a||"${'y'.repeat(90)}"};`,
    );
    const text = `${library}\n${HEAD}exports.handler=async e=>{v25999({},e);await put('x')};`;
    expect(text.length).toBeGreaterThan(5_000_000 * 0.9);
    expectNoSilentMiss(analyse({ 'app.js': text }));
  });
});

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'then',
  'length',
  'default',
  '__esModule',
];

describe('names that objects inherit', () => {
  it.each(KEYS)('%s as a key', (key) => {
    const text = `const m = new Map(); m.set('${key}', () => put('x')); const o = Object.create(null); o['${key}'] = 'a'; const missing = {}['${key}x'];
exports.handler = async (e) => { const copy = { ...o, [e.${key}]: e['${key}'] }; for (const k in copy) if (k === missing) return; await m.get('${key}')(); };`;
    const facts = analyse({ 'app.js': HEAD + text });
    expect(facts.calls.map((c) => c.operation)).toEqual(['PutObject']);
  });

  it.each(KEYS)('%s as a name of a variable, a function and a method', (key) => {
    const text = `class C { ${key === 'constructor' ? "['constructor']" : key}() { return put('x'); } }
exports.handler = async () => { const ${key}_ = 1; const o = { ${key}() {} }; return new C()['${key}'](); };`;
    expectNoSilentMiss(analyse({ 'app.js': HEAD + text }));
  });
});
