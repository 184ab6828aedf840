import { BOOLEAN, LINE, LIST, NUMBER, OBJECT, STRING } from '../../packages/runtime/src/events/parts/kinds.ts';
import type { Shape } from '../../packages/runtime/src/events/parts/shape.ts';

const KINDS: readonly (readonly [number, string])[] = [
  [STRING, 'string'],
  [NUMBER, 'number'],
  [BOOLEAN, 'boolean'],
  [OBJECT, 'object'],
  [LIST, 'array'],
];

/** What a shape is called on a page: its own name, or what its kinds say. */
export function toShapeName({ kinds, name }: Shape): string {
  if (name !== undefined) return name;
  const known = KINDS.filter(([kind]) => (kinds & kind) !== 0).map(([, word]) => word);
  if (known.length === KINDS.length) return 'anything';
  return (kinds & LINE) === 0 ? known.join(' or ') : 'string, no control characters';
}
