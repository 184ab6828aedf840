// Paths of the application: relative to its root, POSIX, without `./`; `''` is the root.

/** The directory that a path lies in. */
export const toDirectory = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const toBaseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A directory and those above it, up to the root. */
export function findAncestors(directory: string): string[] {
  const found = [directory];
  while (directory !== '') found.push((directory = toDirectory(directory)));
  return found;
}

/** Whether a path is a directory, or lies in it. */
export const isWithin = (path: string, directory: string): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`);

/** A path within a directory, as it is seen from there; `''` for the directory itself. */
export const toRelative = (path: string, directory: string): string =>
  directory === '' ? path : path.slice(directory.length).replace(/^\//, '');

/** Joins paths and removes `.` and `..`; `undefined` when the result is not under the root. */
export function joinPath(...parts: readonly string[]): string | undefined {
  const names: string[] = [];
  for (const name of parts.join('/').split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}

/** `path` as a template writes it, seen from `directory`; `undefined` when it is absolute or leaves the root. */
export function toRootPath(directory: string, path: string): string | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
  return joinPath(directory, path.replaceAll('\\', '/'));
}
