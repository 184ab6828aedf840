import { join, literal, type Value } from '../../app/value.ts';

/** Private-use characters stand for the parts of a value that are no text, so that patterns can read around them. */
const FIRST_MARK = 0xe000;
const MARK_COUNT = 1_000;

export interface MarkedText {
  readonly text: string;
  /** Turns a slice of `text` back into a value. */
  readonly toValue: (slice: string) => Value;
}

/** The text of a value with one mark for each part that is not literal. */
export function toMarkedText(value: Value): MarkedText {
  const marked: Value[] = [];
  const parts = value.kind === 'join' ? value.parts : [value];
  const text = parts
    .map((part) => {
      if (part.kind === 'literal') return String(part.value ?? '').replaceAll(/[\ue000-\uf8ff]/g, '?');
      if (marked.length === MARK_COUNT) return '*';
      marked.push(part);
      return String.fromCharCode(FIRST_MARK + marked.length - 1);
    })
    .join('');
  const toValue = (slice: string): Value =>
    join(
      slice
        .split(/([\ue000-\uf8ff])/)
        .map((piece) => (piece.length === 1 ? marked[piece.charCodeAt(0) - FIRST_MARK] : undefined) ?? literal(piece)),
    );
  return { text, toValue };
}
