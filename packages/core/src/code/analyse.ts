import type { CodeFacts } from '../app/code-facts.ts';
import type { Location } from '../app/location.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { callEverything } from './call-everything.ts';
import type { Abstract, ModelValue } from './engine/abstract.ts';
import { toArguments, toConst, toNative, toUnknown, UNDEFINED } from './engine/abstract.ts';
import { createEngine } from './engine/create-engine.ts';
import type { Engine, Site } from './engine/engine.ts';
import { reportHanded, runHanded } from './engine/handed-functions.ts';
import { runLateCalls } from './engine/late-calls.ts';
import type { ModuleRecord } from './engine/module-record.ts';
import { toSiteLocation } from './engine/recorder.ts';
import { tellsFailures } from './engine/tells-failures.ts';
import { recordExtensionRequest } from './models/extension-requests.ts';
import { guessClient } from './models/guess-client.ts';
import { findModelled } from './models/index.ts';
import { findClientByTypeName } from './models/js-sdk-v3.ts';
import type { ModuleLoader } from './module-loader.ts';

/** Statements and expressions that the analysis of one function may take. */
const BUDGET = 1_500_000;

/** What runs first: a module's export, or a module of its own (a program, with everything that it exports). */
export interface EntryPoint {
  readonly file: string;
  /** `handler`, or a path such as `handlers.create`; `null` for a program. */
  readonly export: string | null;
}

/** What the code that an entry point can reach calls. */
export function analyseCode(loader: ModuleLoader, entry: EntryPoint): CodeFacts {
  let wholeSdk: CodeFacts['wholeSdk'];
  const made = createEngine({
    loader,
    budget: BUDGET,
    mainName: entry.export === null ? '__main__' : entry.file,
    findModelled: (name, path, site) => {
      if (name === 'aws-sdk' && path.length === 0) wholeSdk ??= toSiteLocation(site);
      return findModelled(made.engine, name, path, site);
    },
    findClientByTypeName,
    guessClient,
    recordExtensionRequest,
  });
  const { engine, recorder, pending } = made;
  const diagnostics: Diagnostic[] = [];
  let handler: CodeFacts['handler'] = null;
  let clients: CodeFacts['clients'] = [];
  let reportsFailures = false;
  try {
    const module = engine.runModule(entry.file);
    engine.isLoading = false;
    if (module === null)
      recorder.found.push({ what: `the code of \`${entry.file}\``, why: 'it cannot be read', at: toStart(entry.file) });
    else {
      const site = { module, at: 0 };
      let at = 0;
      const runPending = (): void => {
        for (; at < pending.length; at++) {
          const fn = pending[at];
          if (fn !== undefined && (fn.k !== 'function' || !made.wasClosureCalled(fn)))
            engine.call(fn, { ...toArguments(), rest: toUnknown('given by a library') }, site);
        }
      };
      if (entry.export === null) {
        // What a program hands to a framework as it loads is where it begins.
        runPending();
        callEverything(engine, module, made.wasCalled, site);
      } else {
        ({ handler, reportsFailures } = callHandler(engine, module, entry.export, diagnostics));
        // What is called later is called by somebody else, who knows when.
        clients = [...recorder.clients];
      }
      runPending();
      runLateCalls(engine, made.wasCalled);
      runHanded(engine, made.wasCalled);
      if (entry.export !== null) reportHanded(engine, recorder, made.wasCalled);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    diagnostics.push({
      code: 'code-too-deep',
      message: `the code reached from \`${entry.file}\` is nested too deeply to follow`,
      file: entry.file,
      severity: 'error',
    });
    recorder.found.push({
      what: 'the rest of the code',
      why: 'it is nested too deeply to follow',
      at: toStart(entry.file),
    });
  }
  for (const finish of engine.deferred.values()) finish();
  return {
    handler,
    files: recorder.files,
    calls: recorder.calls,
    unresolved: recorder.found,
    handed: recorder.handed,
    clients,
    ...(recorder.requests.length === 0 ? {} : { requests: recorder.requests }),
    ...(reportsFailures ? { reportsFailures } : {}),
    ...(wholeSdk === undefined ? {} : { wholeSdk }),
    diagnostics: [...recorder.diagnostics, ...diagnostics],
  };
}

const toStart = (file: string): Location => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 });

function callHandler(
  engine: Engine,
  module: ModuleRecord,
  path: string,
  diagnostics: Diagnostic[],
): { readonly handler: CodeFacts['handler']; readonly reportsFailures: boolean } {
  const site: Site = { module, at: 0 };
  let value: Abstract = { k: 'namespace', module };
  let owner: Abstract = UNDEFINED;
  for (const name of path.split('.')) {
    owner = value.k === 'class' || value.k === 'object' ? value : UNDEFINED;
    value = engine.get(value, toConst(name), false, site);
  }
  if (value.k === 'const') {
    engine.unresolved(`handler \`${path}\``, `\`${module.file}\` exports nothing of that name`, site);
    diagnostics.push({
      code: 'handler-not-found',
      message: `\`${module.file}\` exports no \`${path}\``,
      file: module.file,
      severity: 'error',
    });
    return { handler: null, reportsFailures: false };
  }
  const at = toSiteLocation({ module, at: value.k === 'function' ? value.ir.at : 0 });
  const handler = {
    file: module.file,
    export: path,
    at: value.k === 'function' && value.module !== module ? toSiteLocation(site) : at,
  };
  const isOpaque = value.k === 'unknown' || (value.k === 'external' && value.wraps === undefined);
  if (isOpaque)
    engine.unresolved(
      `handler \`${path}\``,
      value.k === 'external' ? `\`${value.name}\` makes it` : 'what is exported is not known',
      site,
    );
  return { handler, reportsFailures: invokeRepeatedly(engine, { value, owner }, site) };
}

/** Invocations beyond this many find nothing that those before did not leave. */
const MOST_INVOCATIONS = 3;

/** Calls the handler, and again while an invocation leaves behind what the next may read; tells whether it reports failed records. */
function invokeRepeatedly(
  engine: Engine,
  { value: handler, owner }: { readonly value: Abstract; readonly owner: Abstract },
  site: Site,
): boolean {
  const answers: Abstract[] = [];
  for (let i = 0; i < MOST_INVOCATIONS; i += 1) {
    const { keeps } = engine;
    const callback = toNative('callback', (_engine, { positional }) => {
      answers.push(positional[1] ?? UNDEFINED);
      return UNDEFINED;
    });
    // Middleware writes what handlers read into the context.
    const context = engine.createObject([], { base: CONTEXT, open: true });
    const isPython = engine.languageOf(site.module) === 'python';
    const args = toArguments({ k: 'event', path: [] }, context, ...(isPython ? [] : [callback]));
    answers.push(engine.call(handler, args, site, owner));
    // A library that was given functions when the module loaded calls them with the event.
    const wrapped = handler.k === 'external' ? (handler.wraps ?? []) : [];
    for (const each of wrapped) answers.push(engine.call(each, args, site));
    if (engine.keeps === keeps) break;
  }
  return answers.some(tellsFailures);
}

/** The second argument of a handler. */
const CONTEXT: ModelValue = {
  k: 'model',
  key: 'context',
  get: (_engine, name) => {
    if (name === 'functionName' || name === 'function_name') return { k: 'env', name: 'AWS_LAMBDA_FUNCTION_NAME' };
    if (name === 'logGroupName' || name === 'log_group_name') return { k: 'env', name: 'AWS_LAMBDA_LOG_GROUP_NAME' };
    return { k: 'event', path: ['$context', name] };
  },
};
