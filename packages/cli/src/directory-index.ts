import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import type { Host } from '@sallyport/core';

/** What a root-relative path leads to; `real` is where a file really is. */
export interface Found {
  readonly kind: ReturnType<Host['kindOf']>;
  readonly real?: string;
}

/** A directory that was looked at: its real place, and the real places that its path leads through. */
interface Directory {
  readonly real: string;
  readonly above: readonly string[];
  readonly entries: ReadonlyMap<string, Dirent>;
}

/**
 * The tree below a root. Containment is judged on real paths, so neither `..` nor a symbolic link leads out; a link to a
 * folder that its own path leads through is `missing`, so no walk runs in circles; devices, sockets and pipes are
 * `missing` too. Each directory is listed once: module resolution asks for many names that do not exist.
 */
export class DirectoryIndex {
  readonly #root: string;
  readonly #opened = new Map<string, Directory | 'missing' | 'outside'>();

  constructor(root: string) {
    this.#root = realpathSync(root);
  }

  find(path: string): Found {
    const parts = toParts(path);
    if (parts === undefined) return { kind: 'outside' };
    const name = parts.at(-1);
    if (name === undefined) return { kind: 'directory' };
    const parent = this.#open(parts.slice(0, -1));
    if (typeof parent === 'string') return { kind: parent };
    const entry = parent.entries.get(name);
    if (entry?.isFile() === true) return { kind: 'file', real: join(parent.real, name) };
    if (entry?.isDirectory() === true) return { kind: 'directory' };
    return entry?.isSymbolicLink() === true ? this.#findLinked(parts, join(parent.real, name)) : { kind: 'missing' };
  }

  /** The names in a directory, sorted. */
  list(path: string): readonly string[] {
    const parts = toParts(path);
    const opened = parts === undefined ? 'outside' : this.#open(parts);
    return typeof opened === 'string' ? [] : [...opened.entries.keys()].sort();
  }

  #findLinked(parts: readonly string[], link: string): Found {
    const real = findRealPath(link);
    if (real === undefined) return { kind: 'missing' };
    if (!this.#isInside(real)) return { kind: 'outside' };
    if (statSync(real, { throwIfNoEntry: false })?.isFile() === true) return { kind: 'file', real };
    const opened = this.#open(parts);
    return { kind: typeof opened === 'string' ? opened : 'directory' };
  }

  #open(parts: readonly string[]): Directory | 'missing' | 'outside' {
    const key = parts.join('/');
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const opened = parts.length === 0 ? readDirectory(this.#root, []) : this.#openChild(parts);
    this.#opened.set(key, opened);
    return opened;
  }

  #openChild(parts: readonly string[]): Directory | 'missing' | 'outside' {
    const parent = this.#open(parts.slice(0, -1));
    if (typeof parent === 'string') return parent;
    const entry = parent.entries.get(parts.at(-1) ?? '');
    const above = [...parent.above, parent.real];
    if (entry?.isDirectory() === true) return readDirectory(join(parent.real, entry.name), above);
    const real = entry?.isSymbolicLink() === true ? findRealPath(join(parent.real, entry.name)) : undefined;
    if (real === undefined) return 'missing';
    if (!this.#isInside(real)) return 'outside';
    return above.includes(real) ? 'missing' : readDirectory(real, above);
  }

  #isInside(real: string): boolean {
    return real === this.#root || real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep);
  }
}

/** The names of a root-relative path; `undefined` when it is absolute or climbs out. */
function toParts(path: string): string[] | undefined {
  if (path.startsWith('/') || path.includes('\0') || /^[A-Za-z]:/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts;
}

function readDirectory(real: string, above: readonly string[]): Directory | 'missing' {
  try {
    const entries = readdirSync(real, { withFileTypes: true });
    return { real, above, entries: new Map(entries.map((entry) => [entry.name, entry])) };
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
