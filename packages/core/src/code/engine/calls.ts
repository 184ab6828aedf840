import { findNetworkCall } from './network-calls.ts';
import type { Abstract, Arguments, ExternalValue, FunctionValue } from './abstract.ts';
import { NEVER, toAlternatives, toUnknown, UNDEFINED } from './abstract.ts';
import { instantiate } from './instantiate.ts';
import { isCloudExport, isCloudPackage, isHarmlessLibrary } from './cloud-packages.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { findOfMember } from './enums.ts';
import { findHelperByShape } from './helper-shapes.ts';
import { createScope, declare, hoist } from './scope.ts';
import { closeSpan } from './close-span.ts';
import { openSpan } from './spans.ts';
import { noteClues } from './library-clues.ts';
import { noteLateCall } from './late-calls.ts';
import { toWrapped } from './keepers.ts';
import { isLanguage } from './is-language.ts';
import { bindPluginOptions } from './plugin-options.ts';
import { mapUnknown } from './map-unknown.ts';
import { callStray } from './stray-fields.ts';
import { conditionally } from './branches.ts';
import { unite } from './union.ts';
import { bindParameters } from './bind-parameters.ts';

/** Calls a value: each thing that it may be. */
export function call(engine: Engine, callee: Abstract, args: Arguments, site: Site, self: Abstract): Abstract {
  switch (callee.k) {
    case 'function':
      return engine.enter(
        callee,
        (made) => callFunction(engine, callee, made, site, self),
        args,
        site,
        callee.self ?? self,
      );
    case 'native':
      if (callee.usesSelf === true && self.k === 'union')
        return unite(...self.values.map((s) => callee.call(engine, args, site, s)));
      return callee.call(engine, args, site, self);
    case 'class':
      return engine.construct(callee, args, site);
    case 'model':
      return callee.call?.(engine, args, site) ?? toUnknown(`result of ${callee.key}`);
    case 'external':
      return callExternal(engine, callee, args, site);
    case 'union': {
      const callable = callee.values.filter((v) => v.k !== 'const');
      return callable.length === 0
        ? UNDEFINED
        : unite(
            ...callable.map((v) =>
              callable.length === 1
                ? engine.call(v, args, site, self)
                : conditionally(engine, () => engine.call(v, args, site, self)),
            ),
          );
    }
    case 'object':
      return callObject(engine, callee, args, site);
    case 'event':
    case 'result':
      engine.escape(listArguments(args), 'a value of the event', site);
      return callee;
    default: {
      // A member of an enumeration stands for its value.
      const method = callee.k === 'const' ? findOfMember(engine, callee, '__call__', site) : undefined;
      if (method !== undefined) return engine.call(method, args, site);
      engine.escape(listArguments(args), 'a function that is not known', site);
      return toUnknown('result of a function that is not known');
    }
  }
}

/** An instance with `__call__`, or an object that a library made. */
function callObject(engine: Engine, callee: Extract<Abstract, { k: 'object' }>, args: Arguments, site: Site): Abstract {
  const method = callee.cls === null ? undefined : engine.get(callee, { k: 'const', value: '__call__' }, false, site);
  if (method?.k === 'function') return engine.call(method, args, site, callee);
  if (callee.base !== null) return engine.call(callee.base, args, site);
  engine.escape(listArguments(args), 'an object that is called', site);
  return toUnknown('result of an object that is called');
}

export function listArguments(args: Arguments): Abstract[] {
  return [...args.positional, ...args.named.values(), ...(args.rest === undefined ? [] : [args.rest])];
}

