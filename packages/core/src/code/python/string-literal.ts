import type { Expression } from '../ir.ts';
import { textOf } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Lowers a `string` or `concatenated_string` to a constant, or to a template when it has interpolations. */
export function lowerString(lowering: Lowering, node: SyntaxNode): Expression {
  const parts: Expression[] = [];
  const literals = node.type === 'concatenated_string' ? node.children : [node];
  for (const literal of literals) for (const part of toParts(lowering, literal)) append(parts, part);
  if (parts.length === 0) return { kind: 'const', at: node.start, value: '' };
  const only = parts[0];
  if (parts.length === 1 && only?.kind === 'const') return { ...only, at: node.start };
  return { kind: 'template', at: node.start, parts };
}

function append(parts: Expression[], part: Expression): void {
  const last = parts.at(-1);
  if (part.kind !== 'const' || typeof part.value !== 'string') parts.push(part);
  else if (last?.kind === 'const' && typeof last.value === 'string')
    parts[parts.length - 1] = { ...last, value: last.value + part.value };
  else if (part.value !== '') parts.push(part);
}

function* toParts(lowering: Lowering, node: SyntaxNode): Generator<Expression> {
  const { text } = lowering;
  const opening = /^([A-Za-z]*)("""|'''|"|')/.exec(text.slice(node.start, node.start + 6));
  const prefix = (opening?.[1] ?? '').toLowerCase();
  const quote = opening?.[2] ?? '';
  const decode = (start: number, end: number): Expression => ({
    kind: 'const',
    at: start,
    value: decodeLiteral(text.slice(start, end), prefix),
  });
  let at = node.start + prefix.length + quote.length;
  for (const child of node.children) {
    if (child.type !== 'interpolation') continue;
    yield decode(at, child.start);
    yield* toInterpolation(lowering, child);
    at = child.end;
  }
  yield decode(at, Math.max(at, node.end - quote.length));
}

function* toInterpolation(lowering: Lowering, node: SyntaxNode): Generator<Expression> {
  const inner = node.children[0];
  if (inner === undefined) return;
  const value = lowering.expression(inner);
  const conversion = node.children.find((child) => child.type === 'type_conversion');
  const format = node.children.find((child) => child.type === 'format_specifier');
  const tail = lowering.text.slice(inner.end, conversion?.start ?? format?.start ?? node.end - 1);
  const echoes = tail.includes('=');
  if (echoes) yield { kind: 'const', at: node.start, value: lowering.text.slice(node.start + 1, inner.end) + tail };
  const keepsText = conversion === undefined ? !echoes : textOf(lowering, conversion) === '!s';
  const specifier = format === undefined ? '' : textOf(lowering, format).slice(1).trim();
  if (keepsText && /^[sd]?$/.test(specifier)) yield value;
  else
    yield { kind: 'opaque', at: node.start, why: 'formatted value', children: [value, ...toNested(lowering, format)] };
}

function toNested(lowering: Lowering, format: SyntaxNode | undefined): Expression[] {
  const inner = (format?.children ?? []).map((expression) => expression.children[0]);
  return inner.filter((node) => node !== undefined).map((node) => lowering.expression(node));
}

const ESCAPE =
  /\\(?:\n|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{[^}]*\}|([\\'"abfnrtv]))|\{\{|\}\}/g;
const LETTERS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Decodes what stands between the quotes. Named characters (`\N{DASH}`) stay as written: their table is 2 MB. */
function decodeLiteral(source: string, prefix: string): string {
  const raw = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  const isFormatted = /[ft]/.test(prefix);
  const isRaw = prefix.includes('r');
  if (!raw.includes('\\') && !isFormatted) return raw;
  const isBytes = prefix.includes('b');
  return raw.replace(
    ESCAPE,
    (whole: string, octal?: string, hex?: string, short?: string, long?: string, letter?: string) => {
      if (whole === '{{' || whole === '}}') return isFormatted ? whole.slice(1) : whole;
      if (isRaw) return whole;
      if (whole === '\\\n') return '';
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (letter !== undefined) return LETTERS[letter] ?? letter;
      const code = Number.parseInt(short ?? long ?? '', 16);
      return isBytes || !(code <= 0x10ffff) ? whole : String.fromCodePoint(code);
    },
  );
}
