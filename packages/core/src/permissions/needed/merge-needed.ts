import type { CallSite, NeededPermission, NeededResource } from '../function-permissions.ts';

/** One need for each action, condition and origin (code and libraries are one), with the distinct resources and call sites of all. Order of first sight. */
export function mergeNeeded(needs: readonly NeededPermission[]): NeededPermission[] {
  const merged = new Map<string, NeededPermission>();
  for (const need of needs) {
    const isCode = need.origin === 'code' || need.origin === 'library';
    const key = JSON.stringify([need.action, need.condition ?? null, isCode ? 'code' : need.origin]);
    const before = merged.get(key);
    merged.set(
      key,
      before === undefined ? { ...need, resources: mergeResources(need.resources) } : mergeTwo(before, need),
    );
  }
  return [...merged.values()];
}

const RANK = { certain: 2, likely: 1, possible: 0 } as const;

function mergeTwo(first: NeededPermission, second: NeededPermission): NeededPermission {
  return {
    ...first,
    // What the code itself calls is its own, whatever else calls it, too.
    origin: second.origin === 'code' ? second.origin : first.origin,
    confidence: RANK[second.confidence] > RANK[first.confidence] ? second.confidence : first.confidence,
    resources: mergeResources([...first.resources, ...second.resources]),
    calls: mergeCalls([...first.calls, ...second.calls]),
  };
}

function mergeResources(resources: readonly NeededResource[]): NeededResource[] {
  const distinct = new Map<string, NeededResource>();
  for (const resource of resources) {
    const key = JSON.stringify([resource.arn, resource.expression]);
    const before = distinct.get(key);
    distinct.set(key, before === undefined ? resource : joinWays(before, resource));
  }
  const all = [...distinct.values()];
  return all.filter((resource) => !all.some((other) => other !== resource && holds(other, resource)));
}

/** A resource that the function comes to in several ways is there where one of them is. */
function joinWays(first: NeededResource, second: NeededResource): NeededResource {
  if (JSON.stringify(first.onlyIf) === JSON.stringify(second.onlyIf)) return first;
  const { onlyIf: _, ...always } = first;
  return always;
}

/** True when `wide` is a pattern of its own that surely holds `narrow`; of two that hold each other the first stays. */
function holds(wide: NeededResource, narrow: NeededResource): boolean {
  if (wide.arn === narrow.arn || !wide.arn.includes('*') || wide.arn !== wide.arn.trim()) return false;
  // A pattern that stands for an exact expression (an import) grants no more than that expression.
  if (wide.scope === 'exact' && wide.arn !== '*') return false;
  const text = narrow.arn;
  const pieces = wide.arn.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}

function mergeCalls(calls: readonly CallSite[]): CallSite[] {
  const distinct = new Map<string, CallSite>();
  for (const call of calls) {
    const key = `${call.operation}@${call.at.file}:${call.at.start}`;
    if (!distinct.has(key)) distinct.set(key, call);
  }
  return [...distinct.values()];
}
