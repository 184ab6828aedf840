import type { EventType, State } from 'js-yaml';
import { YAMLException } from 'js-yaml';
import type { AliasNode, DocumentNode, MappingEntry, MappingNode, ScalarNode } from './document-node.ts';
import type { DocumentProblem } from './document-problem.ts';
import { skipBlank } from './blank.ts';
import { mergeEntries } from './merge-key.ts';
import { findColon, readProperties, toAbsent, toKey, toScalar } from './scalar-node.ts';

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

/**
 * Builds nodes while js-yaml parses a text: on each `close` the parser's result is replaced by a handle on the node that
 * was built from it, so that collections collect handles.
 */
export class DocumentBuilder {
  readonly problems: DocumentProblem[] = [];
  readonly #text: string;
  readonly #base: number;
  readonly #opened: number[] = [];
  readonly #handles: Handle[] = [];
  #aliased = 0;

  /** `base` is what the parser's positions lack to be offsets into `text`. */
  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
  }

  /** To be called by js-yaml as its listener. */
  listen(event: EventType, state: State): void {
    if (event === 'open') this.#opened.push(state.position + this.#base);
    else this.#close(state as ParserState, skipBlank(this.#text, this.#opened.pop() ?? 0));
  }

  /** The node behind what the parser returned for a document. */
  toRoot(raw: unknown): DocumentNode {
    return raw instanceof Handle ? raw.node : toAbsent(0);
  }

  #close(state: ParserState, start: number): void {
    const result: unknown = state.result;
    const first = this.#text[start];
    if (result instanceof Handle) {
      if (first === '*' && result.node.start !== start)
        state.result = this.#toHandle(this.#toAlias(result.node, start));
      // The parser tried this node as the first key of a mapping; a tag on the line before belongs to it.
      else if (state.tag !== null && state.tag !== '?' && result.node.tag === null) {
        result.node = { ...result.node, tag: state.tag, start };
      }
    } else if (result !== null || state.tag !== null) {
      if (first === '*') throw new YAMLException('an alias stands inside its own anchor');
      state.result = this.#toHandle(this.#build(state, start));
    }
    const hasProperties = first === '&' || first === '!';
    const anchor = state.anchor ?? (hasProperties ? readProperties(this.#text, start).anchor : null);
    if (anchor !== null && state.result instanceof Handle) state.anchorMap[anchor] = state.result;
  }

  #toHandle(node: DocumentNode): Handle {
    const handle = new Handle(this.#handles.length, node);
    this.#handles.push(handle);
    return handle;
  }

  #build(state: ParserState, start: number): DocumentNode {
    const end = state.position + this.#base;
    const properties = readProperties(this.#text, start);
    // js-yaml forgets the tag of a block scalar that stands on a line of its own.
    const tag = state.tag === '?' || state.tag === null ? properties.tag : state.tag;
    const contentStart = properties.end;
    const first = this.#text[contentStart];
    if (Array.isArray(state.result)) {
      const items = this.#toItems(state.result, contentStart);
      const size = items.reduce((sum, item) => sum + item.size, 1);
      return { kind: 'sequence', start, end: first === '[' ? end : (items.at(-1)?.end ?? end), tag, size, items };
    }
    if (typeof state.result === 'object' && state.result !== null) {
      return this.#toMapping(state.result as Record<string, unknown>, { tag, start, end: first === '{' ? end : null });
    }
    const content = typeof state.result === 'string' ? state.result : '';
    return toScalar(this.#text, content, { tag, start, contentStart, end });
  }

  #toAlias(target: DocumentNode, start: number): AliasNode | ScalarNode {
    const name = /^\*[^\s,[\]{}]*/.exec(this.#text.slice(start, start + 1000))?.[0] ?? '*';
    const to = target.kind === 'alias' ? target.target : target;
    this.#aliased += to.size;
    if (this.#aliased <= MAX_ALIASED_NODES) {
      return { kind: 'alias', start, end: start + name.length, tag: null, size: to.size, target: to };
    }
    if (!this.problems.some(({ code }) => code === 'alias-expansion')) {
      const message = `aliases expand to more than ${MAX_ALIASED_NODES} values: from here on they are not followed`;
      this.problems.push({ code: 'alias-expansion', message, offset: start, severity: 'error' });
    }
    return toAbsent(start);
  }

  #toItems(raw: readonly unknown[], start: number): DocumentNode[] {
    const items: DocumentNode[] = [];
    for (const item of raw) {
      if (item instanceof Handle) items.push(item.node);
      else if (item === null || typeof item !== 'object') items.push(toAbsent(items.at(-1)?.end ?? start));
      // A flow sequence may hold a pair without braces, `[a: b]`, which no event announces.
      else items.push(this.#toMapping(item as Record<string, unknown>, { tag: null, start: null, end: null }));
    }
    return items;
  }

  #toMapping(raw: Record<string, unknown>, place: MappingPlace): MappingNode {
    const { tag, start, end } = place;
    const entries: MappingEntry[] = [];
    for (const [id, value] of Object.entries(raw)) {
      const key = toKey(this.#handles[Number(id)]?.node, start ?? 0);
      entries.push({ key, value: value instanceof Handle ? value.node : toAbsent(findColon(this.#text, key.end)) });
    }
    const unique = mergeEntries(entries, this.problems);
    const last = entries.at(-1);
    return {
      kind: 'mapping',
      start: start ?? entries[0]?.key.start ?? 0,
      end: end ?? (last === undefined ? (start ?? 0) : Math.max(last.value.end, last.key.end)),
      tag,
      size: unique.reduce((sum, entry) => sum + entry.value.size + 1, 1),
      entries: unique,
    };
  }
}

/** `null` where the entries tell. */
interface MappingPlace {
  readonly tag: string | null;
  readonly start: number | null;
  readonly end: number | null;
}
