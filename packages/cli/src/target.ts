import { statSync, type Stats } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { SallyportError } from '@sallyport/core';

/** What a command was pointed at. */
export interface Target {
  /** Absolute path of the scanned folder: nothing outside it is read. */
  readonly root: string;
  /** The same for people and for JSON: as it lies from the working directory. */
  readonly label: string;
  /** Root-relative path of the one template or source file to read; absent for a whole folder. */
  readonly path?: string;
}

/**
 * Turns the path of a command line into a root. For a single file the root is the working directory when that holds
 * the file, so that imports and `CodeUri: ../src` are found; otherwise it is the file's own folder.
 * Throws `ERR_NOTHING_TO_READ` when there is no such path.
 */
export function findTarget(given: string | undefined, cwd: string): Target {
  const path = resolve(cwd, given ?? '.');
  const stat = findStat(path);
  if (stat === undefined) {
    throw new SallyportError('ERR_NOTHING_TO_READ', `no file or folder \`${given ?? '.'}\``, {
      help: `looked for \`${path}\``,
    });
  }
  if (stat.isDirectory()) return { root: path, label: toLabel(path, cwd) };
  const root = path.startsWith(cwd.endsWith(sep) ? cwd : cwd + sep) ? cwd : dirname(path);
  return { root, label: toLabel(root, cwd), path: toPosix(relative(root, path)) || basename(path) };
}

function findStat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // No permission to look, a loop of links: as good as absent.
    return undefined;
  }
}

function toLabel(path: string, cwd: string): string {
  const way = toPosix(relative(cwd, path));
  if (way === '') return '.';
  return way.startsWith('../') || way === '..' ? toPosix(path) : way;
}

const toPosix = (path: string): string => path.split(sep).join('/');
