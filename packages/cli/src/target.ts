import { accessSync, constants, statSync, type Stats } from 'node:fs';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { findProject } from './find-project.ts';

/** What a command was pointed at. */
export interface Target {
  /** Absolute path of the scanned folder: nothing outside it is read. */
  readonly root: string;
  /** The same for people and for JSON: as it lies from the working directory. */
  readonly label: string;
  /** What the caller typed. */
  readonly given: string;
  /** Root-relative path of the one template or source file to read; absent for a whole folder. */
  readonly path?: string;
}

/**
 * Turns the path of a command line into a root. For a single file the root is the working directory when that holds
 * the file, so that imports and `CodeUri: ../src` are found; otherwise it is the project that the file belongs to.
 * Throws `ERR_NOTHING_TO_READ` when there is no such path.
 */
export function findTarget(typed: string | undefined, cwd: string): Target {
  const given = typed ?? '.';
  const path = resolve(cwd, given);
  const stat = findStat(path);
  if (stat === undefined) throw toNothing(`no file or folder \`${given}\``, `looked for \`${path}\``);
  if (!stat.isDirectory() && !stat.isFile()) throw toNothing(`\`${given}\` is neither a file nor a folder`);
  if (!isReadable(path, stat)) throw toNothing(`\`${given}\` may not be read`, 'look at its permissions');
  if (stat.isDirectory()) return { given, root: path, label: toLabel(path, given, cwd) };
  const root = path.startsWith(cwd.endsWith(sep) ? cwd : cwd + sep) ? cwd : findProject(path);
  const label = toLabel(root, given, cwd);
  return { given, root, label, path: toPosix(relative(root, path)) || basename(path) };
}

const toNothing = (message: string, help?: string): SallyportError =>
  new SallyportError('ERR_NOTHING_TO_READ', message, help === undefined ? {} : { help });

function isReadable(path: string, stat: Stats): boolean {
  try {
    accessSync(path, stat.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function findStat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // No permission to look, a loop of links: as good as absent.
    return undefined;
  }
}

/** Above or beside the working directory, as it was typed: a relative path stays one. */
function toLabel(path: string, given: string, cwd: string): string {
  const way = toPosix(relative(cwd, path));
  if (way === '') return '.';
  const isOutside = way === '..' || way.startsWith('../');
  return isOutside && isAbsolute(given) ? toPosix(path) : way;
}

const toPosix = (path: string): string => path.split(sep).join('/');
