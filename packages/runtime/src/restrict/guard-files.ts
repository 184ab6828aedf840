import { findBinding, findBuiltIn } from './built-in.ts';
import { isReading, isRevealing, refuseCall, settleFlag, type Check, type Use } from './file-check.ts';
import { guardFileJobs } from './guard-file-jobs.ts';
import type { Handles } from './find-handles.ts';
import {
  apply,
  defineProperty,
  endsWith,
  ErrorConstructor,
  exec,
  findCaller,
  getPrototypeOf,
  hasOwn,
  isProxy,
  startsWith,
} from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { isSecret, toPath, type Paths } from './paths.ts';
import { guard, isHolder, replace, type Holder } from './replace.ts';

/** The functions below `fs`, as they take their arguments. */
const inside: Readonly<Record<string, readonly Use[]>> = {
  open: ['open'],
  openFileHandle: ['open'],
  readFileUtf8: ['open'],
  internalModuleReadJSON: ['read'],
  writeFileUtf8: ['write'],
  copyFile: ['read', 'write'],
  cpSyncCheckPaths: ['tree', 'over'],
  cpSyncCopyDir: ['tree', 'over'],
  cpSyncOverrideFile: ['read', 'write'],
  rename: ['rename', 'entry'],
  link: ['move', 'entry'],
  symlink: ['none', 'entry'],
  rmdir: ['entry'],
  rmSync: ['entry'],
  unlink: ['entry'],
  mkdir: ['entry'],
  mkdtemp: ['write'],
  chmod: ['write'],
  chown: ['write'],
  lchown: ['entry'],
  utimes: ['write'],
  lutimes: ['entry'],
};

/** The functions of `fs` and `fs/promises`, for when those below cannot be had; each with `Sync`, too. */
const outside: Readonly<Record<string, readonly Use[]>> = {
  open: ['open'],
  readFile: ['readFile'],
  openAsBlob: ['read'],
  writeFile: ['write'],
  appendFile: ['write'],
  truncate: ['write'],
  copyFile: ['read', 'write'],
  cp: ['tree', 'over'],
  rename: ['rename', 'entry'],
  link: ['move', 'entry'],
  symlink: ['none', 'entry'],
  rm: ['entry'],
  rmdir: ['entry'],
  unlink: ['entry'],
  mkdir: ['entry'],
  mkdtemp: ['write'],
  mkdtempDisposable: ['write'],
  chmod: ['write'],
  lchmod: ['write'],
  chown: ['write'],
  lchown: ['entry'],
  utimes: ['write'],
  lutimes: ['entry'],
};

export function guardFiles(judge: Judge, paths: Paths, { pipe }: Handles): void {
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
  guardUses(check, process, 'loadEnvFile', ['read'], 'process.loadEnvFile', '.env');
}

/** `fallback` is the path that is taken where none is given. */
function guardUses(
  check: Check,
  holder: unknown,
  key: string,
  uses: readonly Use[],
  api: string,
  fallback?: string,
): void {
  replace(holder, key, (original) => {
    const { wrapper } = {
      wrapper(this: unknown, ...args: unknown[]): unknown {
        let loaded: string | undefined;
        for (let i = 0; i < uses.length; i++) {
          const use = uses[i] ?? 'none';
          const path = use === 'none' ? undefined : (toPath(args[i]) ?? (args[i] === undefined ? fallback : undefined));
          if (path === undefined || path === trusted) continue;
          // What was judged is what is used: an object could say something else when it is asked again.
          if (typeof args[i] !== 'string' && args[i] !== undefined) args[i] = path;
          const flags = use === 'readFile' ? settleFlag(args, i + 1) : args[i + 1];
          const verdict = check(path, use, flags, { api, wrapper });
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
  const isFree = (real: string): boolean => paths.isWritable(real) && !isSecret(real);
  const isHeldBack = (real: string): boolean => isSecret(real) || paths.isSource(real);
  return (path, use, flags, call) => {
    const real = use === 'entry' || use === 'rename' ? paths.resolveEntry(path) : paths.resolve(path);
    const isWriting = use === 'open' || use === 'readFile' ? !isReading(flags) : use !== 'read' && use !== 'tree';
    if (isWriting) {
      const isRefused = !isFree(real) || (use === 'over' && paths.some(real, (inner) => !isFree(inner)));
      const error = isRefused ? judge.find('write', call.api, real || path) : undefined;
      if (error !== undefined || use === 'write' || use === 'entry' || use === 'over') return error;
      if (use !== 'move' && use !== 'rename' && !isRevealing(flags)) return undefined;
    }
    if (isSecret(real) || isSecret(path)) return judge.find('readHandler', call.api, real || path);
    if (use === 'tree' || use === 'move' || use === 'rename') {
      // Unlike a copy, a new name follows no links.
      const isHit = (use === 'tree' || paths.touchesTask(real)) && paths.some(real, isHeldBack);
      return isHit ? judge.find('readHandler', call.api, real) : undefined;
    }
    // Any name will do for code; only what ends so is never taken for it.
    const isCode = paths.isWritable(real) && !endsWith(real, '.json');
    if (!isCode && !paths.isSource(real)) return undefined;
    const caller = findCaller(call.wrapper, isOfFiles);
    const isLoading = caller !== undefined && startsWith(caller, 'node:internal/modules/');
    const mayBeLoading = isLoading || (caller === undefined && exec(CODE, real) !== null);
    // What the function may write must not become code: writing and running are two things.
    if (mayBeLoading && paths.isOwnMake(real)) return judge.find('evaluate', 'import', real);
    if (isLoading) return 'loading';
    return paths.isSource(real) ? judge.find('readHandler', call.api, real) : undefined;
  };
}

/** What `import` takes for code by its name. */
const CODE = /\/[^/.]*$|\.(?:[cm]?[jt]sx?|wasm|node)$/;

const isOfFiles = (file: string): boolean => startsWith(file, 'node:fs') || startsWith(file, 'node:internal/fs/');

/** The loader hands what it has read to a module: one that somebody made up would keep it. */
export function guardLoader(judge: Judge): void {
  if (!judge.isOn('readHandler')) return;
  const Module = findBuiltIn('module');
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
      if (!isGenuine(args[0], prototype)) judge.check('readHandler', `module._extensions['${key}']`);
    });
  }
}

function isGenuine(module: unknown, prototype: Holder): boolean {
  if (!isHolder(module) || isProxy(module)) return false;
  return getPrototypeOf(module) === prototype && !hasOwn(module, '_compile');
}
