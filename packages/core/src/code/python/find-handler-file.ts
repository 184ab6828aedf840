import type { Host } from '../../host.ts';
import { joinPath } from '../../app/path.ts';
import { join } from './search-path.ts';

/** `missing` lists the root-relative paths that were looked for. */
export type PythonHandler = { readonly file: string; readonly exportName: string } | { readonly missing: string[] };

/**
 * Finds the module of a handler such as `src/handlers.app.lambda_handler`: all before the last dot names the module,
 * with dots or slashes. When it is not below `directory`, its build may have moved it: then the folders one level below
 * `directory` are tried, then the name without its leading folders.
 */
export function findPythonHandlerFile(
  host: Host,
  options: { readonly directory: string; readonly handler: string },
): PythonHandler {
  const { directory, handler } = options;
  const lastDot = handler.lastIndexOf('.');
  const parts = handler
    .slice(0, Math.max(lastDot, 0))
    .split(/[./]/)
    .filter((part) => part !== '');
  const exportName = handler.slice(lastDot + 1);
  if (lastDot <= 0 || parts.length === 0 || exportName === '') return { missing: [handler] };
  const missing: string[] = [];
  for (const path of findCandidates(host, directory, parts)) {
    for (const file of [`${path}.py`, join(path, '__init__.py')]) {
      if (host.kindOf(file) === 'file') return { file, exportName };
      missing.push(file);
    }
  }
  return { missing };
}

function findCandidates(host: Host, directory: string, parts: readonly string[]): string[] {
  const path = parts.join('/');
  const below = host
    .list(directory)
    .map((name) => join(directory, name))
    .filter(
      (child) =>
        host.kindOf(child) === 'directory' &&
        !/(?:^|\/)(?:\.|node_modules$|tests?$)/.test(child.slice(directory.length)),
    )
    .map((child) => join(child, path))
    .filter((child) => host.kindOf(`${child}.py`) === 'file');
  const shortened = parts.slice(1).map((_, index) => parts.slice(index + 1).join('/'));
  const all = [path, ...shortened]
    .map((candidate) => joinPath(directory, candidate))
    .filter((candidate) => candidate !== undefined);
  const [first, ...rest] = all;
  // Two folders with such a module say nothing about which one was meant.
  return [...(first === undefined ? [] : [first]), ...(below.length === 1 ? below : []), ...rest];
}
