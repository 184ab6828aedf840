import { findBuiltIn } from './built-in.ts';
import {
  createTable,
  decodeBytes,
  endsWith,
  exec,
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
  readonly isWritable: (real: string) => boolean;
  /** Of the task, whatever it is. */
  readonly isTask: (real: string) => boolean;
  /** Source code of the task. */
  readonly isSource: (real: string) => boolean;
  /** A folder that holds source code of the task, or lies above it. */
  readonly holdsSource: (real: string) => boolean;
}

const MAX_LINKS = 40;
const PACKAGES = /\/node_modules(?:\/|$)/;
const SOURCE = /\.(?:[cm]?[jt]sx?|map)$|\/\.env[^/]*$/;
/** What tells of a process: its environment, its memory, what it has open. */
const SECRET =
  /^\/proc\/[^/]+(?:\/task\/[^/]+)?\/(?:environ|mem|maps|smaps|map_files|auxv|cmdline|stack|syscall|pagemap|cwd|root|fd)(?:\/|$)/;

export const isSecret = (real: string): boolean => exec(SECRET, real) !== null;

interface FileSystem {
  readonly readlinkSync: (path: string) => string;
  readonly realpathSync: { readonly native: (path: string) => string };
}

export function createPaths(taskRoots: readonly string[], writable: readonly string[]): Paths {
  const fs = findBuiltIn('fs') as unknown as FileSystem;
  const { readlinkSync } = fs;
  const real = fs.realpathSync.native;
  const resolve = (path: string, links = 0): string => {
    // Relative to where the process is, whatever `process.cwd` has been made to say.
    const given = startsWith(path, '/') ? path : `./${path}`;
    try {
      return real(given);
    } catch {
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
  const readLink = (path: string): string | undefined => {
    try {
      return readlinkSync(path);
    } catch {
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
  return {
    resolve,
    isWritable: (path) => {
      if (path === '/dev/null') return true;
      for (const root in roots) if (isUnder(path, root)) return true;
      return false;
    },
    isTask: (path) => findTask(path) !== undefined,
    isSource: (path) => {
      const task = findTask(path);
      return task !== undefined && exec(SOURCE, path) !== null && exec(PACKAGES, slice(path, task.length)) === null;
    },
    holdsSource: (path) => {
      if (path === '') return false;
      for (const root in tasks) if (isUnder(root, path)) return true;
      const task = findTask(path);
      return task !== undefined && exec(PACKAGES, slice(path, task.length)) === null;
    },
  };
}

const isUnder = (path: string, root: string): boolean => path === root || root === '/' || startsWith(path, `${root}/`);

/** What `fs` takes for a path; undefined for a descriptor. */
export function toPath(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || value === undefined || value === null) return undefined;
  if (isView(value)) return decodeBytes(value);
  if (isHolder(value) && typeof value['href'] === 'string') return fromUrl(value['href']);
  return toText(value);
}

const { decodeURIComponent: decode } = globalThis;

function fromUrl(href: string): string {
  const path = startsWith(href, 'file://') ? slice(href, 7) : href;
  return decode(exec(/^[^?#]*/, path)?.[0] ?? '');
}
