import type { Abstract } from './abstract.ts';
import { isRecursive, toUnknown } from './abstract.ts';

/** Data values beyond this many in a union become one unknown; callables and objects are kept up to four times as many. */
const MOST_VALUES = 16;

/** The values that either of the given may be. */
export function unite(...values: readonly Abstract[]): Abstract {
  const first = values[0];
  if (values.length === 1 && first !== undefined) return first;
  if (values.length === 2 && first === values[1] && first !== undefined) return first;
  const seen = new Map<string, Abstract>();
  for (const value of values) {
    if (value.k === 'union') for (const member of value.values) seen.set(toKey(member), member);
    else seen.set(toKey(value), value);
  }
  const distinct = limit([...seen.values()]);
  return distinct.length === 1 ? (distinct[0] as Abstract) : { k: 'union', values: distinct };
}

function limit(values: Abstract[]): Abstract[] {
  if (values.length <= MOST_VALUES) return values;
  const data = values.filter((v) => v.k === 'const' || v.k === 'env' || v.k === 'concat');
  const others = values.filter((v) => v.k !== 'const' && v.k !== 'env' && v.k !== 'concat').slice(0, MOST_VALUES * 4);
  return data.length > MOST_VALUES ? [...others, toUnknown('more than 16 possible values')] : [...others, ...data];
}

/** A key that is the same for values that are the same. */
export function toKey(value: Abstract, depth = 0): string {
  switch (value.k) {
    case 'const':
      return `c:${typeof value.value}:${String(value.value)}`;
    case 'env':
      return `e:${value.name}${value.fallback === undefined || depth > 3 ? '' : `|${toKey(value.fallback, depth + 1)}`}`;
    case 'concat':
      return depth > 3 ? 'cat' : `cat:${value.parts.map((p) => toKey(p, depth + 1)).join('+')}`;
    case 'union':
      return depth > 3 ? 'u' : `u:${value.values.map((p) => toKey(p, depth + 1)).join('|')}`;
    case 'object':
    case 'list':
    case 'class':
      return `${value.k}:${value.id}`;
    case 'function':
      return `f:${value.id}:${value.self === undefined || depth > 3 ? '' : toKey(value.self, depth + 1)}`;
    case 'native':
      return `n:${value.id}`;
    case 'model':
      return `m:${value.key}`;
    case 'external':
      return `x:${value.name}/${value.path.join('.')}:${value.wraps === undefined || depth > 3 ? '' : value.wraps.map((w) => toKey(w, depth + 1)).join(',')}`;
    case 'namespace':
      return `ns:${value.module.file}`;
    case 'event':
      return `ev:${value.path.join('.')}`;
    case 'result':
      return `r:${value.service}:${value.operation}:${value.path.join('.')}`;
    case 'unknown':
      return isRecursive(value) ? 'recursive' : 'unknown';
  }
}
