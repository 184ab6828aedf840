import type { CodeValue } from '../../app/code-value.ts';
import { constant, notKnown } from '../../app/code-value.ts';
import type { Abstract, ObjectValue } from './abstract.ts';

const DEEPEST = 8;

/** Detaches what is known of a value from the engine's heap. */
export function toCodeValue(value: Abstract, depth = 0): CodeValue {
  if (depth > DEEPEST) return notKnown('nested too deeply');
  switch (value.k) {
    case 'const':
      return constant(value.value ?? null);
    case 'env':
      return value.fallback === undefined
        ? { kind: 'env', name: value.name }
        : { kind: 'env', name: value.name, fallback: toCodeValue(value.fallback, depth + 1) };
    case 'concat':
      return { kind: 'concat', parts: value.parts.map((p) => toCodeValue(p, depth + 1)) };
    case 'union':
      return toOneOf(
        value.values.filter((v) => v.k !== 'const' || (v.value ?? null) !== null).map((v) => toCodeValue(v, depth + 1)),
      );
    case 'object':
      return toObject(value, depth);
    case 'list':
      return {
        kind: 'list',
        items: [
          ...value.items.map((i) => toCodeValue(i, depth + 1)),
          ...(value.open && value.items.length === 0 ? [notKnown('items of a list')] : []),
        ],
      };
    case 'event':
      return { kind: 'event', path: value.path };
    case 'result':
      return { kind: 'result', service: value.service, operation: value.operation, path: value.path, args: value.args };
    case 'model':
      return toModelValue(value, depth);
    case 'external':
      return notKnown(`it comes from ${[value.name, ...value.path].join('.').replaceAll('.()', '()')}`);
    case 'unknown':
      return notKnown(value.why);
    default:
      return notKnown(`it is a ${value.k}`);
  }
}

function toOneOf(values: CodeValue[]): CodeValue {
  if (values.length === 0) return constant(null);
  return values.length === 1 ? (values[0] as CodeValue) : { kind: 'one-of', values };
}

function toObject(value: ObjectValue, depth: number): CodeValue {
  const fields = new Map([...value.fields].map(([name, field]) => [name, toCodeValue(field, depth + 1)] as const));
  const isOpen = value.open || (value.base !== null && value.base.k !== 'object');
  const computed = value.computed.map((c) => ({
    key: toCodeValue(c.key, depth + 1),
    value: toCodeValue(c.value, depth + 1),
  }));
  return computed.length === 0
    ? { kind: 'object', fields, open: isOpen }
    : { kind: 'object', fields, open: isOpen, computed };
}

/** A model may carry what it stands for: a URL its text, a boto3 table its name. */
function toModelValue(value: Extract<Abstract, { k: 'model' }>, depth: number): CodeValue {
  const data = value.data;
  if (typeof data === 'object' && data !== null && 'url' in data) return toCodeValue(data.url as Abstract, depth + 1);
  return notKnown(`it is ${value.key}`);
}
