import type { LambdaFunction } from '../../app/function.ts';
import { findAncestors, joinPath, toDirectory } from '../../app/path.ts';
import { findLanguage } from '../../code/find-entry-point.ts';
import type { Ecosystem } from '../package.ts';

/** A file that names packages, as far as it is told here. */
interface Source {
  readonly file: string;
  readonly ecosystem: Ecosystem;
}

/**
 * Which functions are built from which files: those of the nearest folder above a function's code (or of its image), and those
 * within its layers. Of the files of a folder every one counts: a manifest and its lock file are one thing.
 */
export function findShippers(
  functions: readonly LambdaFunction[],
  sources: readonly Source[],
): ReadonlyMap<string, readonly string[]> {
  const shippers = new Map<string, Set<string>>();
  const add = (file: string, id: string): void => {
    const ids = shippers.get(file) ?? new Set();
    shippers.set(file, ids.add(id));
  };
  for (const fn of functions) {
    for (const ecosystem of toEcosystems(fn)) {
      const own = sources.filter((source) => source.ecosystem === ecosystem);
      for (const file of findCodeSources(fn, own)) add(file, fn.id);
      for (const file of findLayerSources(fn, own)) add(file, fn.id);
    }
  }
  return new Map([...shippers].map(([file, ids]) => [file, [...ids]]));
}

/** What a function can load; of an image only its files would tell. */
function toEcosystems(fn: LambdaFunction): readonly Ecosystem[] {
  const language = findLanguage(fn);
  if (language === 'other') return [];
  return language === null ? ['npm', 'PyPI'] : [language === 'python' ? 'PyPI' : 'npm'];
}

function findCodeSources(fn: LambdaFunction, sources: readonly Source[]): readonly string[] {
  const folder = toCodeFolder(fn);
  if (folder === undefined) return [];
  for (const ancestor of findAncestors(folder)) {
    const found = sources.filter(({ file }) => toSourceFolder(file) === ancestor);
    if (found.length > 0) return withLocksAbove(found, sources, ancestor).map(({ file }) => file);
  }
  return [];
}

/** A workspace's manifest lies in its own folder, and its lock file in one above. */
function withLocksAbove(found: readonly Source[], sources: readonly Source[], folder: string): readonly Source[] {
  const isLock = ({ file }: Source): boolean => /(?:lock|shrinkwrap)[^/]*$|pylock/.test(file);
  if (found.some(isLock)) return found;
  for (const ancestor of findAncestors(folder)) {
    const locks = sources.filter((source) => isLock(source) && toSourceFolder(source.file) === ancestor);
    if (locks.length > 0) return [...found, ...locks];
  }
  return found;
}

/** `requirements/base.txt` belongs to the folder above. */
const toSourceFolder = (file: string): string => toDirectory(file).replace(/(?:^|\/)requirements$/, '');

function toCodeFolder({ code, template, handler }: LambdaFunction): string | undefined {
  switch (code.kind) {
    case 'directory':
      return toHandlerFolder(code.path, handler);
    case 'file':
      return toDirectory(code.path);
    case 'image':
      return code.context ?? undefined;
    case 'inline':
    case 'unknown':
      return code.kind === 'inline' ? undefined : toDirectory(template);
  }
}

/** Within the code, the folder of the handler is nearest: `src/orders/app.handler`. */
const toHandlerFolder = (root: string, handler: string | null): string =>
  handler === null || handler.startsWith('/') ? root : (joinPath(root, toDirectory(handler)) ?? root);

function findLayerSources(fn: LambdaFunction, sources: readonly Source[]): readonly string[] {
  const folders = fn.layers.flatMap((layer) => (layer.kind === 'directory' ? [layer.path] : []));
  return folders.flatMap((folder) =>
    sources.filter(({ file }) => folder === '' || file.startsWith(`${folder}/`)).map(({ file }) => file),
  );
}
