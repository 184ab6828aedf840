import { findBuiltIn } from './built-in.ts';
import {
  apply,
  construct,
  defineProperty,
  endsWith,
  findCaller,
  getDescriptor,
  getPrototypeOf,
  startsWith,
  toText,
} from './intrinsics.ts';
import type { Judge } from './judge.ts';
import type { Paths } from './paths.ts';
import { guardLoaderInput } from './guard-loader-input.ts';
import { guard, isHolder, refuse, refuseClass, type Holder, type Method } from './replace.ts';

const KIND = 'evaluate';

/** No code but that of files: no text becomes code, nothing native is loaded, nobody debugs. */
export function guardEvaluation(judge: Judge, paths: Paths, read: (path: string) => string): void {
  if (!judge.isOn(KIND)) return;
  guardConstructors(judge);
  guardModules(judge, paths, read);
  guardDataUrls(judge);
  // `node:repl` cannot be loaded without it either.
  const vm = findBuiltIn('vm');
  guardContexts(judge, vm);
  refuse(judge, KIND, vm, 'vm', [
    'createContext',
    'runInContext',
    'runInThisContext',
    'compileFunction',
    'createScript',
    'measureMemory',
  ]);
  for (const key of ['Script', 'Module', 'SourceTextModule', 'SyntheticModule'])
    refuseClass(judge, KIND, vm, 'vm', key);
  guardLoaderInput(judge);
  refuse(judge, KIND, process, 'process', ['dlopen', 'binding', '_linkedBinding']);
  guardInspector(judge);
  refuseClass(judge, KIND, findBuiltIn('wasi'), 'wasi', 'WASI');
  refuse(judge, KIND, findBuiltIn('v8'), 'v8', ['setFlagsFromString']);
  guardEngines(judge);
}

/** Node makes itself a context to tell its own objects from others. */
function guardContexts(judge: Judge, vm: unknown): void {
  guard(vm, 'runInNewContext', (args, _, wrapper) => {
    const isOfNode =
      args[0] === 'this' && args[1] === undefined && findCaller(wrapper, () => false) === 'node:internal/util';
    if (!isOfNode) judge.check(KIND, 'vm.runInNewContext');
  });
}

/** The constructors of functions are reached from any function; the prototypes name them. */
function guardConstructors(judge: Judge): void {
  const samples = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const sample of samples) {
    const prototype = getPrototypeOf(sample) as Holder;
    const original = prototype['constructor'] as Method;
    const replacement = function (this: unknown, ...args: unknown[]): unknown {
      if (!isHarmless(args)) judge.check(KIND, original.name);
      return construct(original, args, new.target === undefined || new.target === replacement ? original : new.target);
    };
    for (const name of ['name', 'length']) defineProperty(replacement, name, getDescriptor(original, name) ?? {});
    defineProperty(replacement, 'prototype', {
      value: prototype,
      writable: false,
      enumerable: false,
      configurable: false,
    });
    defineProperty(prototype, 'constructor', {
      value: replacement,
      writable: false,
      enumerable: false,
      configurable: false,
    });
    if (original === Function)
      defineProperty(globalThis, 'Function', {
        value: replacement,
        writable: true,
        enumerable: false,
        configurable: true,
      });
  }
  // Where it is not refused, it stays: as another function it would see other names.
  if (judge.isBlocking(KIND))
    guard(globalThis, 'eval', (args) => (typeof args[0] === 'string' ? judge.check(KIND, 'eval') : undefined));
}

/** How libraries have asked for the global object for years. */
const isHarmless = (args: readonly unknown[]): boolean =>
  args.length === 1 && (args[0] === 'return this' || args[0] === 'return this;');

