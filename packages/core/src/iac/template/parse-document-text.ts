import { toText } from '../../app/expression.ts';
import type { JoinValue, LiteralValue, MapValue, Value } from '../../app/value.ts';
import { join, literal } from '../../app/value.ts';

/** Private letters around the place of a part that is no text. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);
/** Policies nest some six levels. */
const MAX_DEPTH = 32;

/**
 * What a text says that is the JSON of a policy or of a statement; `undefined` for any other. References may stand within its strings:
 * what only a deployment knows must be a part of a string, as `isPart` tells of a name.
 */
export function parseDocumentText(
  value: LiteralValue | JoinValue,
  isPart: (id: string) => boolean,
): MapValue | undefined {
  const parts = value.kind === 'join' ? value.parts : [value];
  if (!parts.every((part) => part.kind === 'literal' || isPartOfText(part, isPart))) return undefined;
  const text = parts
    .map((part, index) => (part.kind === 'literal' ? String(part.value) : `${OPEN}${index}${CLOSE}`))
    .join('');
  if (!/^\s*\{/.test(text) || parts.some((part) => part.kind === 'literal' && /[\uE000\uE001]/.test(toText(part))))
    return undefined;
  const read = toValue(parseJson(text), { parts, ...(value.at === undefined ? {} : { at: value.at }) }, 0);
  const isDocument = read?.kind === 'map' && (read.entries.has('Statement') || read.entries.has('Effect'));
  return isDocument ? placeStatements(read, text) : undefined;
}

/** With a place of its own for each statement, so that they are told apart. */
function placeStatements(document: MapValue, text: string): MapValue {
  const { at } = document;
  const statements = document.entries.get('Statement');
  if (at === undefined || statements?.kind !== 'list') return document;
  const places = findStatements(text);
  // The lines of a block are those of its text, below its head.
  const isBlock = at.endLine - at.line >= text.trimEnd().split('\n').length;
  const items = statements.items.map((item, index): Value => {
    const { offset, line } = places[index] ?? { offset: 0, line: 0 };
    const start = Math.min(at.start + 1 + offset, Math.max(at.start, at.end - 1));
    const place = isBlock ? { line: at.line + 1 + line, column: 1 } : {};
    return { ...item, at: { ...at, start, ...place } };
  });
  return { ...document, entries: new Map([...document.entries, ['Statement', { ...statements, items }]]) };
}

/** Where the objects begin that stand in a list of the outermost object; lines count from 0. */
function findStatements(text: string): readonly { readonly offset: number; readonly line: number }[] {
  const places: { readonly offset: number; readonly line: number }[] = [];
  let [depth, line] = [0, 0];
  for (const { 0: token, index: offset } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}\n]/gs)) {
    if (token === '\n') line += 1;
    if (token === '{' && depth === 2) places.push({ offset, line });
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
  }
  return places;
}

const isPartOfText = (value: Value, isPart: (id: string) => boolean): boolean =>
  value.kind === 'import' || (value.kind === 'ref' && isPart(value.id));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface TextScope extends Pick<Value, 'at'> {
  readonly parts: readonly Value[];
}

/** Everything stands where the text does. */
function toValue(json: unknown, scope: TextScope, depth: number): Value | undefined {
  const { parts, ...place } = scope;
  if (json === undefined || depth > MAX_DEPTH) return undefined;
  if (typeof json === 'string') return { ...join(json.split(MARK).map((text, i) => toPart(text, i, parts))), ...place };
  if (json === null || typeof json === 'number' || typeof json === 'boolean') return { ...literal(json), ...place };
  if (Array.isArray(json)) {
    const items = json.map((item: unknown) => toValue(item, scope, depth + 1));
    return items.includes(undefined)
      ? undefined
      : { kind: 'list', items: items.flatMap((item) => item ?? []), ...place };
  }
  const entries = new Map<string, Value>();
  for (const [key, entry] of Object.entries(json)) {
    const [name, inner] = [toKey(key, parts), toValue(entry, scope, depth + 1)];
    if (name === undefined || inner === undefined) return undefined;
    entries.set(name, inner);
  }
  return { kind: 'map', entries, ...place };
}

/** Between two texts stands the number of a part. */
const toPart = (text: string, index: number, parts: readonly Value[]): Value =>
  index % 2 === 0 ? literal(text) : (parts[Number(text)] ?? literal(''));

/** The key of a condition may begin with a reference (`${Provider}:sub`); what else a computed key says is not known. */
function toKey(key: string, parts: readonly Value[]): string | undefined {
  if (!MARK.test(key)) return key;
  const spelled = key.split(MARK).map((text, i) => (i % 2 === 0 ? text : toText(toPart(text, i, parts))));
  return spelled.at(-1)?.includes(':') === true ? spelled.join('') : undefined;
}
