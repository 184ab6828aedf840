const TRANSPARENT = /^(?:\w+\.)*(?:Optional|Annotated|Final|ClassVar|Required|NotRequired|ReadOnly|InitVar)\[(.*)\]$/s;
const UNION = /^(?:\w+\.)*Union\[(.*)\]$/s;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
/** More text than this is no plain name, whatever wraps it. */
const LONGEST = 400;

/**
 * The plain, possibly dotted name that a type annotation comes down to: `Optional[X]`, `X | None`, `"X"` and
 * `Annotated[X, …]` are `X`. `undefined` for anything else (`list[X]`, `A | B`).
 */
export function toTypeName(annotation: string): string | undefined {
  let text = annotation.trim();
  if (text.length > LONGEST) return undefined;
  while (true) {
    const inner = unwrap(text)?.trim();
    if (inner === undefined) break;
    text = inner;
  }
  return NAME.test(text) && text !== 'None' ? text : undefined;
}

function unwrap(text: string): string | undefined {
  const quoted = /^(['"])([^'"]*)\1$/.exec(text);
  if (quoted !== null) return quoted[2];
  const union = UNION.exec(text);
  if (union !== null) return withoutNone(split(union[1] ?? '', ','));
  const transparent = TRANSPARENT.exec(text);
  if (transparent !== null) return split(transparent[1] ?? '', ',')[0];
  const members = split(text, '|');
  return members.length > 1 ? withoutNone(members) : undefined;
}

function withoutNone(members: readonly string[]): string | undefined {
  const rest = members.map((member) => member.trim()).filter((member) => member !== 'None' && member !== '');
  return rest.length === 1 ? rest[0] : undefined;
}

/** Splits at `separator` outside of brackets and quotes. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i] ?? '';
    if ('[('.includes(letter)) depth += 1;
    else if ('])'.includes(letter)) depth -= 1;
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