/** A module is compiled from its file, and from nothing else; the loader may have been told to take data for code. */
function guardModules(judge: Judge, paths: Paths, read: (path: string) => string): void {
  const Module = findBuiltIn('module');
  const prototype = isHolder(Module) ? (Module['prototype'] as Holder) : undefined;
  const isWrapped = createWrapperCheck(Module);
  guard(prototype, '_compile', (args) => {
    const file = toText(args[1]);
    args[1] = file;
    const isTrue = isWrapped() && isSame(args[0], file, read) && !paths.isOwnMake(paths.resolve(file));
    if (!isTrue) judge.check(KIND, 'module._compile', file);
  });
  refuse(judge, KIND, Module, 'module', [
    'register',
    'registerHooks',
    'runMain',
    '_initPaths',
    '_preloadModules',
    'enableCompileCache',
  ]);
}

function isSame(content: unknown, file: string, read: (path: string) => string): boolean {
  if (typeof content !== 'string') return false;
  try {
    const text = read(file);
    return (
      text === content || (startsWith(text, '\uFEFF') && endsWith(text, content) && content.length === text.length - 1)
    );
  } catch {
    return false;
  }
}

/** Whether what stands around each CommonJS module is as it was: files that are as they should be would run foreign code. */
function createWrapperCheck(Module: unknown): () => boolean {
  if (!isHolder(Module)) return () => true;
  const wrap = Module['wrap'];
  const wrapper = Module['wrapper'] as Holder;
  const before = wrapper[0];
  const after = wrapper[1];
  return () =>
    Module['wrap'] === wrap && Module['wrapper'] === wrapper && wrapper[0] === before && wrapper[1] === after;
}

/** `import('data:…')`: the loader asks the address for its parts, and is told that there is no such thing. */
function guardDataUrls(judge: Judge): void {
  const href = getDescriptor(URL.prototype, 'href')?.get;
  for (const key of ['pathname', 'protocol']) {
    const descriptor = getDescriptor(URL.prototype, key);
    const get = descriptor?.get;
    if (href === undefined || get === undefined) continue;
    const { getter } = {
      getter(this: unknown): unknown {
        const text = toText(apply(href, this, []));
        if ((startsWith(text, 'data:') || startsWith(text, 'blob:')) && mayBeLoader(findCaller(getter, isOfUrls)))
          judge.check(KIND, 'import', startsWith(text, 'data:') ? 'data:' : 'blob:');
        return apply(get, this, []);
      },
    };
    defineProperty(URL.prototype, key, { ...descriptor, get: getter, configurable: !judge.isBlocking(KIND) });
  }
}

const isOfUrls = (file: string): boolean => startsWith(file, 'node:internal/url');
const mayBeLoader = (file: string | undefined): boolean =>
  file === undefined || startsWith(file, 'node:internal/modules/');

function guardInspector(judge: Judge): void {
  const inspector = findBuiltIn('inspector');
  refuse(judge, KIND, inspector, 'inspector', ['open', 'waitForDebugger']);
  const session = isHolder(inspector?.['Session']) ? inspector['Session']['prototype'] : undefined;
  refuse(judge, KIND, session, 'inspector.Session', ['connect', 'connectToMainThread', 'post']);
  refuse(judge, KIND, findBuiltIn('trace_events'), 'trace_events', ['createTracing']);
}

/** OpenSSL loads engines as native code. */
function guardEngines(judge: Judge): void {
  refuse(judge, KIND, findBuiltIn('crypto'), 'crypto', ['setEngine']);
  const tls = findBuiltIn('tls') as unknown as
    | { readonly createSecureContext: () => { readonly context: object } }
    | undefined;
  refuse(judge, KIND, tls && getPrototypeOf(tls.createSecureContext().context), 'SecureContext', [
    'setClientCertEngine',
    'setEngineKey',
  ]);
  for (const key of ['createSecureContext', 'connect', 'createServer']) {
    guard(tls, key, (args) => {
      for (let i = 0; i < args.length; i++) {
        const options = args[i];
        if (
          isHolder(options) &&
          (options['clientCertEngine'] !== undefined || options['privateKeyEngine'] !== undefined)
        )
          judge.check(KIND, `tls.${key}`, 'engine');
      }
    });
  }
}
