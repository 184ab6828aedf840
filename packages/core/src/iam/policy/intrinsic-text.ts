import { parseText, type ParsedText, type TextOptions } from './parse-text.ts';
import { joinParts, type SymbolSort, type TextPart } from './text.ts';

/** Pseudo parameters whose text holds neither `:` nor `/`. */
const SEGMENTS: ReadonlySet<string> = new Set(['AWS::Region', 'AWS::AccountId', 'AWS::Partition', 'AWS::URLSuffix']);

/**
 * Reads what a template writes for a text: `Ref`, `Fn::GetAtt`, `Fn::Sub` and `Fn::Join` become symbols and what stands between them, any
 * other function one symbol. `undefined` for what is no intrinsic function.
 */
export function parseIntrinsic(value: unknown, options: TextOptions): ParsedText | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  const content = (value as Record<string, unknown>)[name];
  if (name === 'Ref' && typeof content === 'string') return { text: [toSymbol(content)], problems: [] };
  if (name === 'Fn::GetAtt')
    return { text: [toSymbol(Array.isArray(content) ? content.join('.') : String(content))], problems: [] };
  if (name === 'Fn::Sub') return parseSub(content, options) ?? toOpaque(value);
  if (name === 'Fn::Join') return parseJoin(content, options) ?? toOpaque(value);
  return toOpaque(value);
}

function toSymbol(id: string): TextPart {
  const sort: SymbolSort = SEGMENTS.has(id) ? 'segment' : 'free';
  return { kind: 'symbol', id, sort };
}

/** Equal expressions are equal text, so the expression itself is the symbol's name. */
function toOpaque(value: unknown): ParsedText {
  return { text: [{ kind: 'symbol', id: JSON.stringify(value), sort: 'free' }], problems: [] };
}

function parseSub(content: unknown, options: TextOptions): ParsedText | undefined {
  const [format, bound] = Array.isArray(content) ? (content as readonly unknown[]) : [content, {}];
  if (typeof format !== 'string') return undefined;
  const names = typeof bound === 'object' && bound !== null ? (bound as Record<string, unknown>) : {};
  const parts: ParsedText[] = [];
  let from = 0;
  for (const match of format.matchAll(/\$\{([\w:.]+)\}/g)) {
    parts.push(parsePlain(format.slice(from, match.index), options));
    parts.push(parseBound(match[1] ?? '', names, options));
    from = match.index + match[0].length;
  }
  parts.push(parsePlain(format.slice(from), options));
  return concatenate(parts);
}

/** `${!aws:username}` of `Fn::Sub` is the text `${aws:username}`. */
const parsePlain = (text: string, options: TextOptions): ParsedText => parseText(text.replaceAll('${!', '${'), options);

function parseBound(name: string, names: Record<string, unknown>, options: TextOptions): ParsedText {
  if (!Object.hasOwn(names, name)) return { text: [toSymbol(name)], problems: [] };
  const value = names[name];
  if (typeof value === 'string') return parseText(value, options);
  return parseIntrinsic(value, options) ?? toOpaque(value);
}

function parseJoin(content: unknown, options: TextOptions): ParsedText | undefined {
  if (!Array.isArray(content)) return undefined;
  const [separator, items] = content as readonly unknown[];
  if (typeof separator !== 'string' || !Array.isArray(items)) return undefined;
  const parts = (items as readonly unknown[]).flatMap((item, i) => {
    const read =
      typeof item === 'string' ? parseText(item, options) : (parseIntrinsic(item, options) ?? toOpaque(item));
    return i === 0 ? [read] : [parseText(separator, options), read];
  });
  return concatenate(parts);
}

function concatenate(parts: readonly ParsedText[]): ParsedText {
  return { text: joinParts(parts.flatMap((part) => part.text)), problems: parts.flatMap((part) => part.problems) };
}
