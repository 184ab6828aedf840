import { findBinding, findBuiltIn } from './built-in.ts';
import { isReading, refuseCall, type Check, type Use } from './file-check.ts';
import { guardFileJobs } from './guard-file-jobs.ts';
import type { Handles } from './find-handles.ts';
import {
  apply,
  defineProperty,
  endsWith,
  ErrorConstructor,
  findCaller,
  getPrototypeOf,
  hasOwn,
  startsWith,
} from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { createPaths, isSecret, toPath, type Paths } from './paths.ts';
import type { Policy } from './policy.ts';
import { guard, isHolder, replace, type Holder } from './replace.ts';

/** The functions below `fs`, as they take their arguments. */
const inside: Readonly<Record<string, readonly Use[]>> = {
  open: ['open'],
  openFileHandle: ['open'],
  readFileUtf8: ['read'],
  internalModuleReadJSON: ['read'],
  writeFileUtf8: ['write'],
  copyFile: ['read', 'write'],
  cpSyncCheckPaths: ['tree', 'write'],
  cpSyncCopyDir: ['tree', 'write'],
  cpSyncOverrideFile: ['read', 'write'],
  rename: ['write', 'write'],
  link: ['read', 'write'],
  symlink: ['none', 'write'],
  rmdir: ['write'],
  rmSync: ['write'],
  unlink: ['write'],
  mkdir: ['write'],
  mkdtemp: ['write'],
  chmod: ['write'],
  chown: ['write'],
  lchown: ['write'],
  utimes: ['write'],
  lutimes: ['write'],
};

/** The functions of `fs` and `fs/promises`, for when those below cannot be had; each with `Sync`, too. */
const outside: Readonly<Record<string, readonly Use[]>> = {
  open: ['open'],
  readFile: ['read'],
  openAsBlob: ['read'],
  writeFile: ['write'],
  appendFile: ['write'],
  truncate: ['write'],
  copyFile: ['read', 'write'],
  cp: ['tree', 'write'],
  rename: ['write', 'write'],
  link: ['read', 'write'],
  symlink: ['none', 'write'],
  rm: ['write'],
  rmdir: ['write'],
  unlink: ['write'],
  mkdir: ['write'],
  mkdtemp: ['write'],
  mkdtempDisposable: ['write'],
  chmod: ['write'],
  lchmod: ['write'],
  chown: ['write'],
  lchown: ['write'],
  utimes: ['write'],
  lutimes: ['write'],
};

export function guardFiles(judge: Judge, policy: Policy, { pipe }: Handles): void {
  const paths = createPaths(policy.taskRoots, policy.writable);
  const check = createCheck(judge, paths);
  const binding = findBinding('fs');
  const fs = findBuiltIn('fs');
  if (binding === undefined) {
    for (const [name, uses] of Object.entries(outside)) {
      for (const key of [name, `${name}Sync`]) guardUses(check, fs, key, uses, `fs.${key}`);
      guardUses(check, fs?.['promises'], name, uses, `fs.promises.${name}`);
    }
  } else {
    for (const [name, uses] of Object.entries(inside)) guardUses(check, binding, name, uses, `fs.${name}`);
    guardUses(check, fs, 'openAsBlob', ['read'], 'fs.openAsBlob');
    guardFileJobs(check, binding, fs);
  }
  // A change by descriptor, which reading is enough for; and the file that a socket is.
  for (const name of ['fchmod', 'fchown', 'futimes']) {
    const byDescriptor = (args: unknown[]): void => {
      if (typeof args[0] !== 'number') return;
      const error = check(`/proc/self/fd/${args[0]}`, 'write', undefined, { api: `fs.${name}`, wrapper: undefined });
      if (error instanceof ErrorConstructor) throw error;
    };
    guard(binding, name, byDescriptor);
    for (const key of binding === undefined ? [name, `${name}Sync`] : []) guard(fs, key, byDescriptor);
  }
  guardUses(check, pipe, 'bind', ['write'], 'Pipe.bind');
  // Opens files by itself.
  guardUses(check, process, 'loadEnvFile', ['read'], 'process.loadEnvFile');
}

