import type { DocumentNode } from '../../iac/document/document-node.ts';
import type { TextStyle } from '../print/text-style.ts';
import { columnOf, lineStartOf } from './text-place.ts';

const MAX_NODES = 200_000;

/** Reads the style of a template: the majority of what it does, else what most templates do. */
export function readTextStyle(text: string, root: DocumentNode): TextStyle {
  const json = root.kind === 'mapping' && text[root.start] === '{';
  const votes = { single: 0, double: 0, flush: 0, indented: 0, quotedSub: 0, plainSub: 0 };
  let nodes = 0;
  // Columns are counted for lists in lines alone: a text may be one long line.
  const visit = (node: DocumentNode, parent: number): void => {
    if ((nodes += 1) > MAX_NODES) return;
    if (node.kind === 'scalar') countScalar(node, votes);
    if (node.kind === 'sequence') {
      if (text[node.start] === '-')
        votes[columnOf(text, node.start) > columnOf(text, parent) ? 'indented' : 'flush'] += 1;
      for (const item of node.items) visit(item, item.start);
    }
    if (node.kind === 'mapping') for (const entry of node.entries) visit(entry.value, entry.key.start);
  };
  visit(root, 0);
  const step = json && !text.trim().includes('\n') ? 0 : (findStep(text, root) ?? 2);
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    step,
    ...(json && /\n\t/.test(text) ? { unit: '\t' as const } : {}),
    dash: votes.flush > votes.indented ? 0 : 2,
    quote: votes.double > votes.single ? '"' : "'",
    shortTags: !json && (!/^\s*(- )?(Fn::\w+|Ref):/m.test(text) || /!(Ref|Sub|GetAtt)\s/.test(text)),
    quotedSub: votes.quotedSub > votes.plainSub,
    json,
  };
}

interface Votes {
  single: number;
  double: number;
  quotedSub: number;
  plainSub: number;
}

function countScalar(node: Extract<DocumentNode, { kind: 'scalar' }>, votes: Votes): void {
  if (node.style === 'single') votes.single += 1;
  if (node.style === 'double') votes.double += 1;
  if (node.tag === '!Sub') votes[node.style === 'plain' ? 'plainSub' : 'quotedSub'] += 1;
}

function findStep(text: string, root: DocumentNode): number | undefined {
  if (root.kind !== 'mapping') return undefined;
  const base = columnOf(text, root.entries[0]?.key.start ?? 0);
  const child = root.entries.find((e) => e.key.text === 'Resources')?.value;
  const first = child?.kind === 'mapping' ? child.entries[0] : undefined;
  if (first === undefined) return undefined;
  const step = columnOf(text, first.key.start) - base;
  return step > 0 && step <= 8 && text.slice(lineStartOf(text, first.key.start), first.key.start).trim() === ''
    ? step
    : undefined;
}