/** A call of a library that no model knows: it may call the functions that it is given, and may pass on what it wraps. */
function callExternal(engine: Engine, callee: ExternalValue, given: Arguments, site: Site): Abstract {
  const args = bindPluginOptions(callee.path.at(-1) ?? '', given);
  const values = listArguments(args);
  const name = [callee.name, ...callee.path].join('.');
  const request = engine.isLoading ? undefined : findNetworkCall(name);
  if (request !== undefined) engine.noteRequest(request, site);
  const wraps = values.flatMap((v) => findCallables(v, 0));
  const answers: Abstract[] = [];
  if (callee.wraps !== undefined && callee.path.at(-1) === '()') {
    for (const wrapped of callee.wraps) answers.push(engine.call(toWrapped(wrapped), args, site));
  }
  if (callee.isInherited === true && !isLanguage(callee.name))
    for (const wrapped of callee.wraps ?? [])
      if (wrapped.k === 'class') engine.escape([wrapped], name, site);
      else if (!engine.isLoading)
        conditionally(engine, () => engine.call(wrapped, { ...args, rest: toUnknown('given by a base class') }, site));
  const stray = callStray(engine, callee.path.at(-1) ?? '', args, site);
  if (stray !== undefined)
    return stray.k === 'unknown' ? { ...callee, path: [...callee.path.slice(-10), '()'] } : stray;
  if (callee.path.slice(0, -1).includes('()')) {
    const mapped = mapUnknown(engine, callee.path.at(-1) ?? '', args, site);
    if (mapped !== undefined) return mapped;
    // What a container of a library hands out is asked for its methods.
    noteLateCall(engine, callee.path.at(-1) ?? '', args, site);
  }
  if (isCloudPackage(callee.name) || isCloudExport(callee.path))
    engine.unresolved(`call of \`${callee.name}\``, 'the library may call AWS and is not known', site);
  else if (isHarmlessLibrary(name) || !engine.recordExtensionRequest(values, site))
    noteClues(engine, name, values, site);
  engine.escape(values, name, site);
  const environment = values.filter((v) => v.k === 'model' && v.key === 'process.env');
  const all = [...(callee.wraps ?? []), ...wraps];
  const result: ExternalValue = {
    k: 'external',
    name: callee.name,
    path: [...callee.path.slice(-10), '()'],
    ...(all.length === 0 ? {} : { wraps: all.slice(0, 64) }),
  };
  return unite(...answers, ...environment, result);
}

function findCallables(value: Abstract, depth: number): Abstract[] {
  if (depth > 2) return [];
  if (value.k === 'function') return [value];
  if (value.k === 'external') return [...(value.wraps ?? [])];
  if (value.k === 'list') return value.items.flatMap((v) => findCallables(v, depth + 1));
  if (value.k === 'object') return [...value.fields.values()].flatMap((v) => findCallables(v, depth + 1));
  return toAlternatives(value).length > 1 ? toAlternatives(value).flatMap((v) => findCallables(v, depth + 1)) : [];
}

/** `new X(…)`. */
export function construct(engine: Engine, callee: Abstract, args: Arguments, site: Site): Abstract {
  switch (callee.k) {
    case 'class':
      return engine.enter(callee, (made) => instantiate(engine, callee, made, site), args, site, UNDEFINED);
    case 'model':
      return (callee.construct ?? callee.call)?.(engine, args, site) ?? toUnknown(`new ${callee.key}`);
    case 'union':
      return unite(...callee.values.filter((v) => v.k !== 'const').map((v) => engine.construct(v, args, site)));
    case 'function':
      return constructByFunction(engine, callee, args, site);
    default:
      return engine.call(callee, args, site);
  }
}

/** `new F()` of an ES5 constructor: methods come from `F.prototype`. */
function constructByFunction(engine: Engine, callee: FunctionValue, args: Arguments, site: Site): Abstract {
  const instance = engine.createObject([], {
    base: engine.get(callee, { k: 'const', value: 'prototype' }, false, site),
  });
  const result = engine.call(callee, args, site, instance);
  return result.k === 'object' || result.k === 'model' ? result : instance;
}

/** Runs a function's body on these arguments. */
function callFunction(engine: Engine, fn: FunctionValue, given: Arguments, site: Site, receiver: Abstract): Abstract {
  const self = fn.self ?? receiver;
  const helper = findHelperByShape(fn.ir);
  if (helper?.k === 'native') return helper.call(engine, given, site, receiver);
  const args = {
    ...given,
    positional: [...(fn.passesSelf === true ? [self] : []), ...(fn.bound ?? []), ...given.positional],
  };
  const scope = createScope(fn.scope, 'function');
  const frame: Frame = {
    module: fn.module,
    scope,
    self,
    fn,
    home: fn.home ?? null,
    out: { returned: null, yielded: [] },
  };
  hoist(scope, fn.ir.locals, engine.depth);
  if (!fn.ir.isArrow && engine.languageOf(fn.module) === 'javascript') {
    declare(scope, 'arguments', engine.createList([...args.positional], args.rest !== undefined), engine.depth);
  }
  bindParameters(engine, fn, args, frame);
  const span = openSpan(engine, 'function');
  const end = engine.execute(fn.ir.body, frame);
  closeSpan(engine, span);
  if (fn.ir.isGenerator) return createGenerator(engine, frame);
  return frame.out.returned ?? (end === 'throw' ? NEVER : UNDEFINED);
}

/** A generator: iterating it gives what it yields; `__awaiter` reads what it returns. */
function createGenerator(engine: Engine, frame: Frame): Abstract {
  const { yielded, returned } = frame.out;
  const list = engine.createList(yielded, yielded.length > 0);
  engine.returnOf.set(list.id, returned ?? UNDEFINED);
  return list;
}
