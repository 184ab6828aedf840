import type { Host, PythonGrammar } from '../src/host.ts';

/** What a test may add to a tree of texts. */
export interface MemoryHostOptions {
  /** The two binaries that parse Python; without them `readPythonGrammar` rejects. */
  readonly pythonGrammar?: () => Promise<PythonGrammar>;
}

/** A host over `files` (root-relative POSIX path -> text). Directories are implied; `..` out of the root is `outside`. */
export function createMemoryHost(files: Readonly<Record<string, string>>, options: MemoryHostOptions = {}): Host {
  const texts = new Map<string, string>();
  const directories = new Map<string, Set<string>>([['', new Set()]]);
  for (const [path, text] of Object.entries(files)) {
    const parts = normalise(path)?.split('/');
    if (parts === undefined) throw new Error(`path leaves the root: ${path}`);
    texts.set(parts.join('/'), text);
    for (let depth = 0; depth < parts.length; depth += 1) {
      const directory = parts.slice(0, depth).join('/');
      const names = directories.get(directory) ?? new Set();
      names.add(parts[depth] as string);
      directories.set(directory, names);
    }
  }
  const find = <T>(map: ReadonlyMap<string, T>, path: string): T | undefined => {
    const key = normalise(path);
    return key === undefined ? undefined : map.get(key);
  };
  return {
    kindOf(path) {
      if (normalise(path) === undefined) return 'outside';
      if (find(texts, path) !== undefined) return 'file';
      return find(directories, path) === undefined ? 'missing' : 'directory';
    },
    readText: (path) => find(texts, path),
    sizeOf(path) {
      const text = find(texts, path);
      return text === undefined ? undefined : new TextEncoder().encode(text).length;
    },
    list: (path) => [...(find(directories, path) ?? [])].toSorted(),
    readPythonGrammar: options.pythonGrammar ?? (() => Promise.reject(new Error('this host has no Python grammar'))),
  };
}

/** The path without `.` and `..`; `undefined` when it leaves the root or is absolute. */
function normalise(path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else parts.push(part);
  }
  return parts.join('/');
}
