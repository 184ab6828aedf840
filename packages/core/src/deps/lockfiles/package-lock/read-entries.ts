import { isRecord, type LockEntry, type LockFields } from './lock-entry.ts';

const LIST = /\n([ \t]*)"packages": \{\r?\n([ \t]+)"/;

/**
 * Reads `packages` of a file that is laid out as npm does it, each member on a line of its own: no text of JSON holds a line
 * break, so every line begins between two of them. `undefined` for every other layout, which takes a scanner that knows all places and
 * ten times as long.
 */
export function readEntries(text: string, packages: object): readonly LockEntry[] | undefined {
  const list = LIST.exec(text);
  const [, outer, indent] = list ?? [];
  if (outer === undefined || indent === undefined) return undefined;
  const inner = indent + indent.slice(outer.length);
  const toLine = createLineCounter(text);
  const entries: LockEntry[] = [];
  let [last, from] = [0, list?.index ?? 0];
  for (const [key, fields] of Object.entries(packages) as [string, LockFields][]) {
    const before = text.indexOf(`\n${indent}"${key}": {`, from);
    if (before === -1 || !isRecord(fields)) return undefined;
    last = before;
    const at = before + 1 + indent.length;
    const span = findSpan(text, at, key, fields, inner);
    if (span === undefined) return undefined;
    entries.push({ key, fields, line: toLine(at), ...span });
    from = span.end;
  }
  // What was found behind the end of the list belongs to something else.
  const close = text.indexOf(`\n${outer}}`, last);
  return from <= close || entries.length === 0 ? entries : undefined;
}

function findSpan(
  text: string,
  at: number,
  key: string,
  { version }: LockFields,
  inner: string,
): Pick<LockEntry, 'start' | 'end'> | undefined {
  if (version === undefined) return { start: at + 1, end: at + 1 + key.length };
  if (typeof version !== 'string') return undefined;
  const member = `\n${inner}"version": "${version}"`;
  const found = text.indexOf(member, at);
  const end = found + member.length - 1;
  return found === -1 ? undefined : { start: end - version.length, end };
}

/** Counts lines up to offsets that only grow. */
function createLineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line += 1;
    return line;
  };
}