function guardUses(check: Check, holder: unknown, key: string, uses: readonly Use[], api: string): void {
  replace(holder, key, (original) => {
    const { wrapper } = {
      wrapper(this: unknown, ...args: unknown[]): unknown {
        let loaded: string | undefined;
        for (let i = 0; i < uses.length; i++) {
          const use = uses[i] ?? 'none';
          const path = use === 'none' ? undefined : toPath(args[i]);
          if (path === undefined || path === trusted) continue;
          // What was judged is what is used: an object could say something else when it is asked again.
          if (typeof args[i] !== 'string') args[i] = path;
          const verdict = check(path, use, args[i + 1], { api, wrapper });
          if (verdict === 'loading') loaded = path;
          else if (verdict !== undefined) return refuseCall(verdict, args);
        }
        return loaded === undefined ? apply(original, this, args) : trust(loaded, () => apply(original, this, args));
      },
    };
    return wrapper;
  });
}

/** What the loader, or the guard itself, reads at this moment; nothing of others runs meanwhile. */
let trusted: string | undefined;

function trust<T>(path: string, read: () => T): T {
  const before = trusted;
  trusted = path;
  try {
    return read();
  } finally {
    trusted = before;
  }
}

/** Reads a file for the guard, whatever it is. */
export function createReader(): (path: string) => string {
  const { readFileSync } = findBuiltIn('fs') as unknown as {
    readonly readFileSync: (path: string, encoding: string) => string;
  };
  return (path) => trust(path, () => readFileSync(path, 'utf8'));
}

function createCheck(judge: Judge, paths: Paths): Check {
  const isNew = createAgeCheck();
  return (path, use, flags, call) => {
    const real = paths.resolve(path);
    const isWriting = use === 'write' || (use === 'open' && !isReading(flags));
    if (isWriting)
      return paths.isWritable(real) && !isSecret(real) ? undefined : judge.find('write', call.api, real || path);
    if (isSecret(real) || isSecret(path)) return judge.find('readHandler', call.api, real || path);
    if (use === 'tree' && paths.holdsSource(real)) return judge.find('readHandler', call.api, real);
    const isCode = endsWith(real, 'js') && paths.isWritable(real);
    if (!isCode && !paths.isSource(real)) return undefined;
    const isLoading = isOfLoader(call.wrapper);
    // What the function may write must not become code: writing and running are two things.
    if (isLoading && paths.isWritable(real) && !paths.isTask(real) && isNew(real))
      return judge.find('evaluate', 'import', real);
    if (isLoading) return 'loading';
    return paths.isSource(real) ? judge.find('readHandler', call.api, real) : undefined;
  };
}

/** How far the clock of files may lag behind, in ms. */
const LAG = 15;

/** Whether a file was changed since now; the time of its last change cannot be set. */
function createAgeCheck(): (path: string) => boolean {
  const { statSync } = findBuiltIn('fs') as unknown as {
    readonly statSync: (path: string) => { readonly ctimeMs: number };
  };
  const start = Date.now() - LAG;
  return (path) => {
    try {
      return statSync(path).ctimeMs >= start;
    } catch {
      return true;
    }
  };
}

/** Node's own loader, and not somebody who calls it or `fs`. */
const isOfLoader = (wrapper: unknown): boolean => startsWith(findCaller(wrapper, isOfFiles), 'node:internal/modules/');
const isOfFiles = (file: string): boolean => startsWith(file, 'node:fs') || startsWith(file, 'node:internal/fs/');

/** The loader hands what it has read to a module: one that somebody made up would keep it. */
export function guardLoader(judge: Judge): void {
  if (!judge.isOn('readHandler')) return;
  const Module = findBuiltIn('module');
  const types = findBuiltIn('util')?.['types'] as { readonly isProxy: (value: unknown) => boolean };
  const { isProxy } = types;
  if (!isHolder(Module)) return;
  const prototype = Module['prototype'] as Holder;
  if (judge.isBlocking('readHandler')) {
    for (const key of ['_compile', 'load'])
      defineProperty(prototype, key, { value: prototype[key], writable: false, configurable: false, enumerable: true });
  }
  const extensions = Module['_extensions'] as Holder;
  for (const key of Object.keys(extensions)) {
    if (key === '.json' || key === '.node') continue;
    guard(extensions, key, (args) => {
      if (!isGenuine(args[0], prototype, isProxy)) judge.check('readHandler', `module._extensions['${key}']`);
    });
  }
}

function isGenuine(module: unknown, prototype: Holder, isProxy: (value: unknown) => boolean): boolean {
  if (!isHolder(module) || isProxy(module)) return false;
  return getPrototypeOf(module) === prototype && !hasOwn(module, '_compile');
}
