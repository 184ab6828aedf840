import type { Expression } from '../ir.ts';
import type { Abstract, Arguments } from './abstract.ts';
import { toConst, UNDEFINED } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { noteHanded } from './handed-functions.ts';
import { unite } from './union.ts';
import { spreadInto } from './spread.ts';
import { findSuper } from './class-members.ts';

export function evaluateCall(engine: Engine, e: Extract<Expression, { kind: 'call' }>, frame: Frame): Abstract {
  const site = { module: frame.module, at: e.at };
  if (e.callee.kind === 'super') return callSuperConstructor(engine, e, frame);
  if (e.callee.kind === 'member' && e.callee.object.kind !== 'super') {
    const object = engine.evaluate(e.callee.object, frame);
    const name = engine.evaluate(e.callee.property, frame);
    const callee = engine.get(object, name, e.callee.computed, site);
    const args = evaluateArguments(engine, e.args, frame);
    if (callee.k === 'const' && e.isOptional !== true) {
      if (object.k === 'function' && name.k === 'const')
        return engine.callUnknownMethod(String(name.value), 'it is a function', args, site);
      noteLost(engine, object, name, site);
    }
    return e.isNew ? engine.construct(callee, args, site) : engine.call(callee, args, site, object);
  }
  const callee = engine.evaluate(e.callee, frame);
  const args = evaluateArguments(engine, e.args, frame);
  if (e.isNew) return engine.construct(callee, args, site);
  return engine.call(callee, args, site, e.callee.kind === 'member' ? frame.self : UNDEFINED);
}

/** Loggers may be anything; iterators and promises are asked by compilers too, and every object has some methods. */
const HARMLESS =
  /^(?:log|info|debug|warn|warning|error|trace|exception|next|return|throw|then|catch|finally|valueOf|transformTo\w+|toLocaleString|isPrototypeOf|propertyIsEnumerable|__\w+__|@@\w+)$/;

/** Code that works calls no method of nothing, and none that a class does not have: what it really calls was lost on the way. */
function noteLost(engine: Engine, object: Abstract, name: Abstract, site: Site): void {
  if (name.k !== 'const' || HARMLESS.test(String(name.value))) return;
  const what = `call of \`${String(name.value)}\``;
  if (object.k === 'const' && (object.value ?? null) === null)
    engine.unresolved(what, 'nothing was seen that it is called on', site);
  else if (object.k === 'object' && object.cls !== null && object.base === null && !object.open)
    engine.unresolved(what, `no such method was seen of \`${object.cls.ir.name ?? 'a class'}\``, site);
}

function callSuperConstructor(engine: Engine, e: Extract<Expression, { kind: 'call' }>, frame: Frame): Abstract {
  const site = { module: frame.module, at: e.at };
  const parent = findSuper(engine, frame, toConst('constructor'), site);
  engine.call(parent, evaluateArguments(engine, e.args, frame), site, frame.self);
  return frame.self;
}

/** Arguments of a call, spreads laid out where they are known. */
export function evaluateArguments(
  engine: Engine,
  args: Extract<Expression, { kind: 'call' }>['args'],
  frame: Frame,
): Arguments {
  const positional: Abstract[] = [];
  const named = new Map<string, Abstract>();
  let rest: Abstract | undefined;
  for (const arg of args) {
    const value = engine.evaluate(arg.value, frame);
    noteHanded(engine, value, arg.value.kind === 'object', { module: frame.module, at: arg.value.at });
    if (arg.name !== undefined) named.set(arg.name, value);
    else if (arg.spread === 'list') {
      if (value.k === 'list' && !value.open) positional.push(...value.items);
      else
        rest = unite(
          ...(rest === undefined ? [] : [rest]),
          ...engine.itemsOf(value, { module: frame.module, at: arg.value.at }),
        );
    } else if (arg.spread === 'map') {
      const object = engine.createObject();
      spreadInto(engine, object, value);
      for (const [name, field] of object.fields) named.set(name, field);
      if (object.open) named.set('**', value);
    } else positional.push(value);
  }
  return rest === undefined ? { positional, named } : { positional, named, rest };
}
