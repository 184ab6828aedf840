import type { ModuleLoader } from '../module-loader.ts';
import type { Abstract, FunctionValue, ListValue, ObjectValue } from './abstract.ts';
import { UNDEFINED } from './abstract.ts';
import { call, construct } from './calls.ts';
import { createCallGuard } from './call-guard.ts';
import { escape } from './escape.ts';
import type { Engine, Site } from './engine.ts';
import { evaluate } from './expressions.ts';
import { createInjection } from './injection.ts';
import { createLateCalls } from './late-calls.ts';
import { itemsOf } from './items.ts';
import { get } from './members.ts';
import { set } from './member-writes.ts';
import { createModules } from './module-registry.ts';
import { createRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { execute } from './statements.ts';
import { callUnknownMethod } from './unknown-calls.ts';

export interface EngineOptions {
  readonly loader: ModuleLoader;
  /** Steps (statements and expressions) after which the analysis of one entry point stops, visibly. */
  readonly budget: number;
  readonly mainName: string;
  readonly findModelled: Engine['findModelled'];
  readonly findClientByTypeName: Engine['findClientByTypeName'];
  readonly guessClient: Engine['guessClient'];
  readonly recordExtensionRequest: (engine: Engine, values: readonly Abstract[], site: Site) => boolean;
}

/** Wires the parts of the interpreter to each other; `recorder` holds what it found. */
export function createEngine(options: EngineOptions): {
  engine: Engine;
  recorder: Recorder;
  pending: Abstract[];
  wasCalled: (fn: object) => boolean;
  wasClosureCalled: (fn: FunctionValue) => boolean;
} {
  const recorder = createRecorder();
  const pending: Abstract[] = [];
  let ids = 0;
  let steps = 0;
  const guard = createCallGuard(recorder);
  const engine: Engine = {
    depth: 0,
    journals: [],
    spans: [],
    isLoading: true,
    sawVolatile: false,
    writes: 0,
    version: 0,
    keeps: 0,
    keepers: 0,
    evaluate: (e, frame) => evaluate(engine, e, frame),
    execute: (s, frame) => execute(engine, s, frame),
    call: (callee, args, site, self = UNDEFINED) => call(engine, callee, args, site, self),
    construct: (callee, args, site) => construct(engine, callee, args, site),
    get: (object, name, computed, site) => get(engine, object, name, computed, site),
    set: (object, name, value, computed, site) => set(engine, object, name, value, computed, site),
    itemsOf: (value, site) => itemsOf(engine, value, site),
    require: (from, specifier, site) => modules.require(from, specifier, site),
    listModules: (from, before, after) => options.loader.listModules?.(from.file, before, after) ?? [],
    requireSubmodule: (parent, name, site) => modules.requireSubmodule(parent, name, site),
    readData: (from, path) => modules.readData(from, path),
    runModule: (file) => modules.run(file),
    callUnknownMethod: (name, why, args, site) => callUnknownMethod(engine, name, why, args, site),
    createObject: (fields = [], own = {}): ObjectValue => ({
      k: 'object',
      id: engine.nextId(),
      isDict: false,
      fields: new Map(fields),
      getters: new Map(),
      computed: [],
      open: false,
      cls: null,
      base: null,
      depth: engine.depth,
      isLongLived: engine.isLoading,
      ...own,
    }),
    createList: (items, open = false): ListValue => ({
      k: 'list',
      id: engine.nextId(),
      items: [...items],
      open,
      depth: engine.depth,
      isLongLived: engine.isLoading,
    }),
    createFunction: (value) => ({ ...value, k: 'function', id: engine.nextId(), isLongLived: engine.isLoading }),
    nextId: () => (ids += 1),
    injection: createInjection(),
    late: createLateCalls(),
    stray: new Map(),
    returnOf: new Map(),
    propertiesOf: new Map(),
    deferred: new Map(),
    mainName: options.mainName,
    enter: (...call) => guard.enter(engine, ...call),
    findModelled: options.findModelled,
    findClientByTypeName: options.findClientByTypeName,
    guessClient: options.guessClient,
    recordExtensionRequest: (values, site) => options.recordExtensionRequest(engine, values, site),
    classesInMaking: [],
    enums: [],
    instancesOf: new Map(),
    handed: new Map(),
    step: () => {
      steps += 1;
      if (steps === options.budget) recorder.overBudget(options.budget);
      return steps < options.budget;
    },
    record: recorder.record,
    unresolved: recorder.unresolved,
    noteClient: recorder.noteClient,
    noteRequest: recorder.noteRequest,
    noteVariable: recorder.noteVariable,
    escape: (values, to, site) => escape(engine, pending, values, to, site),
    languageOf: (module) => module.ir?.language ?? (module.directory === undefined ? 'javascript' : 'python'),
    setsVariable: (name) => options.loader.setsVariable?.(name) === true,
    versionOf: (name, site) => options.loader.versionOf?.(site.module.file, name),
  };
  const modules = createModules(engine, options.loader, recorder);
  return { engine, recorder, pending, wasCalled: guard.wasCalled, wasClosureCalled: guard.wasClosureCalled };
}
