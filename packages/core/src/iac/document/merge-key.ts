import type { DocumentNode, MappingEntry } from './document-node.ts';
import { toTarget } from './document-node.ts';
import type { DocumentProblem } from './document-problem.ts';

const MAX_MERGED = 10_000;

/** Keeps the last entry of each key and adds what `<<` merges in under keys that the mapping does not have itself. */
export function mergeEntries(entries: readonly MappingEntry[], problems: DocumentProblem[]): readonly MappingEntry[] {
  const byKey = new Map<string, MappingEntry>();
  const merges: MappingEntry[] = [];
  for (const entry of entries) {
    if (isMergeKey(entry)) {
      merges.push(entry);
      continue;
    }
    if (byKey.has(entry.key.text)) {
      const message = `key \`${entry.key.text}\` stands twice, the last one counts`;
      problems.push({ code: 'duplicate-key', message, offset: entry.key.start, severity: 'warning' });
    }
    byKey.set(entry.key.text, entry);
  }
  for (const merge of merges) addMerged(byKey, merge, problems);
  return merges.length === 0 && byKey.size === entries.length ? entries : [...byKey.values()];
}

const isMergeKey = (entry: MappingEntry): boolean => entry.key.text === '<<' && entry.key.style === 'plain';

function addMerged(byKey: Map<string, MappingEntry>, merge: MappingEntry, problems: DocumentProblem[]): void {
  for (const source of findSources(merge.value)) {
    if (source.kind !== 'mapping') {
      const message = '`<<` merges something that is not a mapping';
      problems.push({ code: 'merge-key', message, offset: merge.key.start, severity: 'warning' });
      continue;
    }
    for (const entry of source.entries) {
      if (byKey.size < MAX_MERGED && !byKey.has(entry.key.text)) byKey.set(entry.key.text, entry);
    }
  }
}

function findSources(value: DocumentNode): ReturnType<typeof toTarget>[] {
  const target = toTarget(value);
  return target.kind === 'sequence' ? target.items.slice(0, 100).map(toTarget) : [target];
}
