import type { Abstract, ModelValue } from './abstract.ts';
import { findString, toMethod, toUnknown } from './abstract.ts';
import type { Engine, Site } from './engine.ts';

/** Where the function's code lies when it runs (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). */
const TASK_ROOT = '/var/task/';

/**
 * What a path says below the folder that it begins with: `config.json`, `__dirname + '/config.json'`,
 * `os.environ['LAMBDA_TASK_ROOT'] + '/config.json'`. `undefined` where it is not constant or leads elsewhere.
 */
export function findPathTail(path: Abstract): string | undefined {
  if (path.k === 'model') return isUrl(path.data) ? findPathTail(path.data.url) : undefined;
  const [folder, rest] = path.k === 'concat' ? path.parts : [undefined, path];
  const text = findString(rest);
  if (text === undefined || (path.k === 'concat' && path.parts.length !== 2)) return undefined;
  if (folder === undefined) return text.startsWith('/') ? text.split(TASK_ROOT)[1] : text;
  const isPlace = folder.k === 'unknown' || (folder.k === 'env' && folder.name === 'LAMBDA_TASK_ROOT');
  return isPlace && text.startsWith('/') ? text.slice(1) : undefined;
}

/** What the model of `URL` keeps of the address it was made with. */
export const isUrl = (data: unknown): data is { readonly url: Abstract } =>
  typeof data === 'object' && data !== null && 'url' in data;

/** A file of the application that holds data: opened, read, and parsed, it is what stands in it. */
export function openDataFile(engine: Engine, path: Abstract, site: Site): ModelValue | undefined {
  const tail = findPathTail(path);
  const content = tail === undefined ? undefined : engine.readData(site.module, tail);
  if (content === undefined) return undefined;
  const key = `file:${site.module.file}:${tail}`;
  const self: ModelValue = {
    k: 'model',
    key,
    data: { json: content },
    get: (_e, name) =>
      /^(?:read|decode|toString|__a?enter__)$/.test(name)
        ? toMethod(key, name, () => self)
        : toMethod(key, name, () => toUnknown(`${name} of a file`)),
  };
  return self;
}
