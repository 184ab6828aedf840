import type { Trigger } from '../../app/trigger.ts';
import { join, literal, type Value } from '../../app/value.ts';

/**
 * The values that a rule's event pattern (EventBridge) or a schedule's fixed input allows for a field of the event;
 * empty when the pattern leaves it open.
 */
export function findPatternValues(path: readonly string[], trigger: Trigger): readonly Value[] {
  if (trigger.kind !== 'eventbridge' && trigger.kind !== 'schedule') return [];
  const input = trigger.properties.entries.get('Input');
  if (input?.kind === 'literal' && typeof input.value === 'string') return findInputValues(path, input.value);
  if (input !== undefined || trigger.properties.entries.has('InputPath')) return [];
  const pattern = trigger.properties.entries.get('Pattern') ?? trigger.properties.entries.get('EventPattern');
  let node = pattern;
  for (const step of path) {
    if (step === '[]') continue;
    node = node?.kind === 'map' ? node.entries.get(step) : undefined;
  }
  if (node?.kind !== 'list') return [];
  const values = node.items.map(toMatched);
  return values.every((value) => value !== undefined) ? values : [];
}

/** A literal or reference matches itself, `prefix` what begins so; other matchers leave the field open. */
function toMatched(matcher: Value): Value | undefined {
  if (matcher.kind !== 'map') return matcher.kind === 'list' || matcher.kind === 'unknown' ? undefined : matcher;
  const prefix = matcher.entries.get('prefix');
  return prefix === undefined || prefix.kind === 'map' ? undefined : join([prefix, literal('*')]);
}

function findInputValues(path: readonly string[], text: string): readonly Value[] {
  let node: unknown;
  try {
    node = JSON.parse(text);
  } catch {
    return [];
  }
  for (const step of path) {
    if (step === '[]') {
      node = Array.isArray(node) && node.length === 1 ? node[0] : undefined;
    } else {
      node = isRecord(node) && Object.hasOwn(node, step) ? node[step] : undefined;
    }
  }
  return typeof node === 'string' || typeof node === 'number' ? [literal(node)] : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
