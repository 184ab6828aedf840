import { join, literal, type Value } from '../../app/value.ts';

export interface MarkedText {
  readonly text: string;
  /** Turns a slice of `text` back into a value. */
  readonly toValue: (slice: string) => Value;
}

/** Dynamic references are opaque: their colons and slashes belong to no ARN. */
const DYNAMIC = /(\{\{resolve:[^{}]*\}\})/;
const MARK = /(\$\{\d+\})/;

/**
 * The text of a value with a mark `${0}`, `${1}` … for each part that is no plain text, so that patterns can read
 * around them. `$` before `{` in literal text is lost to `?`, which no name holds.
 */
export function toMarkedText(value: Value): MarkedText {
  const marked: Value[] = [];
  const mark = (part: Value): string => `\${${marked.push(part) - 1}}`;
  const parts = value.kind === 'join' ? splitDynamic(value.parts) : splitDynamic([value]);
  const text = parts
    .map((part) => {
      if (part.kind !== 'literal') return mark(part);
      const plain = String(part.value ?? '');
      return DYNAMIC.test(plain) ? mark(part) : plain.replaceAll('${', '?{');
    })
    .join('');
  const toValue = (slice: string): Value =>
    join(
      slice
        .split(MARK)
        .map((piece) => (MARK.test(piece) ? marked[Number(piece.slice(2, -1))] : undefined) ?? literal(piece)),
    );
  return { text, toValue };
}

/** Cuts dynamic references out of literal text; one that holds a reference of its own spans several parts. */
function splitDynamic(parts: readonly Value[]): Value[] {
  const result: Value[] = [];
  let open: Value[] | undefined;
  for (const piece of parts.flatMap(splitLiteral)) {
    const text = piece.kind === 'literal' ? String(piece.value) : '';
    if (open !== undefined) {
      open.push(piece);
      if (text.includes('}}')) {
        result.push({ kind: 'join', parts: open });
        open = undefined;
      }
    } else if (text.startsWith('{{resolve:') && !text.includes('}}')) {
      open = [piece];
    } else {
      result.push(piece);
    }
  }
  return open === undefined ? result : [...result, ...open];
}

const splitLiteral = (part: Value): Value[] =>
  part.kind === 'literal' && typeof part.value === 'string' && part.value.includes('{{resolve:')
    ? part.value
        .split(/(\{\{resolve:[^{}]*(?:\}\}|$))/)
        .filter((text) => text !== '')
        .map(literal)
    : [part];
