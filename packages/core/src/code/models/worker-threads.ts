import type { NativeValue } from '../engine/abstract.ts';
import { findString, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { findPathTail } from '../engine/data-files.ts';
import { toCallable } from './callable.ts';
import { createEmitter } from './event-emitter.ts';
import type { PackageModel } from './package-model.ts';

/** `new Worker(file)`, `fork(file)`: a module of the application that runs with the function's credentials. */
const runModule =
  (name: string): NativeValue['call'] =>
  (engine, args, site) => {
    const [file = UNDEFINED] = args.positional;
    const tail = findPathTail(file);
    if (tail !== undefined && !/[\n;]/.test(tail)) engine.require(site.module, `./${tail.replace(/^\.\//, '')}`, site);
    else if (findString(file) === undefined) engine.unresolved(name, 'the module that it runs is not a constant', site);
    else engine.unresolved(name, 'it runs code out of a text', site);
    engine.escape(args.positional.slice(1), name, site);
    return createEmitter(engine, name);
  };

const RUNS: Readonly<Record<string, string>> = { worker_threads: 'Worker', child_process: 'fork' };

/** Threads and processes of Node that run another module. */
export const workerThreads: PackageModel = {
  matches: (name) => Object.hasOwn(RUNS, name.replace(/^node:/, '')),
  find: (_engine, packageName, path) => {
    const library = packageName.replace(/^node:/, '');
    if (path.length !== 1) return undefined;
    if (library === 'worker_threads' && path[0] === 'workerData') return toUnknown('what a thread is given');
    return path[0] === RUNS[library]
      ? toCallable(`${library}.${path[0]}`, runModule(`${library}.${path[0]}`))
      : undefined;
  },
};
