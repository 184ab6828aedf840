import type { Edit } from '../../findings/finding.ts';
import type { DocumentNode, MappingEntry, MappingNode } from '../../iac/document/document-node.ts';
import { toJsonLines } from '../print/json-lines.ts';
import { toPairLines } from '../print/yaml-block.ts';
import { toYamlInline } from '../print/yaml-expression.ts';
import { columnOf, endsLine, indentOf, lineEndOf, lineStartOf, startsLine } from './text-place.ts';
import { toInsertion, type Page } from './sequence-edits.ts';

const isBlock = (page: Page, node: MappingNode): boolean => page.text[contentStartOf(page, node)] !== '{';

/** Where a mapping's own text starts, behind a tag or an anchor. */
function contentStartOf(page: Page, node: MappingNode): number {
  return node.start + (/^(?:[!&]\S*\s+)*/.exec(page.text.slice(node.start, node.start + 500))?.[0].length ?? 0);
}

/** Takes pairs out of a mapping; `null` where its layout does not allow it or where none would be left. */
export function removeEntries(page: Page, node: MappingNode, names: ReadonlySet<string>): readonly Edit[] | null {
  const { entries } = node;
  const { file, text } = page;
  const isGone = (entry: MappingEntry): boolean => names.has(entry.key.text);
  const lastKept = entries.findLastIndex((entry) => !isGone(entry));
  if (lastKept === -1) return null;
  const gone = entries.map((entry, index) => ({ entry, index })).filter(({ entry }) => isGone(entry));
  if (!isBlock(page, node)) {
    return gone.map(({ entry, index }) => {
      const start = index > lastKept ? (entries[index - 1]?.value.end ?? entry.key.start) : entry.key.start;
      const end = index > lastKept ? entry.value.end : (entries[index + 1]?.key.start ?? entry.value.end);
      return { file, start, end, text: '' };
    });
  }
  const hasLines = gone.every(({ entry }) => startsLine(text, entry.key.start) && endsLine(text, entry.value.end));
  if (!hasLines) return null;
  return gone.map(({ entry }) => {
    const start = lineStartOf(text, entry.key.start);
    return { file, start, end: lineEndOf(text, entry.value.end), text: '' };
  });
}

/** Puts a pair into a mapping: before the pair `before` where there is one, else at the end. */
export function insertEntry(
  page: Page,
  node: MappingNode,
  key: string,
  value: unknown,
  before: string,
): readonly Edit[] | null {
  const last = node.entries.at(-1);
  if (last === undefined) return null;
  if (!isBlock(page, node)) return [insertFlow(page, last, key, value)];
  const indent = ' '.repeat(columnOf(page.text, last.key.start));
  const lines = toPairLines(key, value, page.style).map((line) => indent + line);
  const next = node.entries.find((entry) => entry.key.text === before);
  if (next !== undefined && startsLine(page.text, next.key.start)) {
    return [toInsertion(page, findCommentStart(page, next), lines)];
  }
  if (!endsLine(page.text, last.value.end)) return null;
  return [toInsertion(page, findCommentEnd(page, last), lines)];
}

/** The end of a pair, with the comments right below it that stand deeper than its key: they belong to it. */
function findCommentEnd({ text }: Page, entry: MappingEntry): number {
  const column = columnOf(text, entry.key.start);
  let end = lineEndOf(text, entry.value.end);
  for (;;) {
    const next = lineEndOf(text, end);
    const comment = /^ *(?=#)/.exec(text.slice(end, next));
    if (comment === null || comment[0].length <= column) return end;
    end = next;
  }
}

/** The start of the comment lines right above a pair: they belong to it. */
function findCommentStart(page: Page, entry: MappingEntry): number {
  let start = lineStartOf(page.text, entry.key.start);
  while (start > 0) {
    const above = lineStartOf(page.text, start - 1);
    if (!/^[ \t]*#/.test(page.text.slice(above, start))) break;
    start = above;
  }
  return start;
}

function insertFlow(page: Page, last: MappingEntry, key: string, value: unknown): Edit {
  const { text, style, file } = page;
  const lineBreak = startsLine(text, last.key.start) ? `${style.newline}${indentOf(text, last.key.start)}` : ' ';
  const name = style.json ? JSON.stringify(key) : key;
  const printed = printFlow(page, last, value);
  return { file, start: last.value.end, end: last.value.end, text: `,${lineBreak}${name}: ${printed}` };
}

/** A value for a place in braces: in lines of its own only where the pair there has one. */
function printFlow({ text, style }: Page, { key }: MappingEntry, value: unknown): string {
  if (!style.json) return toYamlInline(value, style, 'flow');
  const lines = toJsonLines(value, style.step, style.unit);
  return startsLine(text, key.start)
    ? lines.join(`${style.newline}${indentOf(text, key.start)}`)
    : lines.map((line) => line.trimStart()).join(' ');
}

/** Puts another value in the place of a pair's. */
export function replaceValue(page: Page, node: MappingNode, entry: MappingEntry, value: unknown): Edit {
  const { text, style, file } = page;
  const start = findColonEnd(text, entry);
  const end = Math.max(entry.value.end, start);
  if (!isBlock(page, node)) return { file, start, end, text: ` ${printFlow(page, entry, value)}` };
  const [first = '', ...rest] = toPairLines(entry.key.text, value, style);
  const indent = `${style.newline}${' '.repeat(columnOf(text, entry.key.start))}`;
  const head = first.slice(first.indexOf(':') + 1);
  // What takes lines of its own leaves the comment of the line where it was.
  const comment = rest.length === 0 ? '' : (/^[ \t]+#[^\r\n]*/.exec(text.slice(end, lineEndOf(text, end)))?.[0] ?? '');
  return { file, start, end: end + comment.length, text: [head + comment, ...rest].join(indent) };
}

function findColonEnd(text: string, entry: MappingEntry): number {
  const colon = text.indexOf(':', entry.key.end);
  return colon === -1 ? entry.key.end : colon + 1;
}

/** The mapping among a node and its target; an alias is no place of its own and is never edited. */
export const asMapping = (node: DocumentNode | undefined): MappingNode | undefined =>
  node?.kind === 'mapping' ? node : undefined;
