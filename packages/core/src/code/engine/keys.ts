import type { Abstract, ObjectValue } from './abstract.ts';
import { toConst } from './abstract.ts';

/** The keys of a value that are known one by one; `isOpen` when more may be there. */
export interface Keys {
  readonly keys: readonly Abstract[];
  readonly isOpen: boolean;
}

const DEEPEST = 8;

/** What `for … in`, `Object.keys` and a spread see. Keys that are not known one by one are a key `keyOf` the value. */
export function findKeys(value: Abstract, depth = 0): Keys {
  switch (value.k) {
    case 'const':
      return { keys: [], isOpen: false };
    case 'object':
      return findKeysOfObject(value, depth);
    case 'list':
      return { keys: value.items.map((_, i) => toConst(String(i))), isOpen: value.open };
    case 'namespace': {
      const isOpen = value.module.starExternals.length > 0;
      const names = [...value.module.exports.keys()].map((name) => toConst(name));
      return { keys: isOpen || names.length === 0 ? [...names, toKeyOf(value)] : names, isOpen };
    }
    case 'union': {
      const all = value.values.map((v) => findKeys(v, depth + 1));
      const known = new Map(all.flatMap((k) => k.keys).map((k) => [k.k === 'const' ? String(k.value) : k, k]));
      return { keys: [...known.values()], isOpen: true };
    }
    default:
      return { keys: [toKeyOf(value)], isOpen: true };
  }
}

function findKeysOfObject(value: ObjectValue, depth: number): Keys {
  const names = new Set([...value.fields.keys(), ...value.getters.keys()]);
  const computed = value.computed.map((c) => c.key);
  const inherited =
    value.base === null || value.cls !== null || depth > DEEPEST ? null : findKeys(value.base, depth + 1);
  const more = (inherited?.keys ?? []).filter((k) => k.k !== 'const' || !names.has(String(k.value)));
  // Where a getter or a computed key stands among the fields is not known.
  const isMixed = computed.length > 0 || (value.getters.size > 0 && value.fields.size > 0);
  const isOpen = value.open || isMixed || (inherited?.isOpen ?? false);
  const unseen = value.open && more.length === 0 ? [toKeyOf(value)] : [];
  return { keys: [...[...names].map((n) => toConst(n)), ...computed, ...more, ...unseen], isOpen };
}

const toKeyOf = (value: Abstract): Abstract => ({ k: 'unknown', why: 'key of an object', keyOf: value });

/** What was written under keys that are no constants and may be this one. */
export function findComputed({ computed }: ObjectValue, name: Abstract): readonly Abstract[] {
  return computed.filter(({ key }) => mayBeSame(key, name)).map(({ value }) => value);
}

/** Whether two keys may be one. Classes, functions and models are the same as themselves alone; texts may begin or end differently. */
function mayBeSame(left: Abstract, right: Abstract): boolean {
  if (left.k === 'union') return left.values.some((v) => mayBeSame(v, right));
  if (right.k === 'union') return right.values.some((v) => mayBeSame(left, v));
  const [one, other] = [findIdentity(left), findIdentity(right)];
  if (one !== undefined || other !== undefined)
    return one === other || (one === undefined ? !isText(left) : other === undefined && !isText(right));
  if (!isText(left) || !isText(right)) return true;
  if (left.k === 'const' && right.k === 'const') return String(left.value) === String(right.value);
  const [a, b] = [findEnds(left), findEnds(right)];
  return (
    (a.start.startsWith(b.start) || b.start.startsWith(a.start)) && (a.end.endsWith(b.end) || b.end.endsWith(a.end))
  );
}

const isText = (value: Abstract): boolean => value.k === 'const' || value.k === 'concat' || value.k === 'env';

/** What tells a key that is no text from every other one. */
export function findIdentity(value: Abstract): string | undefined {
  if (value.k === 'class' || value.k === 'function') return `${value.k} ${value.id}`;
  return value.k === 'model' ? value.key : undefined;
}

/** How a text begins and ends, as far as that is known. */
function findEnds(text: Abstract): { readonly start: string; readonly end: string } {
  if (text.k === 'const') return { start: String(text.value), end: String(text.value) };
  if (text.k !== 'concat') return { start: '', end: '' };
  const [first, last] = [text.parts[0], text.parts.at(-1)];
  return {
    start: first?.k === 'const' ? String(first.value) : '',
    end: last?.k === 'const' ? String(last.value) : '',
  };
}

/** Whether a value has a property of its own; `undefined` when that is not known. */
export function hasKey(value: Abstract, key: Abstract): boolean | undefined {
  if (value.k === 'const') return false;
  if (value.k !== 'object' || key.k !== 'const' || value.isLongLived) return undefined;
  const name = String(key.value);
  if (value.open || value.computed.length > 0 || (value.base !== null && value.cls === null)) return undefined;
  const field = value.fields.get(name);
  // Written on one path only: it is there or not.
  if (field?.k === 'union' && field.values.some((v) => v.k === 'const' && v.value === undefined)) return undefined;
  return field !== undefined || value.getters.has(name);
}
