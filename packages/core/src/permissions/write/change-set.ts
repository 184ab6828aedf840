import type { Edit } from '../../findings/finding.ts';
import type { MappingEntry, MappingNode, SequenceNode } from '../../iac/document/document-node.ts';
import { removeEntries, replaceValue } from './mapping-edits.ts';
import { toParent, type NodePath } from './node-path.ts';
import { editSequence, type Page } from './sequence-edits.ts';

interface ListChange {
  readonly path: NodePath;
  readonly node: SequenceNode;
  readonly replaced: Map<number, readonly unknown[]>;
  readonly inserted: Map<number, readonly unknown[]>;
  readonly appended: unknown[];
}

/** Changes to the lists of a document, gathered before they become edits: a list that empties goes as a whole. */
export interface ChangeSet {
  readonly edits: Edit[];
  /** Puts data in the place of an item; no data takes it away. False where it is no item of a list. */
  replaceItem(item: NodePath, data: readonly unknown[]): boolean;
  insertAfter(item: NodePath, data: readonly unknown[]): boolean;
  append(list: NodePath, data: readonly unknown[]): boolean;
  /** Puts data in the place of a pair's value; no data takes the pair away. The last call counts. */
  replaceEntry(parent: MappingNode, entry: MappingEntry, data: readonly unknown[]): void;
  isReplaced(entry: MappingEntry): boolean;
  /** The last item of a list that gives way to data, with that data. */
  findReplaced(list: NodePath): { readonly item: NodePath; readonly data: readonly unknown[] } | undefined;
  /** True when the node, or one around it, is to go. */
  isGone(path: NodePath): boolean;
  /** All edits, or `null` where the layout of a list forbids one. */
  finish(page: Page): readonly Edit[] | null;
}

export function createChangeSet(): ChangeSet {
  const lists = new Map<SequenceNode, ListChange>();
  const pairs = new Map<MappingEntry, { readonly parent: MappingNode; readonly data: readonly unknown[] }>();
  const edits: Edit[] = [];

  const changeOf = (path: NodePath | undefined): ListChange | undefined => {
    if (path?.node.kind !== 'sequence') return undefined;
    const found = lists.get(path.node);
    if (found !== undefined) return found;
    const made = { path, node: path.node, replaced: new Map(), inserted: new Map(), appended: [] };
    lists.set(path.node, made);
    return made;
  };
  const itemOf = (item: NodePath): { change: ListChange; index: number } | undefined => {
    const step = item.steps.at(-1);
    const change = step?.kind === 'item' ? changeOf(toParent(item)) : undefined;
    return step?.kind === 'item' && change !== undefined ? { change, index: step.index } : undefined;
  };

  return {
    edits,
    replaceItem(item, data) {
      const found = itemOf(item);
      found?.change.replaced.set(found.index, data);
      return found !== undefined;
    },
    insertAfter(item, data) {
      const found = itemOf(item);
      found?.change.inserted.set(found.index, data);
      return found !== undefined;
    },
    append(list, data) {
      const change = changeOf(list);
      change?.appended.push(...data);
      return change !== undefined;
    },
    replaceEntry(parent, entry, data) {
      pairs.set(entry, { parent, data });
    },
    isReplaced: (entry) => pairs.has(entry),
    findReplaced(list) {
      if (list.node.kind !== 'sequence') return undefined;
      const { node: parent, steps } = list;
      const replaced = [...(lists.get(parent)?.replaced ?? [])].filter(([, data]) => data.length > 0);
      const [index, data] = replaced.sort(([a], [b]) => b - a)[0] ?? [];
      const node = index === undefined ? undefined : parent.items[index];
      if (index === undefined || data === undefined || node === undefined) return undefined;
      return { item: { node, steps: [...steps, { kind: 'item', parent, index }] }, data };
    },
    isGone: (path) =>
      path.steps.some((step) => step.kind === 'item' && lists.get(step.parent)?.replaced.get(step.index)?.length === 0),
    finish(page) {
      const gone = new Map<MappingNode, Set<string>>();
      for (const [entry, { parent, data }] of pairs) {
        if (data.length > 0) edits.push(replaceValue(page, parent, entry, data));
        else markGone(gone, parent, entry.key.text);
      }
      return finish(page, { lists, edits, changeOf, gone });
    },
  };
}

interface Gathered {
  readonly lists: ReadonlyMap<SequenceNode, ListChange>;
  readonly edits: readonly Edit[];
  readonly changeOf: (path: NodePath | undefined) => ListChange | undefined;
  /** Names of pairs that go, by their mapping. */
  readonly gone: Map<MappingNode, Set<string>>;
}

function markGone(gone: Gathered['gone'], parent: MappingNode, name: string): void {
  gone.set(parent, new Set([...(gone.get(parent) ?? []), name]));
}

function finish(page: Page, gathered: Gathered): readonly Edit[] | null {
  const { lists, gone } = gathered;
  const made: (readonly Edit[] | null)[] = [gathered.edits];
  const seen = new Set<ListChange>();
  // Deepest first: a list that empties takes its item out of the list above.
  const byDepth = (): ListChange[] => [...lists.values()].sort((a, b) => b.path.steps.length - a.path.steps.length);
  for (let next = byDepth()[0]; next !== undefined; next = byDepth().find((change) => !seen.has(change))) {
    seen.add(next);
    made.push(isEmptied(next) ? removeList(next, gathered) : editSequence(page, next.node, next));
  }
  for (const [node, names] of gone) made.push(removeEntries(page, node, names));
  return made.includes(null)
    ? null
    : mergeEdits(
        page.text,
        made.flatMap((edits) => edits ?? []),
      );
}

const isEmptied = (change: ListChange): boolean =>
  change.appended.length === 0 &&
  change.inserted.size === 0 &&
  change.node.items.every((_, index) => change.replaced.get(index)?.length === 0);

/** An empty list is no policy document: the nearest item or pair around it goes instead. */
function removeList(change: ListChange, { changeOf, gone }: Gathered): readonly Edit[] | null {
  for (let path: NodePath | undefined = change.path; path !== undefined; path = toParent(path)) {
    const step = path.steps.at(-1);
    if (step?.kind === 'item') {
      changeOf(toParent(path))?.replaced.set(step.index, []);
      return [];
    }
    const name = step?.entry.key.text;
    if (step !== undefined && (name === 'Policies' || name === 'ManagedPolicyArns')) {
      markGone(gone, step.parent, name);
      return [];
    }
  }
  return null;
}

/** Orders edits, drops those inside a text that goes anyway, and joins neighbours; `null` where two contend. */
export function mergeEdits(text: string, edits: readonly Edit[]): readonly Edit[] | null {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || rankOf(a.edit) - rankOf(b.edit) || a.order - b.order);
  const merged: Edit[] = [];
  for (const { edit } of ordered) {
    const last = merged.at(-1);
    if (last !== undefined && edit.start < last.end) {
      if (last.text === '' && edit.end <= last.end) continue;
      return null;
    }
    if (last !== undefined && edit.start === last.end) {
      merged[merged.length - 1] = { ...last, end: edit.end, text: last.text + edit.text };
    } else merged.push(edit);
  }
  return merged.filter((edit) => text.slice(edit.start, edit.end) !== edit.text);
}

/** At one offset what is put in comes first, then the longest text that goes. */
const rankOf = (edit: Edit): number => (edit.start === edit.end ? Number.NEGATIVE_INFINITY : edit.start - edit.end);
