import { findBuiltIn } from './built-in.ts';
import {
  createTable,
  decodeBytes,
  endsWith,
  exec,
  getDescriptor,
  getPrototypeOf,
  hasOwn,
  isProxy,
  isView,
  lastIndexOf,
  slice,
  startsWith,
  toText,
} from './intrinsics.ts';
import { isHolder } from './replace.ts';

/** Paths as the kernel sees them: links followed, also those that lead to what does not exist yet. */
export interface Paths {
  readonly resolve: (path: string) => string;
  /** As `resolve`, where the kernel means the link itself: to delete it, to rename it, to put something in its place. */
  readonly resolveEntry: (path: string) => string;
  readonly isWritable: (real: string) => boolean;
  /** Source code of the task. */
  readonly isSource: (real: string) => boolean;
  /** Is in the task, or holds it. */
  readonly touchesTask: (real: string) => boolean;
  /** Lies where the function may write, and is no part of the task as it was when the guard was set up. */
  readonly isOwnMake: (real: string) => boolean;
  /** Whether a file is a hit, or any in a folder, links followed; what is too much to look through is one. */
  readonly some: (real: string, isHit: (real: string) => boolean) => boolean;
}

const MAX_LINKS = 40;
/** Files and folders that are looked at before a copy of a folder is refused. */
const MAX_ENTRIES = 20_000;
/** How far the clock of files may lag behind, in ms. */
const LAG = 15;
const PACKAGES = /\/node_modules(?:\/|$)/;
const SOURCE = /\.(?:[cm]?[jt]sx?|map)$|\/\.env[^/]*$/;
/** What tells of a process: its environment, its memory, what it has open. */
const SECRET =
  /^\/proc\/[^/]+(?:\/task\/[^/]+)?\/(?:environ|mem|maps|smaps|map_files|auxv|cmdline|stack|syscall|pagemap|cwd|root|fd)(?:\/|$)/;

export const isSecret = (real: string): boolean => exec(SECRET, real) !== null;

interface FileSystem {
  readonly readdirSync: (path: string) => readonly string[];
  readonly readlinkSync: (path: string) => string;
  readonly statSync: (path: string) => { readonly ctimeMs: number };
  readonly realpathSync: { readonly native: (path: string) => string };
}

export function createPaths(taskRoots: readonly string[], writable: readonly string[]): Paths {
  const fs = findBuiltIn('fs') as unknown as FileSystem;
  const { readdirSync, readlinkSync, statSync } = fs;
  const start = Date.now() - LAG;
  const real = fs.realpathSync.native;
  const resolve = (path: string, links = 0): string => {
    // Relative to where the process is, whatever `process.cwd` has been made to say.
    const given = startsWith(path, '/') ? path : `./${path}`;
    try {
      return real(given);
    } catch (error) {
      refuseOther(error);
      return resolveMissing(given, links);
    }
  };
  const resolveMissing = (path: string, links: number): string => {
    const plain = endsWith(path, '/') && path !== '/' ? slice(path, 0, -1) : path;
    const cut = lastIndexOf(plain, '/');
    const name = slice(plain, cut + 1);
    // Nothing that is missing has a parent: the kernel would refuse it, and so does this.
    if (links > MAX_LINKS || name === '..' || name === '.' || name === '') return '';
    const target = readLink(plain);
    if (target !== undefined)
      return resolve(startsWith(target, '/') ? target : `${slice(plain, 0, cut + 1)}${target}`, links + 1);
    const parent = cut <= 0 ? '/' : resolve(slice(plain, 0, cut), links + 1);
    return parent === '' ? '' : parent === '/' ? `/${name}` : `${parent}/${name}`;
  };
  const resolveEntry = (path: string): string => {
    const cut = lastIndexOf(path, '/');
    const name = slice(path, cut + 1);
    if (name === '..' || name === '.' || name === '') return resolve(path);
    const parent = resolve(cut < 0 ? '.' : slice(path, 0, cut) || '/');
    return parent === '' ? '' : parent === '/' ? `/${name}` : `${parent}/${name}`;
  };
  const readLink = (path: string): string | undefined => {
    try {
      return readlinkSync(path);
    } catch (error) {
      refuseOther(error);
      return undefined;
    }
  };
  const roots = createTable<true>();
  for (const path of writable)
    for (const root of [path.replace(/(.)\/+$/, '$1'), resolve(path)]) if (root !== '') roots[root] = true;
  const tasks = createTable<true>();
  for (const path of taskRoots) tasks[resolve(path) || path] = true;
  const findTask = (path: string): string | undefined => {
    for (const root in tasks) if (isUnder(path, root)) return root;
    return undefined;
  };
  const isWritable = (path: string): boolean => {
    if (path === '/dev/null') return true;
    for (const root in roots) if (isUnder(path, root)) return true;
    return false;
  };
  const list = (path: string): readonly string[] | undefined => {
    try {
      return readdirSync(path);
    } catch (error) {
      refuseOther(error);
      return undefined;
    }
  };
  return {
    resolve,
    resolveEntry,
    isWritable,
    isSource: (path) => {
      const task = findTask(path);
      return task !== undefined && exec(SOURCE, path) !== null && exec(PACKAGES, slice(path, task.length)) === null;
    },
    touchesTask: (path) => {
      for (const root in tasks) if (isUnder(root, path)) return true;
      return findTask(path) !== undefined;
    },
    isOwnMake: (path) => {
      try {
        // The time of the last change cannot be set, as that of the last writing can. What lies elsewhere, an earlier process may have
        // written: `/tmp` outlives them.
        return isWritable(path) && (findTask(path) === undefined || statSync(path).ctimeMs >= start);
      } catch {
        return true;
      }
    },
    some: (path, isHit) => {
      const seen = createTable<true>();
      let count = 0;
      const isIn = (real: string): boolean => {
        if (seen[real] === true) return false;
        seen[real] = true;
        if (isHit(real) || ++count > MAX_ENTRIES) return true;
        const names = list(real);
        if (names === undefined) return false;
        for (let i = 0; i < names.length; i++) if (isIn(resolve(`${real}/${names[i]}`))) return true;
        return false;
      };
      return isIn(path);
    },
  };
}

/** That a file is not there is an answer; that the stack was at its end is none. */
function refuseOther(error: unknown): void {
  if (!isHolder(error) || !hasOwn(error, 'code')) throw error;
}

const isUnder = (path: string, root: string): boolean => path === root || root === '/' || startsWith(path, `${root}/`);

/** What `fs` takes for a path; undefined for a descriptor, and for what it will not take. */
export function toPath(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (isView(value)) return decodeBytes(value);
  if (!isHolder(value) || !mayHaveAddress(value)) return undefined;
  const { href } = value;
  return typeof href === 'string' ? fromUrl(href) : toText(value);
}

/** `fs` tells an address by its parts; nobody is asked for them here, who could answer otherwise the next time. */
function mayHaveAddress(value: object): boolean {
  for (let one: object | null = value; one !== null; one = getPrototypeOf(one))
    if (isProxy(one) || getDescriptor(one, 'href') !== undefined) return true;
  return false;
}

const { decodeURIComponent: decode } = globalThis;

function fromUrl(href: string): string {
  const path = startsWith(href, 'file://') ? slice(href, 7) : href;
  return decode(exec(/^[^?#]*/, path)?.[0] ?? '');
}
