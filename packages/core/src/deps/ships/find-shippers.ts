import type { LambdaFunction } from '../../app/function.ts';
import { findAncestors, isWithin, joinPath, toDirectory } from '../../app/path.ts';
import { findLanguage } from '../../code/find-entry-point.ts';
import { findImporter, toProjectFolder } from '../find-lock-scope.ts';
import type { Ecosystem, Importer } from '../package.ts';

/** A file that names packages, as far as it is told here. */
interface Source {
  readonly file: string;
  readonly ecosystem: Ecosystem;
  readonly packages?: readonly unknown[];
  readonly importers?: readonly Importer[];
}

/** Functions, by logical id, each with the folders in which what it is built from is asked for. */
export type Builds = ReadonlyMap<string, readonly string[]>;

/**
 * Which functions are built from which files: those of the nearest folder above a function's code (or of its image), and those
 * within its layers. Of the files of a folder every one counts: a manifest and its lock file are one thing.
 */
export function findShippers(
  functions: readonly LambdaFunction[],
  sources: readonly Source[],
): ReadonlyMap<string, Builds> {
  const shippers = new Map<string, Map<string, readonly string[]>>();
  const byEcosystem = new Map(ECOSYSTEMS.map((one) => [one, indexSources(sources, one)]));
  for (const fn of functions) {
    for (const ecosystem of toEcosystems(fn)) {
      const own = byEcosystem.get(ecosystem) ?? new Map();
      for (const { file, folder } of [...findCodeSources(fn, own), ...findLayerSources(fn, own)]) {
        const builds = shippers.get(file) ?? new Map<string, readonly string[]>();
        shippers.set(file, builds.set(fn.id, [...(builds.get(fn.id) ?? []), folder]));
      }
    }
  }
  return shippers;
}

const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI'];

/** By the folder of the project that each is of. */
type Sources = ReadonlyMap<string, readonly Source[]>;

function indexSources(sources: readonly Source[], ecosystem: Ecosystem): Sources {
  const folders = new Map<string, Source[]>();
  for (const source of sources) {
    if (source.ecosystem !== ecosystem) continue;
    const folder = toProjectFolder(source.file);
    const same = folders.get(folder);
    if (same === undefined) folders.set(folder, [source]);
    else same.push(source);
  }
  return folders;
}

/** A file, and the folder in which what it holds is asked for: a lock file may lie above that. */
interface Built {
  readonly file: string;
  readonly folder: string;
}

/** What a function can load; of an image only its files would tell. */
function toEcosystems(fn: LambdaFunction): readonly Ecosystem[] {
  const language = findLanguage(fn);
  if (language === 'other') return [];
  return language === null ? ['npm', 'PyPI'] : [language === 'python' ? 'PyPI' : 'npm'];
}

function findCodeSources(fn: LambdaFunction, sources: Sources): readonly Built[] {
  const folder = toCodeFolder(fn);
  if (folder === undefined) return [];
  for (const ancestor of findAncestors(folder)) {
    const found = sources.get(ancestor);
    if (found !== undefined) return withLocksAbove(found, sources, ancestor);
  }
  return [];
}

/**
 * A workspace's manifest lies in its own folder, and its lock file in one above. Above may stand that of other projects alone, too: it
 * counts only for a folder that asks for nothing itself, so that its code loads what is installed for the project around it.
 */
function withLocksAbove(found: readonly Source[], sources: Sources, folder: string): readonly Built[] {
  const built = found.map(({ file }): Built => ({ file, folder }));
  if (found.some(isLock)) return built;
  const isBare = found.every(({ packages = [] }) => packages.length === 0);
  const projects = isBare ? findAncestors(folder) : [folder];
  for (const ancestor of findAncestors(folder)) {
    const above = (sources.get(ancestor) ?? []).filter(isLock).flatMap((lock): readonly Built[] => {
      const project = projects.find((one) => isWithin(one, ancestor) && findImporter(lock, one) !== undefined);
      return project === undefined ? [] : [{ file: lock.file, folder: project }];
    });
    if (above.length > 0) return [...built, ...above];
  }
  return built;
}

const isLock = ({ file }: Source): boolean => /(?:lock|shrinkwrap)[^/]*$|pylock/.test(file);

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

function findLayerSources(fn: LambdaFunction, sources: Sources): readonly Built[] {
  const layers = fn.layers.flatMap((layer) => (layer.kind === 'directory' ? [layer.path] : []));
  return layers.flatMap((layer) =>
    [...sources].flatMap(([folder, own]) => {
      const found = own.filter(({ file }) => layer === '' || file.startsWith(`${layer}/`));
      return found.length === 0 ? [] : withLocksAbove(found, sources, folder);
    }),
  );
}
