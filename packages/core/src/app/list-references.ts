import { hasReference } from './has-reference.ts';
import type { RefValue, Value } from './value.ts';

/** Every `Ref` and `Fn::GetAtt` in a value, at any depth. */
export function listReferences(value: Value): readonly Pick<RefValue, 'id' | 'attribute'>[] {
  const found: Pick<RefValue, 'id' | 'attribute'>[] = [];
  hasReference(value, (id, attribute) => {
    found.push({ id, attribute });
    return false;
  });
  return found;
}
