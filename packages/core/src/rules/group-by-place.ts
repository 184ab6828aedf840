import type { Location } from '../app/location.ts';

/**
 * What several resources take from one place (`Globals`, a parameter's default) is one cause: the items of each place and key, in the
 * order in which the first of each stands.
 */
export function groupByPlace<T>(
  items: Iterable<T>,
  read: (item: T) => { readonly at: Location; readonly key: string },
): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const { at, key } = read(item);
    const place = JSON.stringify([at.file, at.line, at.column, key]);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
