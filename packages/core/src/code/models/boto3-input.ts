import type { Boto3Source } from '../../aws/boto3-resources.ts';
import type { Abstract, Arguments, ObjectValue } from '../engine/abstract.ts';
import { toConst, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';

/** An object whose one key is a value: `RequestItems` of one table. */
export function toMemberObject(engine: Engine, key: Abstract, site: Site): Abstract {
  const object = engine.createObject();
  engine.set(object, key, engine.createList([], true), true, site);
  return object;
}

/** The input of an operation: what the resource's identifiers fill, then the arguments of the call. */
export function toActionInput(
  engine: Engine,
  params: readonly Boto3Source[],
  identifiers: ReadonlyMap<string, Abstract>,
  args: Arguments,
): Abstract {
  const input = engine.createObject([], { open: args.named.has('**') });
  for (const param of params) {
    const value =
      param.source === 'identifier'
        ? identifiers.get(param.value)
        : param.source === 'string'
          ? toConst(param.value)
          : param.source === 'data'
            ? toUnknown('an attribute of a resource')
            : undefined;
    if (value !== undefined) fill(engine, input, param.target.split('.'), value);
  }
  for (const [name, value] of args.named) if (name !== '**') input.fields.set(name, value);
  return input;
}

/** Puts a value where a path leads: `InstanceIds[0]`, `Delete.Objects[].Key`. */
function fill(engine: Engine, object: ObjectValue, [step = '', ...rest]: readonly string[], value: Abstract): void {
  const name = step.replace(/\[.*$/, '');
  if (name === step && rest.length === 0) {
    object.fields.set(name, value);
    return;
  }
  const before = object.fields.get(name);
  const item = before?.k === 'list' ? before.items[0] : before;
  const inner = item?.k === 'object' ? item : engine.createObject();
  if (rest.length > 0) fill(engine, inner, rest, value);
  const filled = rest.length > 0 ? inner : value;
  if (name === step) object.fields.set(name, filled);
  else object.fields.set(name, engine.createList([filled], /\[\*?\]$/.test(step)));
}

/** What identifies a resource that a call or a class makes. */
export function toIdentifiers(
  engine: Engine,
  sources: readonly Boto3Source[],
  from: { identifiers: ReadonlyMap<string, Abstract>; given: readonly Abstract[]; input?: Abstract; result?: Abstract },
  site: Site,
): ReadonlyMap<string, Abstract> {
  let next = 0;
  const found = new Map<string, Abstract>();
  for (const source of sources) {
    switch (source.source) {
      case 'identifier':
        found.set(source.target, from.identifiers.get(source.value) ?? toUnknown(`${source.value} of a resource`));
        break;
      case 'input':
        found.set(source.target, from.given[next++] ?? toUnknown(`${source.target} of a resource`));
        break;
      case 'string':
        found.set(source.target, toConst(source.value));
        break;
      case 'requestParameter':
        found.set(source.target, follow(engine, from.input ?? UNDEFINED, source.value, site));
        break;
      case 'response':
        found.set(source.target, follow(engine, from.result ?? UNDEFINED, source.value, site));
        break;
      default:
        found.set(source.target, toUnknown(`${source.target} of a resource that was loaded`));
    }
  }
  return found;
}

function follow(engine: Engine, value: Abstract, path: string, site: Site): Abstract {
  let current = value;
  for (const name of path.split(/[.[\]]+/).filter(Boolean))
    current = engine.get(current, /^\d+$/.test(name) ? toConst(Number(name)) : toConst(name), true, site);
  return current.k === 'const' && current.value === undefined ? toUnknown(`${path} of a request`) : current;
}
