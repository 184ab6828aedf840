/** No tree of packages is nested deeper; looking upwards stays cheap whatever a file claims. */
const MAX_LEVELS = 32;

/**
 * What the package under the key `from` loads as `name`: keys are the names on the way down, `chalk/supports-color`, and the
 * nearest on the way up wins.
 */
export function findNearest(indexes: ReadonlyMap<string, number>, from: string, name: string): number | undefined {
  let base = from;
  for (let level = 0; level < MAX_LEVELS && base !== ''; level += 1) {
    const found = indexes.get(`${base}/${name}`);
    if (found !== undefined) return found;
    base = dropLast(base);
  }
  return indexes.get(name);
}

/** `a/@b/c` -> `a`: a scope and its name are one step. */
function dropLast(key: string): string {
  const at = key.lastIndexOf('/');
  if (at === -1) return '';
  const before = key.slice(0, at);
  const scopeAt = before.lastIndexOf('/') + 1;
  if (before[scopeAt] !== '@') return before;
  return scopeAt === 0 ? '' : before.slice(0, scopeAt - 1);
}
