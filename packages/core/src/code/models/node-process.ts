import { ENVIRONMENT, JAVASCRIPT_GLOBALS } from '../engine/javascript-globals.ts';
import type { PackageModel } from './package-model.ts';

/** `import process from 'node:process'` and `import { env } from 'node:process'`. */
export const nodeProcess: PackageModel = {
  matches: (name) => name === 'process' || name === 'node:process',
  find: (_engine, _name, path) =>
    path.length === 0
      ? JAVASCRIPT_GLOBALS.get('process')
      : path.length === 1 && path[0] === 'env'
        ? ENVIRONMENT
        : undefined,
};
