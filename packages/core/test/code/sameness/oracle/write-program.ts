import type { Tape } from './tape.ts';
import { writeExpression } from './write-expression.ts';

/** What may be named where code is written. Names of one kind hold values of one kind, so that most programs run through. */
export interface Names {
  readonly data: readonly string[];
  readonly functions: readonly string[];
  readonly objects: readonly string[];
  readonly lists: readonly string[];
  readonly classes: readonly string[];
  readonly isLoop: boolean;
  readonly depth: number;
  /** How deep in one expression. */
  readonly level: number;
}

const DEEPEST = 4;
let fresh = 0;
export const freshName = (prefix: string): string => `${prefix}${(fresh += 1)}`;

/** A module that exports an async `handler(event)` and sends commands to S3 on the way. */
export function writeProgram(tape: Tape): string {
  fresh = 0;
  let names: Names = {
    data: ["'a'"],
    functions: ['put', 'get'],
    objects: ['base'],
    lists: ['words'],
    classes: [],
    isLoop: false,
    depth: 0,
    level: 0,
  };
  const top: string[] = [];
  for (let i = tape.pick(5); i > 0; i -= 1) {
    const [text, more] = writeDeclaration(tape, names);
    top.push(text);
    names = more;
  }
  const inner = {
    ...names,
    data: [...names.data, 'event.k', 'event.n', 'event.flag', 'event.o.k'],
    lists: [...names.lists, 'event.list'],
  };
  return `const { S3Client, PutObjectCommand, GetObjectCommand, DeleteObjectCommand, HeadObjectCommand } = require('@aws-sdk/client-s3');
const s3 = new S3Client({});
const put = (name) => s3.send(new PutObjectCommand({ Bucket: name, Key: 'k' }));
function get(name) { return s3.send(new GetObjectCommand({ Bucket: name, Key: 'k' })); }
const base = { a: 'x', f: (v) => put(v), o: { a: process.env.T, f: get } };
const words = ['a', 'b', process.env.T];
${top.join('\n')}
exports.handler = async (event) => {
${writeBlock(tape, inner)}
  await put('end');
};
`;
}

/** A call of its own: whether a place is reached is seen by it. */
const writeMark = (): string => `put('${freshName('m')}');`;

export function writeBlock(tape: Tape, given: Names): string {
  let names: Names = { ...given, depth: given.depth + 1, level: 0 };
  const lines: string[] = [writeMark()];
  const least = given.depth === 0 ? 4 : 1;
  for (let i = least + tape.pick(least * 3); i > 0; i -= 1) {
    if (tape.pick(3) === 1) {
      const [text, more] = writeDeclaration(tape, names);
      lines.push(text);
      names = more;
    } else lines.push(writeStatement(tape, names));
  }
  return lines.join('\n');
}

function writeDeclaration(tape: Tape, names: Names): [string, Names] {
  const keyword = tape.oneOf(['let', 'const', 'var']);
  switch (tape.pick(8)) {
    case 0: {
      const name = freshName('d');
      return [`let ${name} = ${writeExpression(tape, names, 'data')};`, { ...names, data: [...names.data, name] }];
    }
    case 1: {
      const name = freshName('f');
      return [
        `${keyword} ${name} = ${writeExpression(tape, names, 'function')};`,
        { ...names, functions: [...names.functions, name] },
      ];
    }
    case 2: {
      const name = freshName('o');
      return [
        `${keyword} ${name} = ${writeExpression(tape, names, 'object')};`,
        { ...names, objects: [...names.objects, name] },
      ];
    }
    case 3: {
      const name = freshName('l');
      return [
        `${keyword} ${name} = ${writeExpression(tape, names, 'list')};`,
        { ...names, lists: [...names.lists, name] },
      ];
    }
    case 4: {
      const name = freshName('f');
      const inner = { ...names, data: [...names.data, 'p'], functions: [...names.functions, name], isLoop: false };
      return [
        `function ${name}(p) {\n${writeBlock(tape, inner)}\nreturn ${writeExpression(tape, inner, 'data')};\n}`,
        { ...names, functions: [...names.functions, name] },
      ];
    }
    case 5: {
      const name = freshName('C');
      return [writeClass(tape, names, name), { ...names, classes: [...names.classes, name] }];
    }
    case 6: {
      const [a, f] = [freshName('d'), freshName('f')];
      const list = `const { a: ${a} = 'b', f: ${f} = get } = ${writeExpression(tape, names, 'object')};`;
      return [list, { ...names, data: [...names.data, a], functions: [...names.functions, f] }];
    }
    default: {
      const [a, b] = [freshName('d'), freshName('d')];
      return [
        `let [${a}, ${b} = 'c'] = ${writeExpression(tape, names, 'list')};`,
        { ...names, data: [...names.data, a, b] },
      ];
    }
  }
}

