import { findOperator } from '../conditions/index.ts';
import { parseAddressRange } from '../conditions/parse-address.ts';
import { parseDate } from '../conditions/parse-date.ts';
import type { Condition } from '../policy/policy.ts';
import type { Text } from '../policy/text.ts';
import { listNumbers } from '../relate/typed/list-numbers.ts';

/** Values of a request that decide a condition one way or the other. */
export function listCandidateValues(condition: Condition): readonly string[] {
  const family = findOperator(condition.operator)?.family;
  const texts = condition.values.map(fillText);
  switch (family) {
    case 'boolean':
      return ['true', 'false'];
    case 'number':
      return listNumbers(texts);
    case 'date':
      return texts.flatMap((text) =>
        spread(parseDate(text), (t) => [t, t + DAY, t - DAY].map((d) => new Date(d).toISOString())),
      );
    case 'ip':
      return [...texts.flatMap(listAddresses), '192.0.2.1', '2001:db8::1'];
    case 'arn':
      return [...texts, 'arn:aws:other:us-east-1:111122223333:other'];
    default:
      return [...texts.filter((text) => family !== 'null' || !/^(?:true|false)$/i.test(text)), 'other'];
  }
}

const DAY = 86_400_000;
/** The last date that `Date` can write is far behind every real one. */
const LAST = 8.64e15 - DAY;

const spread = (value: number | undefined, to: (value: number) => string[]): string[] =>
  value === undefined || Math.abs(value) > LAST ? [] : to(value);

/** A text that the pattern matches, its wildcards filled. */
function fillText(text: Text): string {
  return text
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      return part.kind === 'any' || part.kind === 'one' ? 'x' : 'fallback' in part ? part.fallback : 'x';
    })
    .join('');
}

function listAddresses(text: string): string[] {
  const range = parseAddressRange(text);
  if (range === undefined) return [];
  if (range.version === 4) {
    return [[24n, 16n, 8n, 0n].map((shift) => (range.first >> shift) & 255n).join('.')];
  }
  const groups = Array.from({ length: 8 }, (_, i) => ((range.first >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  return [groups.join(':')];
}
