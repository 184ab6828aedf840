import { literal, type Value } from '../../app/value.ts';

/** How much of a value is known. What CloudFormation can evaluate counts as known. */
export type Known = 'fully' | 'partly' | 'no';

/** The value with `*` for what neither the template nor CloudFormation can tell. */
export function openUnknowns(value: Value): Value {
  if (value.kind === 'unknown') return value.expression === undefined ? literal('*') : value;
  return value.kind === 'join' ? { ...value, parts: value.parts.map(openUnknowns) } : value;
}

export function findKnown(value: Value): Known {
  switch (value.kind) {
    case 'literal':
      return value.value === '*' ? 'no' : String(value.value).includes('*') ? 'partly' : 'fully';
    case 'unknown':
      return value.expression === undefined ? 'no' : 'fully';
    case 'join':
      return value.parts.every((part) => findKnown(part) === 'fully') ? 'fully' : 'partly';
    default:
      return 'fully';
  }
}
