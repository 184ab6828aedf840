import { ref, type Value } from '../../app/value.ts';
import { splitWords } from './find-form.ts';
import type { Surroundings } from './surroundings.ts';

const URL_WORDS: ReadonlySet<string> = new Set(['url', 'uri', 'endpoint']);

/**
 * The parameter `OrdersQueueArn` beside a parameter `OrdersQueueUrl`: templates that are handed both name one thing by them.
 * For a reference to the latter, or an address that begins with one.
 */
export function findArnTwin(value: Value, around: Surroundings): Value | undefined {
  const first = value.kind === 'join' ? value.parts[0] : value;
  const { parameters } = around.template;
  if (first?.kind !== 'ref' || first.attribute !== null || !parameters.has(first.id)) return undefined;
  const words = splitWords(first.id);
  if (!words.some((word) => URL_WORDS.has(word))) return undefined;
  const wanted = words.map((word) => (URL_WORDS.has(word) ? 'arn' : word)).join(' ');
  const twins = [...parameters.keys()].filter((name) => splitWords(name).join(' ') === wanted);
  return twins.length === 1 && twins[0] !== undefined ? ref(twins[0]) : undefined;
}
