import type { CodeValue } from '../../app/code-value.ts';
import { constant, notKnown } from '../../app/code-value.ts';
import type { Abstract, ObjectValue } from './abstract.ts';
import { findEdited } from './text-edits.ts';

const DEEPEST = 8;
const MOST_NODES = 2_000;
/** Of the arguments that led to a result this much is kept: results made of results grow without end. */
const MOST_OF_RESULT = 400;

/** How many more nodes a snapshot may have. */
interface Room {
  left: number;
}

/** Detaches what is known of a value from the engine's heap. */
export function toCodeValue(value: Abstract, depth = 0, room: Room = { left: MOST_NODES }): CodeValue {
  room.left -= 1;
  if (depth > DEEPEST) return notKnown('nested too deeply');
  if (room.left < 0) return notKnown('too much to tell');
  switch (value.k) {
    case 'const':
      return constant(value.value ?? null);
    case 'env':
      return value.fallback === undefined
        ? { kind: 'env', name: value.name }
        : { kind: 'env', name: value.name, fallback: toCodeValue(value.fallback, depth + 1, room) };
    case 'concat':
      return { kind: 'concat', parts: value.parts.map((p) => toCodeValue(p, depth + 1, room)) };
    case 'union':
      return toOneOf(
        value.values
          .filter((v) => v.k !== 'const' || (v.value ?? null) !== null)
          .map((v) => toCodeValue(v, depth + 1, room)),
      );
    case 'object':
      return toObject(value, depth, room);
    case 'list':
      return {
        kind: 'list',
        items: [
          ...value.items.map((i) => toCodeValue(i, depth + 1, room)),
          ...(value.open && value.items.length === 0 ? [notKnown('items of a list')] : []),
        ],
      };
    case 'event':
      return { kind: 'event', path: value.path };
    case 'result':
      return toResult(value, room);
    case 'model':
      return toModelValue(value, depth, room);
    case 'external':
      return notKnown(`it comes from ${[value.name, ...value.path].join('.').replaceAll('.()', '()')}`);
    case 'unknown':
      return notKnown(value.why);
    default:
      return notKnown(`it is a ${value.k}`);
  }
}

function toResult(value: Extract<Abstract, { k: 'result' }>, room: Room): CodeValue {
  const size = countNodes(value.args);
  room.left -= size;
  const args = size > MOST_OF_RESULT || room.left < 0 ? notKnown('too much to tell') : value.args;
  return { kind: 'result', service: value.service, operation: value.operation, path: value.path, args };
}

const sizes = new WeakMap<CodeValue, number>();

function countNodes(value: CodeValue): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = findInner(value).reduce((n, inner) => n + countNodes(inner), 1);
  sizes.set(value, size);
  return size;
}

function findInner(value: CodeValue): readonly CodeValue[] {
  switch (value.kind) {
    case 'env':
      return value.fallback === undefined ? [] : [value.fallback];
    case 'concat':
      return value.parts;
    case 'one-of':
      return value.values;
    case 'object':
      return [...value.fields.values(), ...(value.computed ?? []).flatMap((c) => [c.key, c.value])];
    case 'list':
      return value.items;
    case 'result':
      return [value.args];
    default:
      return [];
  }
}

function toOneOf(values: CodeValue[]): CodeValue {
  if (values.length === 0) return constant(null);
  return values.length === 1 ? (values[0] as CodeValue) : { kind: 'one-of', values };
}

function toObject(value: ObjectValue, depth: number, room: Room): CodeValue {
  const fields = new Map(
    [...value.fields].map(([name, field]) => [name, toCodeValue(field, depth + 1, room)] as const),
  );
  const isOpen = value.open || (value.base !== null && value.base.k !== 'object');
  const computed = value.computed.map((c) => ({
    key: toCodeValue(c.key, depth + 1, room),
    value: toCodeValue(c.value, depth + 1, room),
  }));
  const optional = [...value.fields].filter(([, field]) => mayBeNothing(field)).map(([name]) => name);
  return {
    kind: 'object',
    fields,
    open: isOpen,
    ...(optional.length === 0 ? {} : { optional: new Set(optional) }),
    ...(computed.length === 0 ? {} : { computed }),
  };
}

/** What is `undefined` or `null` reaches an API as a field that is not there. */
const mayBeNothing = (field: Abstract): boolean =>
  field.k === 'union' && field.values.some((v) => v.k === 'const' && (v.value ?? null) === null);

/** A model may carry what it stands for: a URL its text, a boto3 table its name. */
function toModelValue(value: Extract<Abstract, { k: 'model' }>, depth: number, room: Room): CodeValue {
  const edited = findEdited(value);
  if (edited !== undefined) return { kind: 'edited', of: toCodeValue(edited.of, depth + 1, room), edit: edited.edit };
  const data = value.data;
  if (typeof data === 'object' && data !== null && 'url' in data)
    return toCodeValue(data.url as Abstract, depth + 1, room);
  return notKnown(`it is ${value.key}`);
}
