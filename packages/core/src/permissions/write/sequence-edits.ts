import type { Edit } from '../../findings/finding.ts';
import type { DocumentNode, SequenceNode } from '../../iac/document/document-node.ts';
import { toJsonLines } from '../print/json-lines.ts';
import type { TextStyle } from '../print/text-style.ts';
import { toItemLines } from '../print/yaml-block.ts';
import { findIntrinsic, toYamlInline } from '../print/yaml-expression.ts';
import { findComments } from './kept-comments.ts';
import { columnOf, endsLine, indentOf, lineEndOf, lineStartOf, startsLine } from './text-place.ts';

/** The text that is being edited. */
export interface Page {
  readonly file: string;
  readonly text: string;
  readonly style: TextStyle;
}

/** What becomes of the items of a list: data that replaces an item (none: the item goes), and data at the end. */
export interface SequenceChange {
  readonly replaced: ReadonlyMap<number, readonly unknown[]>;
  /** Data that follows an item which itself stays. */
  readonly inserted?: ReadonlyMap<number, readonly unknown[]>;
  readonly appended: readonly unknown[];
}

/** The edits that change a list in place, or `null` where its layout cannot be kept. Items must remain. */
export function editSequence(page: Page, node: SequenceNode, change: SequenceChange): readonly Edit[] | null {
  if (change.replaced.size === 0 && change.appended.length === 0 && (change.inserted?.size ?? 0) === 0) return [];
  return isBlock(page, node) ? editBlock(page, node, change) : editFlow(page, node, change);
}

/** Where the node's content starts, after a tag or an anchor. */
const isBlock = (page: Page, node: SequenceNode): boolean => page.text[node.start] === '-';

function editBlock(page: Page, node: SequenceNode, change: SequenceChange): readonly Edit[] | null {
  const edits: Edit[] = [];
  const indent = ' '.repeat(columnOf(page.text, node.start));
  // The first dash may follow another on its line (`- - a`): such a list has no lines of its own.
  if (!startsLine(page.text, node.start)) return null;
  const print = (data: readonly unknown[]): string[] =>
    data.flatMap((item) => toItemLines(item, page.style)).map((line) => `${indent}${line}`);
  for (const [index, data] of change.replaced) {
    const range = findItemLines(page, node.items[index]);
    if (range === null) return null;
    const lines = print(data);
    edits.push(toEdit(page, range, isOutlined(data[0]) ? withComments(page, range, lines, indent) : lines));
  }
  const added = new Map(change.inserted ?? []);
  const last = node.items.length - 1;
  if (change.appended.length > 0) added.set(last, [...(added.get(last) ?? []), ...change.appended]);
  for (const [index, data] of added) {
    const range = findItemLines(page, node.items[index]);
    if (range === null) return null;
    edits.push(toInsertion(page, range.end, print(data)));
  }
  return edits;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whole lines of a block item, from its dash to the end of its last line. */
function findItemLines(page: Page, item: DocumentNode | undefined): Range | null {
  if (item === undefined) return null;
  const dash = page.text.slice(0, item.start).lastIndexOf('-');
  const between = page.text.slice(dash + 1, item.start);
  if (
    dash === -1 ||
    /[^\s]/.test(between.replaceAll(/#.*/g, '').replaceAll(/&\S+/g, '')) ||
    !startsLine(page.text, dash)
  )
    return null;
  if (!endsLine(page.text, item.end)) return null;
  return { start: lineStartOf(page.text, dash), end: lineEndOf(page.text, item.end) };
}

/** True for a policy or a statement, whose comments say what it is for: they hold for what takes its place. */
const isOutlined = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && findIntrinsic(data) === undefined;

function withComments(page: Page, range: Range, lines: readonly string[], indent: string): readonly string[] {
  const { first, others } = findComments(page.text.slice(range.start, range.end));
  const [head = '', ...rest] = lines;
  return [...others.map((comment) => indent + comment), first === '' ? head : `${head} ${first}`, ...rest];
}

function toEdit(page: Page, range: Range, lines: readonly string[]): Edit {
  const { newline } = page.style;
  const closed = page.text[range.end - 1] === '\n';
  const text = lines.length === 0 ? '' : `${lines.join(newline)}${closed ? newline : ''}`;
  return { file: page.file, ...range, text };
}

/** Lines put in at the start of a line; behind an unfinished last line they start one. */
export function toInsertion(page: Page, offset: number, lines: readonly string[]): Edit {
  const { newline } = page.style;
  const text = lines.join(newline);
  const isOpen = offset > 0 && page.text[offset - 1] !== '\n';
  return { file: page.file, start: offset, end: offset, text: isOpen ? `${newline}${text}` : `${text}${newline}` };
}

/** Items in brackets: what goes takes its comma along, the texts of all others stay as they are. */
function editFlow(page: Page, node: SequenceNode, change: SequenceChange): readonly Edit[] | null {
  const { text, file } = page;
  const open = text.indexOf('[', node.start);
  const { items } = node;
  const layout = findLayout(page, node, open);
  if (items.length === 0) {
    const inside = layOut(layout, change.appended.map(layout.print));
    return [{ file, start: open, end: node.end, text: `[${inside}]` }];
  }
  const isGone = (index: number): boolean => change.replaced.get(index)?.length === 0;
  const lastKept = items.findLastIndex((_, index) => !isGone(index));
  if (lastKept === -1) return replaceAll(page, node, open, layout, change.appended);
  const edits: Edit[] = [];
  for (const [index, data] of change.replaced) {
    const item = items[index];
    if (item === undefined) return null;
    const start = index > lastKept ? (items[index - 1]?.end ?? open + 1) : item.start;
    const end = data.length === 0 && index < lastKept ? (items[index + 1]?.start ?? item.end) : item.end;
    edits.push({ file, start, end, text: data.map(layout.print).join(layout.separator) });
  }
  const added = new Map(change.inserted ?? []);
  if (change.appended.length > 0) added.set(lastKept, [...(added.get(lastKept) ?? []), ...change.appended]);
  for (const [index, data] of added) {
    const end = items[index]?.end ?? node.end;
    edits.push({ file, start: end, end, text: data.map((d) => layout.separator + layout.print(d)).join('') });
  }
  return edits;
}

interface FlowLayout {
  readonly print: (data: unknown) => string;
  readonly separator: string;
  readonly opening: string;
  readonly closing: string;
}

function findLayout(page: Page, node: SequenceNode, open: number): FlowLayout {
  const { text, style } = page;
  const first = node.items[0];
  const isSpread = first === undefined ? style.json : text.slice(open, first.start).includes('\n');
  const outer = indentOf(text, open);
  const indent =
    isSpread && first !== undefined ? indentOf(text, first.start) : outer + (style.unit ?? ' ').repeat(style.step);
  const lineBreak = `${style.newline}${indent}`;
  const print = (data: unknown): string =>
    style.json ? toJsonLines(data, style.step, style.unit).join(lineBreak) : toYamlInline(data, style, 'flow');
  return isSpread
    ? { print, separator: `,${lineBreak}`, opening: lineBreak, closing: `${style.newline}${outer}` }
    : { print, separator: ', ', opening: '', closing: '' };
}

const layOut = (layout: FlowLayout, items: readonly string[]): string =>
  items.length === 0 ? '' : `${layout.opening}${items.join(layout.separator)}${layout.closing}`;

function replaceAll(
  page: Page,
  node: SequenceNode,
  open: number,
  layout: FlowLayout,
  data: readonly unknown[],
): readonly Edit[] {
  return [{ file: page.file, start: open, end: node.end, text: `[${layOut(layout, data.map(layout.print))}]` }];
}