function writeClass(tape: Tape, names: Names, name: string): string {
  const parent = names.classes.length > 0 && tape.pick(2) === 1 ? tape.oneOf(names.classes as [string]) : null;
  const inner = {
    ...names,
    data: [...names.data, 'this.a', 'p'],
    functions: [...names.functions, '(v) => this.g(v)'],
    isLoop: false,
  };
  const constructor = tape.pick(2) === 0 ? '' : `constructor(p) { ${parent === null ? '' : 'super(p);'} this.a = p; }`;
  const getter =
    tape.pick(3) === 1 ? `get o() { return ${writeExpression(tape, names, 'object')}; }` : 'o = { a: 1, f: put };';
  const calls = parent !== null && tape.pick(2) === 1 ? 'super.f(p);' : '';
  return `class ${name} ${parent === null ? '' : `extends ${parent}`} {
a = ${writeExpression(tape, names, 'data')}; ${constructor} ${getter}
f(p) { ${calls}
${writeBlock(tape, inner)}
return ${writeExpression(tape, inner, 'data')}; }
g(p) { return ${tape.oneOf(['put', 'get'])}(p); }
}`;
}

function writeStatement(tape: Tape, names: Names): string {
  const e = (kind: 'data' | 'function' | 'object' | 'list'): string => writeExpression(tape, names, kind);
  if (names.depth > DEEPEST || !tape.isLeft()) return `put(${e('data')});`;
  const block = (more: Partial<Names> = {}): string => writeBlock(tape, { ...names, ...more });
  const item = freshName('i');
  switch (tape.pick(24)) {
    case 0:
      return `put(${e('data')});`;
    case 1:
      return `${e('function')}(${e('data')});`;
    case 2:
      return `if (${writeCondition(tape, names)}) {\n${block()}\n}`;
    case 3:
      return `if (${writeCondition(tape, names)}) {\n${block()}\n} else {\n${block()}\n}`;
    case 4:
      return `for (const ${item} of ${e('list')}) {\n${block({ data: [...names.data, item], isLoop: true })}\n}`;
    case 5:
      return `for (const ${item} in ${e('object')}) {\n${block({ data: [...names.data, item], isLoop: true })}\n}`;
    case 6:
      return `for (let ${item} = 0; ${item} < ${1 + tape.pick(4)}; ${item}++) {\n${block({ data: [...names.data, item], isLoop: true })}\n}`;
    case 7:
      return `{ let ${item} = 0; while (${tape.oneOf(['true', `${item} < 3`, writeCondition(tape, names)])}) { if (${item}++ > 2) break;\n${block({ isLoop: true })}\n} }`;
    case 8:
      return `switch (${e('data')}) { case 'a': ${block()} ${tape.oneOf(['break;', ''])} case ${e('data')}: ${block()} ${tape.oneOf(['break;', '', 'return 1;'])} ${tape.oneOf(['default:', "case 'c':"])} ${block()} }`;
    case 9:
      return `try {\n${block()}\n${tape.oneOf(['', "throw new Error('x');"])} } catch (e) {\n${block()}\n}`;
    case 10:
      return `try {\n${block()}\n} catch (e) { ${tape.oneOf(['', 'throw e;', 'return 2;'])} } finally {\n${block()}\n}`;
    case 11:
      return `${e('object')}.o = ${e('object')};`;
    case 12:
      return names.classes.length === 0
        ? `${e('object')}.f(${e('data')});`
        : `new ${tape.oneOf(names.classes as [string])}(${e('data')}).${tape.oneOf(['f', 'g', 'o.f'])}(${e('data')});`;
    case 13:
    case 21:
    case 22: {
      const target = names.data.findLast((n) => /^d\d+$/.test(n));
      return target === undefined
        ? `put(${e('data')});`
        : `${target} ${tape.oneOf(['=', '=', '+=', '??=', '||='])} ${e('data')};`;
    }
    case 14:
      return `${e('object')}.${tape.oneOf(['a', 'b'])} = ${e('data')};`;
    case 15:
      return `${e('object')}.f = ${e('function')};`;
    case 16:
    case 23:
      return `${e('list')}.${tape.oneOf(['push', 'unshift'])}(${e('data')});`;
    case 17:
      return `${e('list')}.${tape.oneOf(['map', 'forEach', 'filter', 'some', 'find'])}(${e('function')});`;
    case 18:
      return `Object.assign(${e('object')}, ${e('object')});`;
    case 19:
      return `${e('object')}[${e('data')}]${tape.oneOf([' = ' + e('data') + ';', `?.(${e('data')});`])}`;
    default:
      return `if (${writeCondition(tape, names)}) ${names.isLoop ? tape.oneOf(['break;', 'continue;', 'return;']) : tape.oneOf(['return;', "throw new Error('y');"])}`;
  }
}

export function writeCondition(tape: Tape, names: Names): string {
  const e = (kind: 'data' | 'function' | 'object' | 'list'): string => writeExpression(tape, names, kind);
  switch (tape.pick(9)) {
    case 0:
      return 'event_()';
    case 1:
      return `${e('data')} === ${e('data')}`;
    case 2:
      return e('data');
    case 3:
      return `!${e('data')}`;
    case 4:
      return `${e('object')}.${tape.oneOf(['a', 'b'])}`;
    case 5:
      return `${e('list')}.length > ${tape.pick(3)}`;
    case 6:
      return `${e('list')}.includes(${e('data')})`;
    case 7:
      return `${tape.oneOf(["'a'", "'b'", e('data')])} in ${e('object')}`;
    default:
      return `typeof ${e('data')} ${tape.oneOf(['===', '!=='])} ${tape.oneOf(["'string'", "'undefined'", "'function'", "'number'"])}`;
  }
}
