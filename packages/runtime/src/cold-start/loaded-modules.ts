import type { LoadHookContext, LoadFnOutput } from 'node:module';

/** URLs and paths that the hook has seen. */
const observed = new Set<string>();
let isObserving = false;

type Hooks = Readonly<{
  load: (
    url: string,
    context: LoadHookContext,
    next: (url: string, context?: LoadHookContext) => LoadFnOutput,
  ) => LoadFnOutput;
}>;

/**
 * Takes note of every module that is loaded from now on, ES modules too, which nothing lists afterwards. Call it before the handler is
 * loaded, in a file given to `--import`. False where Node has no `module.registerHooks` (before 22.15): CommonJS modules alone are
 * seen there.
 */
export function observeModules(): boolean {
  const module = process.getBuiltinModule('node:module') as { registerHooks?: (hooks: Hooks) => unknown };
  if (isObserving || typeof module.registerHooks !== 'function') return isObserving;
  module.registerHooks({
    load: (url, context, next) => {
      observed.add(url);
      return next(url, context);
    },
  });
  isObserving = true;
  return true;
}

/** Absolute paths of the files that are known to be loaded. */
export function listLoadedModules(root: string): readonly string[] {
  const { createRequire } = process.getBuiltinModule('node:module');
  // Any file will do: all of them share one cache.
  const paths = Object.keys(createRequire(`${root}/index.js`).cache);
  if (observed.size === 0) return paths;
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  const all = new Set(paths);
  for (const url of observed) if (url.startsWith('file:')) all.add(fileURLToPath(url.replace(/[?#].*$/, '')));
  return [...all];
}
