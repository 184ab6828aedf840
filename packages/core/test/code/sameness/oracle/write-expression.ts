import type { Tape } from './tape.ts';
import type { Names } from './write-program.ts';
import { freshName, writeBlock, writeCondition } from './write-program.ts';

export type Kind = 'data' | 'function' | 'object' | 'list';

const named = (tape: Tape, names: readonly string[]): string => tape.oneOf(names as [string]);
const deeper = (names: Names): Names => ({ ...names, level: names.level + 1 });
const DEEPEST = 3;

/** An expression of a kind; `await`ed things and calls of commands are among them. */
export function writeExpression(tape: Tape, names: Names, kind: Kind): string {
  if (names.level >= DEEPEST || names.depth > 6 || !tape.isLeft() || tape.pick(2 + names.level) > 0)
    return writeLeaf(tape, names, kind);
  switch (kind) {
    case 'data':
      return writeData(tape, deeper(names));
    case 'function':
      return writeFunction(tape, deeper(names));
    case 'object':
      return writeObject(tape, deeper(names));
    case 'list':
      return writeList(tape, deeper(names));
  }
}

function writeLeaf(tape: Tape, names: Names, kind: Kind): string {
  switch (kind) {
    case 'data':
      return named(tape, names.data);
    case 'function':
      return named(tape, names.functions);
    case 'object':
      return named(tape, names.objects);
    case 'list':
      return named(tape, names.lists);
  }
}

function writeData(tape: Tape, names: Names): string {
  const e = (kind: Kind): string => writeExpression(tape, names, kind);
  switch (tape.pick(16)) {
    case 0:
    case 1:
      return named(tape, names.data);
    case 2:
      return tape.oneOf(["'a'", "'b'", "'c'", '0', '1', '2', 'null', 'undefined', 'true', 'false', 'process.env.T']);
    case 3:
      return `${e('object')}.${tape.oneOf(['a', 'b'])}`;
    case 4:
      return `${e('object')}?.[${e('data')}]`;
    case 5:
      return `${e('list')}[${tape.oneOf(['0', '1', '2', e('data')])}]`;
    case 6:
      return `(${writeCondition(tape, names)} ? ${e('data')} : ${e('data')})`;
    case 7:
      return `(${e('data')} ${tape.oneOf(['||', '??', '&&'])} ${e('data')})`;
    case 8:
      return `\`\${${e('data')}}${tape.oneOf(['', '-x'])}\``;
    case 9:
      return `(${e('data')} + ${e('data')})`;
    case 10:
      return `${e('function')}(${e('data')})`;
    case 11:
      return `${e('list')}.${tape.oneOf(['pop()', 'shift()', 'at(-1)', "join('')", 'length', "indexOf('b')"])}`;
    case 12:
      return `${e('list')}.reduce((x, y) => ${writeExpression(tape, { ...names, data: [...names.data, 'x', 'y'] }, 'data')}, ${e('data')})`;
    case 13:
      return `Object.${tape.oneOf(['keys', 'values'])}(${e('object')})[${tape.pick(3)}]`;
    case 14:
      return `(${e('function')}(${e('data')}), ${e('data')})`;
    default:
      return `new Map([['a', ${e('data')}], [${e('data')}, ${e('data')}]]).get(${e('data')})`;
  }
}

function writeFunction(tape: Tape, names: Names): string {
  const e = (kind: Kind): string => writeExpression(tape, names, kind);
  const p = freshName('p');
  const inner = { ...names, data: [...names.data, p], isLoop: false };
  switch (tape.pick(11)) {
    case 0:
    case 1:
      return named(tape, names.functions);
    case 2:
      return `((${p}) => ${writeExpression(tape, inner, 'data')})`;
    case 3:
      return `((${p} = ${e('data')}) => {\n${writeBlock(tape, inner)}\nreturn ${writeExpression(tape, inner, 'data')}; })`;
    case 4:
      return `${e('object')}.f`;
    case 5:
      return `${e('object')}.o.f`;
    case 6:
      return `(${writeCondition(tape, names)} ? ${e('function')} : ${e('function')})`;
    case 7:
      return `((g) => (v) => g(${tape.oneOf(['v', e('data')])}))(${e('function')})`;
    case 8:
      return `${e('function')}.bind(null, ${e('data')})`;
    case 9:
      return `(function* (v) { yield ${e('function')}(v); return v; })`;
    default:
      return `((v) => s3.send(new ${tape.oneOf(['DeleteObjectCommand', 'HeadObjectCommand'])}({ Bucket: v })))`;
  }
}

function writeObject(tape: Tape, names: Names): string {
  const e = (kind: Kind): string => writeExpression(tape, names, kind);
  switch (tape.pick(9)) {
    case 0:
    case 1:
      return named(tape, names.objects);
    case 2:
      return `{ a: ${e('data')}, f: ${e('function')}, o: ${e('object')} }`;
    case 3:
      return `{ ...${e('object')}, ${tape.oneOf(['a', 'b'])}: ${e('data')} }`;
    case 4:
      return `{ f: put, o: base, [${e('data')}]: ${e('data')}, ...${e('object')} }`;
    case 5:
      return names.classes.length === 0 ? 'base' : `new ${named(tape, names.classes)}(${e('data')})`;
    case 6:
      return `${e('object')}.o`;
    case 7:
      return `(${writeCondition(tape, names)} ? ${e('object')} : ${e('object')})`;
    default:
      return `{ f(v) { return put(this.a); }, get a() { return ${e('data')}; }, o: base }`;
  }
}

function writeList(tape: Tape, names: Names): string {
  const e = (kind: Kind): string => writeExpression(tape, names, kind);
  switch (tape.pick(9)) {
    case 0:
    case 1:
      return named(tape, names.lists);
    case 2:
      return `[${e('data')}, ${e('data')}]`;
    case 3:
      return `[...${e('list')}, ${e('data')}]`;
    case 4:
      return `${e('list')}.map(${e('function')})`;
    case 5:
      return `${e('list')}.filter((x) => ${writeExpression(tape, { ...names, data: [...names.data, 'x'] }, 'data')})`;
    case 6:
      return `Object.${tape.oneOf(['keys', 'values'])}(${e('object')})`;
    case 7:
      return `${e('list')}.${tape.oneOf(['slice(1)', 'concat(words)', 'reverse()', 'flat()', 'slice()'])}`;
    default:
      return `[...new Set(${e('list')})]`;
  }
}
