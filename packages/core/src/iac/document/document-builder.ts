import type { EventType, State } from 'js-yaml';
import { YAMLException } from 'js-yaml';
import type { AliasNode, DocumentNode, MappingEntry, MappingNode, ScalarNode } from './document-node.ts';
import type { DocumentProblem } from './parse-document.ts';
import { skipBlank, trimBlank } from './blank.ts';
import { mergeEntries } from './merge-key.ts';
import { readPlainScalar } from './plain-scalar.ts';

/** Sum of the sizes of all alias targets after which an alias is no longer followed. */
const MAX_ALIASED_NODES = 100_000;

/** What js-yaml's parser holds and its types do not tell. */
interface ParserState extends State {
  tag: string | null;
  anchor: string | null;
  anchorMap: Record<string, unknown>;
}

/** Stands in the parser's results for a node; as a mapping key it reads as its number, so that no two keys are equal. */
class Handle {
  readonly id: number;
  node: DocumentNode;

  constructor(id: number, node: DocumentNode) {
    this.id = id;
    this.node = node;
  }

  // js-yaml flattens keys that are plain objects to `[object Object]`.
  get [Symbol.toStringTag](): string {
    return 'Handle';
  }

  toString(): string {
    return String(this.id);
  }
}

export interface DocumentBuilder {
  /** To be given to js-yaml as its listener. */
  readonly listen: (this: State, event: EventType, state: State) => void;
  readonly toRoot: (raw: unknown) => DocumentNode;
  readonly problems: readonly DocumentProblem[];
}

/**
 * Builds nodes while js-yaml parses `text`: on each `close` the parser's result is replaced by a handle on the node that
 * was built from it, so that collections collect handles.
 */
export function createDocumentBuilder(text: string, base: number): DocumentBuilder {
  const opened: number[] = [];
  const handles: Handle[] = [];
  const problems: DocumentProblem[] = [];
  let aliased = 0;

  const toHandle = (node: DocumentNode): Handle => {
    const handle = new Handle(handles.length, node);
    handles.push(handle);
    return handle;
  };

  const toAlias = (target: DocumentNode, start: number): AliasNode | ScalarNode => {
    const end = start + (/^\*[^\s,[\]{}]*/.exec(text.slice(start, start + 1000))?.[0].length ?? 1);
    const to = target.kind === 'alias' ? target.target : target;
    aliased += to.size;
    if (aliased <= MAX_ALIASED_NODES) return { kind: 'alias', start, end, tag: null, size: to.size, target: to };
    const message = `aliases expand to more than ${MAX_ALIASED_NODES} values`;
    problems.push({ code: 'alias-expansion', message, offset: start, severity: 'error' });
    return toAbsent(start);
  };

  const toItems = (raw: readonly unknown[], start: number): DocumentNode[] => {
    const items: DocumentNode[] = [];
    let end = start;
    for (const item of raw) {
      const node = toItem(item, end);
      items.push(node);
      end = node.end;
    }
    return items;
  };

  // A flow sequence may hold a pair without braces, `[a: b]`, which no event announces.
  const toItem = (item: unknown, at: number): DocumentNode => {
    if (item instanceof Handle) return item.node;
    if (item === null || typeof item !== 'object') return toAbsent(at);
    return toMapping(item as Record<string, unknown>, null, null, null);
  };

  const toMapping = (raw: Record<string, unknown>, tag: string | null, start: number | null, end: number | null) => {
    const entries: MappingEntry[] = [];
    for (const [id, value] of Object.entries(raw)) {
      const key = toKey(handles[Number(id)]?.node, start ?? 0);
      entries.push({ key, value: value instanceof Handle ? value.node : toAbsent(findColon(text, key.end)) });
    }
    const unique = mergeEntries(entries, problems);
    const last = entries.at(-1);
    return {
      kind: 'mapping',
      start: start ?? entries[0]?.key.start ?? 0,
      end: end ?? (last === undefined ? (start ?? 0) : Math.max(last.value.end, last.key.end)),
      tag,
      size: unique.reduce((sum, entry) => sum + entry.value.size + 1, 1),
      entries: unique,
    } satisfies MappingNode;
  };

  const build = (state: ParserState, start: number, end: number): DocumentNode => {
    const properties = readProperties(text, start);
    // js-yaml forgets the tag of a block scalar that stands on a line of its own.
    const tag = state.tag === '?' || state.tag === null ? properties.tag : state.tag;
    const contentStart = properties.end;
    const first = text[contentStart];
    if (Array.isArray(state.result)) {
      const items = toItems(state.result, contentStart);
      const size = items.reduce((sum, item) => sum + item.size, 1);
      return { kind: 'sequence', start, end: first === '[' ? end : (items.at(-1)?.end ?? end), tag, size, items };
    }
    if (typeof state.result === 'object' && state.result !== null) {
      return toMapping(state.result as Record<string, unknown>, tag, start, first === '{' ? end : null);
    }
    return toScalar(text, typeof state.result === 'string' ? state.result : '', { tag, start, contentStart, end });
  };

  const close = (state: ParserState, start: number): void => {
    const result: unknown = state.result;
    if (result instanceof Handle) {
      if (text[start] === '*' && result.node.start !== start) state.result = toHandle(toAlias(result.node, start));
      // The parser tried this node as the first key of a mapping; a tag on the line before belongs to it.
      else if (state.tag !== null && state.tag !== '?' && result.node.tag === null) {
        result.node = { ...result.node, tag: state.tag, start };
      }
    } else if (result !== null || state.tag !== null) {
      if (text[start] === '*') throw new YAMLException('an alias stands inside its own anchor');
      state.result = toHandle(build(state, start, state.position + base));
    }
    const anchor =
      state.anchor ?? (text[start] === '&' || text[start] === '!' ? readProperties(text, start).anchor : null);
    if (anchor !== null && state.result instanceof Handle) state.anchorMap[anchor] = state.result;
  };

  return {
    listen(event, state) {
      if (event === 'open') opened.push(state.position + base);
      else close(state as ParserState, skipBlank(text, opened.pop() ?? 0));
    },
    toRoot: (raw) => (raw instanceof Handle ? raw.node : toAbsent(0)),
    problems,
  };
}

const toAbsent = (at: number): ScalarNode => ({
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

function toKey(node: DocumentNode | undefined, at: number): ScalarNode {
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

function toScalar(
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
function readProperties(text: string, start: number): { tag: string | null; anchor: string | null; end: number } {
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
function findColon(text: string, keyEnd: number): number {
  const at = skipBlank(text, keyEnd);
  return text[at] === ':' ? at + 1 : keyEnd;
}
