import type { Abstract, Arguments } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import type { Engine } from './engine.ts';
import { toKey } from './union.ts';

/** What a value that changes from turn to turn may become: data that differs is not known any more, what can be called stays. */
export function widen(engine: Engine, next: Abstract, before: Abstract | undefined, depth = 0): Abstract {
  if (before === undefined || toKey(next) === toKey(before)) return next;
  if (isData(next)) return toUnknown('a value that changes from turn to turn');
  const isPlain = next.k === 'object' && next.cls === null && !next.isLongLived && before.k === 'object' && depth < 2;
  if (!isPlain) return next;
  const fields = [...next.fields].map(
    ([name, value]) => [name, widen(engine, value, before.fields.get(name), depth + 1)] as const,
  );
  if (fields.every(([name, value]) => value === next.fields.get(name))) return next;
  return { ...engine.createObject(fields, { ...next }), getters: next.getters, computed: next.computed };
}

export function widenArguments(engine: Engine, next: Arguments, before: Arguments): Arguments {
  return {
    ...next,
    positional: next.positional.map((v, i) => widen(engine, v, before.positional[i])),
    named: new Map([...next.named].map(([name, v]) => [name, widen(engine, v, before.named.get(name))])),
  };
}

function isData(value: Abstract): boolean {
  if (value.k === 'union') return value.values.every(isData);
  return ['const', 'env', 'concat', 'event', 'result'].includes(value.k);
}
