import { findOperator } from '../conditions/index.ts';
import type { ValueFamily } from '../conditions/operator.ts';
import type { Condition } from '../policy/policy.ts';
import type { Text } from '../policy/text.ts';
import { listTypedValues } from '../relate/typed/list-candidates.ts';

/** Values of a request that decide conditions on one key one way or the other, also where it lies between what two of them name. */
export function listCandidateValues(conditions: readonly Condition[]): readonly string[] {
  const byFamily = new Map<ValueFamily, string[]>();
  for (const { operator, values } of conditions) {
    const family = findOperator(operator)?.family ?? 'string';
    const texts = byFamily.get(family) ?? [];
    for (const value of values) texts.push(fillText(value));
    byFamily.set(family, texts);
  }
  return [...byFamily].flatMap(([family, texts]) => listTypedValues(family, texts) ?? listTexts(family, texts));
}

function listTexts(family: ValueFamily, texts: readonly string[]): readonly string[] {
  if (family === 'arn') return [...texts, 'arn:aws:other:us-east-1:111122223333:other'];
  return [...texts.filter((text) => family !== 'null' || !/^(?:true|false)$/i.test(text)), 'other'];
}

/** A text that the pattern matches, its wildcards filled. */
function fillText(text: Text): string {
  return text
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      return part.kind === 'any' || part.kind === 'one' ? 'x' : 'fallback' in part ? part.fallback : 'x';
    })
    .join('');
}
