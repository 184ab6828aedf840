import type { Abstract } from './abstract.ts';
import type { Engine } from './engine.ts';
import { unite } from './union.ts';

/** Copies what is known of a value's fields into an object, as `...x`, `Object.assign` and `**x` do. */
export function spreadInto(engine: Engine, object: Extract<Abstract, { k: 'object' }>, value: Abstract): void {
  if (value.k === 'object') {
    for (const [name, field] of value.fields) object.fields.set(name, field);
    for (const [name, getter] of value.getters) object.getters.set(name, getter);
    object.computed = [...object.computed, ...value.computed];
    object.open ||= value.open;
    if (value.base !== null && value.cls === null) object.base ??= value.base;
  } else if (value.k === 'union') {
    const known = value.values.filter((v) => v.k === 'object');
    for (const name of new Set(known.flatMap((v) => [...v.fields.keys()]))) {
      const found = known.map((v) => v.fields.get(name)).filter((v) => v !== undefined);
      const before = object.fields.get(name);
      object.fields.set(
        name,
        unite(...found, ...(found.length < value.values.length && before !== undefined ? [before] : [])),
      );
    }
    object.open ||= value.values.some((v) => (v.k === 'object' ? v.open : v.k !== 'const'));
  } else if (['model', 'event', 'result', 'external', 'namespace'].includes(value.k)) {
    object.base ??= value;
    object.open = true;
  } else if (value.k !== 'const') {
    object.open = true;
  }
}
