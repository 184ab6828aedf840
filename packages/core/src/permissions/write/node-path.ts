import type { DocumentNode, MappingEntry, MappingNode, SequenceNode } from '../../iac/document/document-node.ts';

/** One step from a node to the one below it. */
export type PathStep =
  | { readonly kind: 'item'; readonly parent: SequenceNode; readonly index: number }
  | { readonly kind: 'entry'; readonly parent: MappingNode; readonly entry: MappingEntry };

/** A node with the way to it from the root. */
export interface NodePath {
  readonly node: DocumentNode;
  readonly steps: readonly PathStep[];
}

/** The outermost node that starts at an offset, or `undefined`. Aliases are not followed: what they show stands elsewhere. */
export function findNodeAt(root: DocumentNode, start: number): NodePath | undefined {
  const steps: PathStep[] = [];
  let node = root;
  while (node.start !== start) {
    const step = findStepTo(node, start);
    if (step === undefined) return undefined;
    steps.push(step);
    node = step.kind === 'item' ? (step.parent.items[step.index] as DocumentNode) : step.entry.value;
  }
  return { node, steps };
}

function findStepTo(node: DocumentNode, start: number): PathStep | undefined {
  if (node.kind === 'sequence') {
    const index = node.items.findIndex((item) => item.kind !== 'alias' && item.start <= start && start < item.end);
    return index === -1 ? undefined : { kind: 'item', parent: node, index };
  }
  if (node.kind !== 'mapping') return undefined;
  const entry = findEntryAt(node, start);
  return entry === undefined || entry.value.start > start || start >= entry.value.end
    ? undefined
    : { kind: 'entry', parent: node, entry };
}

const sorted = new WeakMap<MappingNode, readonly MappingEntry[]>();

/** The pair whose key or value an offset falls into, unless the value is an alias. Each place of a long mapping is asked for: it is sorted once. */
export function findEntryAt(node: MappingNode, start: number): MappingEntry | undefined {
  const entries = sorted.get(node) ?? node.entries.toSorted((a, b) => a.key.start - b.key.start);
  sorted.set(node, entries);
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((entries[middle]?.key.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const entry = entries[low];
  if (entry === undefined || entry.value.kind === 'alias' || entry.key.start > start) return undefined;
  return start < Math.max(entry.key.end, entry.value.end) ? entry : undefined;
}

/** The path to the node that a step leaves from. */
export function toParent(path: NodePath): NodePath | undefined {
  const step = path.steps.at(-1);
  return step === undefined ? undefined : { node: step.parent, steps: path.steps.slice(0, -1) };
}

/** The nearest path upwards (the path itself included) whose last step is the entry `name`. */
export function findUpTo(path: NodePath, name: string): NodePath | undefined {
  for (let current: NodePath | undefined = path; current !== undefined; current = toParent(current)) {
    const step = current.steps.at(-1);
    if (step?.kind === 'entry' && step.entry.key.text === name) return current;
  }
  return undefined;
}

/** True when another place of the document shows this node, or one around it, through an alias. */
export function isShared(path: NodePath, aliased: ReadonlySet<DocumentNode>): boolean {
  return aliased.has(path.node) || path.steps.some((step) => aliased.has(step.parent));
}

/** Every node that an alias of the document leads to. */
export function findAliased(root: DocumentNode): ReadonlySet<DocumentNode> {
  const found = new Set<DocumentNode>();
  const stack: DocumentNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'alias') found.add(node.target);
    else if (node.kind === 'sequence') stack.push(...node.items);
    else if (node.kind === 'mapping') stack.push(...node.entries.map((entry) => entry.value));
  }
  return found;
}
