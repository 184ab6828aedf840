/**
 * A YAML or JSON document as a tree that knows where everything stands. `start` and `end` are UTF-16 offsets into the
 * text; a node with a tag starts at its tag, an alias spans `*name`, an absent value has `start === end`.
 */
export type DocumentNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

/** The file that nodes come from which stand in another document. */
export interface DocumentOrigin {
  readonly file: string;
  readonly lineStarts: readonly number[];
}

interface Placed {
  readonly start: number;
  readonly end: number;
  /** The tag as written (`!Sub`), or `null`. */
  readonly tag: string | null;
  /** How many nodes stand below this one when every alias is followed. */
  readonly size: number;
  /** Where an include took the node from; absent for what the document itself holds. */
  readonly origin?: DocumentOrigin;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  /** What the scalar means; `text` is its content with escapes and folding undone. */
  readonly value: string | number | boolean | null;
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block' | 'absent';
  /** Where the scalar itself starts, after its tag. */
  readonly contentStart: number;
}

export interface SequenceNode extends Placed {
  readonly kind: 'sequence';
  readonly items: readonly DocumentNode[];
}

export interface MappingNode extends Placed {
  readonly kind: 'mapping';
  /** In the order of the text; a key stands once (the last one counts). */
  readonly entries: readonly MappingEntry[];
}

export interface MappingEntry {
  readonly key: ScalarNode;
  readonly value: DocumentNode;
}

export interface AliasNode extends Placed {
  readonly kind: 'alias';
  readonly target: Exclude<DocumentNode, AliasNode>;
}

/** Follows an alias to what it stands for. */
export function toTarget(node: DocumentNode): Exclude<DocumentNode, AliasNode> {
  return node.kind === 'alias' ? node.target : node;
}

/** The value under `name` when the node is a mapping that has it. */
export function findChild(node: DocumentNode | undefined, name: string): DocumentNode | undefined {
  return findMappingEntry(node, name)?.value;
}

/** The key and value under `name` when the node is a mapping that has it. */
export function findMappingEntry(node: DocumentNode | undefined, name: string): MappingEntry | undefined {
  if (node === undefined) return undefined;
  const target = toTarget(node);
  return target.kind === 'mapping' ? target.entries.find((entry) => entry.key.text === name) : undefined;
}
