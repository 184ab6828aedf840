import type { DocumentNode, ScalarNode } from './document-node.ts';
import { skipBlank, trimBlank } from './blank.ts';
import { readPlainScalar } from './plain-scalar.ts';

/** The scalar of a value that is not written. */
export const toAbsent = (at: number): ScalarNode => ({
  kind: 'scalar',
  start: at,
  end: at,
  contentStart: at,
  tag: null,
  size: 1,
  value: null,
  text: '',
  style: 'absent',
});

/** A key as a scalar; a collection as a key has no text. */
export function toKey(node: DocumentNode | undefined, at: number): ScalarNode {
  if (node === undefined) return toAbsent(at);
  const target = node.kind === 'alias' ? node.target : node;
  if (target.kind === 'scalar') return node.kind === 'alias' ? { ...target, start: node.start, end: node.end } : target;
  return { ...toAbsent(node.start), end: node.end };
}

const PROPERTY = /[!&][^\s]*/y;

const STYLES: Readonly<Record<string, ScalarNode['style']>> = {
  "'": 'single',
  '"': 'double',
  '|': 'block',
  '>': 'block',
};

/** A scalar with its content, as the parser read it, and its place. */
export function toScalar(
  text: string,
  content: string,
  place: { tag: string | null; start: number; contentStart: number; end: number },
): ScalarNode {
  const style = STYLES[text[place.contentStart] ?? ''] ?? 'plain';
  const quoted = style === 'single' || style === 'double';
  const end = quoted ? place.end : trimBlank(text, place.end);
  const isText = style !== 'plain' || place.tag !== null;
  const contentStart = Math.min(place.contentStart, end);
  return {
    kind: 'scalar',
    ...place,
    contentStart,
    end,
    size: 1,
    text: content,
    style,
    value: isText ? content : readPlainScalar(content),
  };
}

/** The tag and the anchor that stand at `start`, and the offset of what follows them. */
export function readProperties(
  text: string,
  start: number,
): { tag: string | null; anchor: string | null; end: number } {
  let tag: string | null = null;
  let anchor: string | null = null;
  let end = start;
  while (text[end] === '!' || text[end] === '&') {
    PROPERTY.lastIndex = end;
    const property = PROPERTY.exec(text)?.[0] ?? '';
    if (property.startsWith('!')) tag ??= property;
    else anchor ??= property.slice(1);
    end = skipBlank(text, end + property.length);
  }
  return { tag, anchor, end };
}

/** The offset after the colon that follows a key. */
export function findColon(text: string, keyEnd: number): number {
  const at = skipBlank(text, keyEnd);
  return text[at] === ':' ? at + 1 : keyEnd;
}
