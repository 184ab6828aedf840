import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type { Host, PythonGrammar } from '@sallyport/core';

/** Nothing larger is read into memory, whatever asks for it. */
const maxBytes = 32 * 1024 * 1024;

type Kind = ReturnType<Host['kindOf']>;

/** A directory that was looked at: its real place, and those that lead to it. */
interface Directory {
  readonly real: string;
  readonly parents: readonly string[];
  readonly entries: ReadonlyMap<string, Dirent>;
}

/**
 * A host over the disk. Containment is judged on real paths, so neither `..` nor a symbolic link leads out; a link to
 * a folder above itself is `missing`, so no walk runs in circles; devices, sockets and pipes are `missing` too.
 * Each directory is listed once: module resolution asks for many names that do not exist.
 */
export function createNodeHost(root: string): Host {
  const realRoot = realpathSync(root);
  const directories = new Map<string, Directory | 'missing' | 'outside'>();

  const isInside = (real: string): boolean =>
    real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);

  const openDirectory = (parts: readonly string[]): Directory | 'missing' | 'outside' => {
    const key = parts.join('/');
    const known = directories.get(key);
    if (known !== undefined) return known;
    const opened = parts.length === 0 ? readDirectory(realRoot, []) : openChild(parts);
    directories.set(key, opened);
    return opened;
  };

  const openChild = (parts: readonly string[]): Directory | 'missing' | 'outside' => {
    const parent = openDirectory(parts.slice(0, -1));
    if (typeof parent === 'string') return parent;
    const entry = parent.entries.get(parts.at(-1) ?? '');
    if (entry?.isDirectory() === true)
      return readDirectory(join(parent.real, entry.name), [...parent.parents, parent.real]);
    if (entry?.isSymbolicLink() !== true) return 'missing';
    const real = findRealPath(join(parent.real, entry.name));
    if (real === undefined) return 'missing';
    if (!isInside(real)) return 'outside';
    const parents = [...parent.parents, parent.real];
    return parents.includes(real) ? 'missing' : readDirectory(real, parents);
  };

  /** The kind of a path and, for a file, where it really is. */
  const find = (path: string): { kind: Kind; real?: string } => {
    const parts = toParts(path);
    if (parts === undefined) return { kind: 'outside' };
    if (parts.length === 0) return { kind: 'directory' };
    const parent = openDirectory(parts.slice(0, -1));
    if (typeof parent === 'string') return { kind: parent };
    const entry = parent.entries.get(parts.at(-1) ?? '');
    if (entry === undefined) return { kind: 'missing' };
    if (entry.isFile()) return { kind: 'file', real: join(parent.real, entry.name) };
    if (entry.isDirectory()) return { kind: 'directory' };
    return entry.isSymbolicLink() ? findLinked(parts, join(parent.real, entry.name)) : { kind: 'missing' };
  };

  const findLinked = (parts: readonly string[], link: string): { kind: Kind; real?: string } => {
    const real = findRealPath(link);
    if (real === undefined) return { kind: 'missing' };
    if (!isInside(real)) return { kind: 'outside' };
    const stat = statSync(real, { throwIfNoEntry: false });
    if (stat?.isFile() === true) return { kind: 'file', real };
    const opened = openDirectory(parts);
    return { kind: typeof opened === 'string' ? opened : 'directory' };
  };

  return {
    kindOf: (path) => find(path).kind,
    readText: (path) => {
      const { real } = find(path);
      return real === undefined ? undefined : readText(real);
    },
    sizeOf: (path) => {
      const { real } = find(path);
      return real === undefined ? undefined : statSync(real, { throwIfNoEntry: false })?.size;
    },
    list: (path) => {
      const parts = toParts(path);
      const opened = parts === undefined ? 'outside' : openDirectory(parts);
      return typeof opened === 'string' ? [] : [...opened.entries.keys()].sort();
    },
    readPythonGrammar,
  };
}

/** The names of a root-relative path; `undefined` when it is absolute or climbs out. */
function toParts(path: string): string[] | undefined {
  if (path.startsWith('/') || path.includes('\0') || /^[A-Za-z]:/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts;
}

function readDirectory(real: string, parents: readonly string[]): Directory | 'missing' {
  try {
    const entries = readdirSync(real, { withFileTypes: true });
    return { real, parents, entries: new Map(entries.map((entry) => [entry.name, entry])) };
  } catch {
    return 'missing';
  }
}

function findRealPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function readText(real: string): string | undefined {
  try {
    const stat = statSync(real, { throwIfNoEntry: false });
    if (stat === undefined || stat.size > maxBytes) return undefined;
    const bytes = readFileSync(real);
    if (!isUtf8(bytes)) return undefined;
    const text = bytes.toString('utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}

async function readPythonGrammar(): Promise<PythonGrammar> {
  const { readFile } = await import('node:fs/promises');
  const require = createRequire(import.meta.url);
  const [runtime, grammar] = await Promise.all([
    readFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    readFile(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  ]);
  return { runtime, grammar };
}
