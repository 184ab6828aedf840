import type { Value } from './value.ts';

/** True when a value, or something in it, refers to a wanted id: by `Ref`, `Fn::GetAtt` or within a text. */
export function hasReference(value: Value, isWanted: (id: string, attribute: string | null) => boolean): boolean {
  const again = (inner: Value): boolean => hasReference(inner, isWanted);
  switch (value.kind) {
    case 'ref':
      return isWanted(value.id, value.attribute);
    case 'join':
      return value.parts.some(again);
    case 'list':
      return value.items.some(again);
    case 'map':
      return [...value.entries.values()].some(again);
    case 'cond':
      return again(value.then) || again(value.else);
    default:
      return false;
  }
}
