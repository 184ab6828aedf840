import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { findString, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { createEmitter } from './event-emitter.ts';
import { isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** The text that a command begins with: of a text, of a list of words, of a text that goes on with what is not known. */
function findStart(program: Abstract): string | undefined {
  if (program.k === 'list') return program.items[0] === undefined ? undefined : findStart(program.items[0]);
  return program.k === 'concat' && program.parts[0] !== undefined ? findString(program.parts[0]) : findString(program);
}

/** A program of its own may call AWS with the function's credentials: the AWS CLI does. */
const runProgram =
  (name: string): Call =>
  (engine, args, site) => {
    const program = args.positional[0] ?? args.named.get('args') ?? UNDEFINED;
    const text = findStart(program);
    const isCli = text !== undefined && /(?:^|[/\s])aws(?:\s|$)/.test(text);
    if (text === undefined || isCli)
      engine.unresolved(name, isCli ? 'it runs the AWS CLI' : 'the program that it runs is not known', site);
    engine.escape(args.positional.filter(isCallable), name, site);
    return engine.languageOf(site.module) === 'python'
      ? toUnknown('a program')
      : createEmitter(engine, 'child_process');
  };

const RUNS: Readonly<Record<string, RegExp>> = {
  child_process: /^(?:exec|execSync|execFile|execFileSync|spawn|spawnSync)$/,
  'cross-spawn': /^(?:spawn|sync)$/,
  execa: /^execa/,
  subprocess: /^(?:run|call|check_call|check_output|Popen|getoutput)$/,
  os: /^(?:system|popen)$/,
};

/** What runs other programs, in Node and in Python. */
export const programs: PackageModel = {
  matches: (name) => Object.hasOwn(RUNS, name.replace(/^node:/, '')),
  find: (_engine, packageName, path) => {
    const library = packageName.replace(/^node:/, '');
    const name = path.length === 1 ? (path[0] ?? '') : '';
    return RUNS[library]?.test(name) === true ? toMethod(library, name, runProgram(`${library}.${name}`)) : undefined;
  },
};
