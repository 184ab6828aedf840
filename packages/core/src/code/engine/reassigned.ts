import type { ModuleIr, Pattern } from '../ir.ts';

const known = new WeakMap<ModuleIr, ReadonlyMap<string, number>>();

/** Whether a name of a module is written anywhere but where it is made. Names of inner scopes count too: better once too often. */
export function isReassigned(module: ModuleIr, name: string): boolean {
  let counts = known.get(module);
  if (counts === undefined) {
    counts = countWrites(module);
    known.set(module, counts);
  }
  // Python makes a name by its first assignment.
  return (counts.get(name) ?? 0) > (module.language === 'python' ? 1 : 0);
}

function countWrites(module: ModuleIr): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (pattern: Pattern): void => {
    for (const name of findNames(pattern)) counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const open: unknown[] = [module.body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('kind' in node && node.kind === 'assign' && 'target' in node) add(node.target as Pattern);
    if ('iterable' in node && 'target' in node) add(node.target as Pattern);
    for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) open.push(child);
  }
  return counts;
}

function findNames(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'member':
      return [];
    case 'default':
      return findNames(pattern.target);
    case 'array':
      return [...pattern.items, pattern.rest ?? null].flatMap((p) => (p === null ? [] : findNames(p)));
    case 'object':
      return [...pattern.entries.map((e) => e.value), ...(pattern.rest === undefined ? [] : [pattern.rest])].flatMap(
        findNames,
      );
  }
}
