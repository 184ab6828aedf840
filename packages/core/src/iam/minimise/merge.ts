import type { Budget } from '../relate/budget.ts';
import { dropCovered } from './drop-covered.ts';
import { nameWithout, type Draft } from './draft.ts';

/** Joins statements that differ in their actions alone, or in their resources alone, until none do. */
export function merge(drafts: readonly Draft[], budget: Budget): readonly Draft[] {
  const tidy = drafts.map((draft) => ({
    ...draft,
    actions: dropCovered(draft.actions, true, budget),
    resources: dropCovered(draft.resources, false, budget),
  }));
  const merged = mergeBy(mergeBy(tidy, 'actions'), 'resources');
  return merged.length < drafts.length ? merge(merged, budget) : merged;
}

function mergeBy(drafts: readonly Draft[], part: 'actions' | 'resources'): readonly Draft[] {
  const groups = new Map<string, Draft>();
  drafts.forEach((draft, index) => {
    // What is left out of two statements is not what is left out of their union.
    const isPlain = (part === 'actions' ? 'Action' : 'Resource') in draft.source;
    const name = isPlain ? nameWithout(draft, part) : `${index}`;
    const first = groups.get(name);
    groups.set(name, first === undefined ? draft : { ...first, [part]: [...first[part], ...draft[part]] });
  });
  return [...groups.values()];
}
