import type { Abstract } from './abstract.ts';
import { findString, toUnknown } from './abstract.ts';
import type { Engine } from './engine.ts';
import { toJsonValue } from './modules.ts';
import { parseTemplateJson } from './text-edits.ts';
import { unite } from './union.ts';

/**
 * What stands in a JSON text (RFC 8259): the values of a constant one, of each of several that it may be
 * (`JSON.parse(event.body ?? '{}')`), the event's own fields when it came with the event.
 */
export function parseJsonText(engine: Engine, text: Abstract | undefined): Abstract {
  if (text === undefined) return toUnknown('parsed JSON');
  switch (text.k) {
    case 'union':
      return unite(...text.values.map((v) => parseJsonText(engine, v)));
    case 'event':
    case 'result':
      return { ...text, path: [...text.path, '(json)'] };
    case 'object':
      return text;
    case 'model':
      return findOriginal(text.data) ?? parseTemplateJson(text) ?? text;
    default:
      return parseConstant(engine, findString(text)) ?? parseTemplateJson(text) ?? toUnknown('parsed JSON');
  }
}

/** `JSON.parse(JSON.stringify(x))` is a copy of `x`. */
function findOriginal(data: unknown): Abstract | undefined {
  return typeof data === 'object' && data !== null && 'json' in data ? (data.json as Abstract) : undefined;
}

/** `undefined` for what is not a JSON text: at run time that throws. */
function parseConstant(engine: Engine, text: string | undefined): Abstract | undefined {
  if (text === undefined) return undefined;
  try {
    return toJsonValue(engine, JSON.parse(text));
  } catch {
    return undefined;
  }
}
