import type { Host } from '../../host.ts';
import { findOutput, findSourceOf, isBuildOutput } from './build-outputs.ts';
import { findCodeFile, findIndexFile, toStem } from './module-files.ts';
import { joinPath, toBaseName, toDirectory } from '../../app/path.ts';
import { findBySuffix } from './source-search.ts';

/** The part of a function that says where its handler is. */
export interface HandlerPlace {
  /** The directory of `CodeUri`. */
  readonly directory: string;
  /** `src/app.handler`, `index.handlers.create`. */
  readonly handler: string;
  /** Entry points of esbuild, root-relative. */
  readonly entryPoints: readonly string[];
}

export type HandlerFile =
  /** `exportName` may be a path: `handlers.create`. */
  | { readonly file: string; readonly exportName: string }
  /** What was looked for, for the diagnostic. */
  | { readonly missing: readonly string[] };

/**
 * Finds the source of a handler: the file that Lambda would load, or, where that is (or will be) the output of a
 * build, the source that it is built from.
 */
export function findHandlerFile(host: Host, place: HandlerPlace): HandlerFile {
  const looked: string[] = [];
  for (const { module, exportName } of splitHandler(place.handler)) {
    const path = joinPath(place.directory, module);
    if (path === undefined) {
      looked.push(`${place.directory}/${module}`);
      continue;
    }
    looked.push(path);
    const file = findFile(host, place, path);
    if (file !== undefined) return { file, exportName };
  }
  return { missing: looked };
}

/**
 * Lambda splits the last part of the handler at its first dot. A bundler's output may have further dots in its name,
 * so the other dots are tried after that.
 */
function splitHandler(handler: string): { readonly module: string; readonly exportName: string }[] {
  const start = handler.lastIndexOf('/') + 1;
  const dots = [...handler.slice(start).matchAll(/\./g)].map((m) => start + m.index).filter((dot) => dot > start);
  return dots.map((dot) => ({ module: handler.slice(0, dot), exportName: handler.slice(dot + 1) }));
}

function findFile(host: Host, place: HandlerPlace, path: string): string | undefined {
  const entry = findEntryPoint(host, place, path);
  if (entry !== undefined) return entry;
  const exact = findCodeFile(host, path) ?? findIndexFile(host, path);
  // What a build left behind may be old, and is hard to read; the source is neither.
  if (exact !== undefined && findOutput(toDirectory(path)) < 0) return exact;
  return findSourceOf(host, path) ?? exact ?? findMoved(host, place, path);
}

/** esbuild names its output after the entry point, in the entry point's own or in a flattened directory. */
function findEntryPoint(host: Host, place: HandlerPlace, path: string): string | undefined {
  const stems = place.entryPoints.map((entry) => toStem(joinPath(entry) ?? entry));
  const named = stems.filter((stem) => toBaseName(stem) === toBaseName(path));
  const exact =
    named.find((stem) => stem === path) ?? named.toSorted((a, b) => countShared(b, path) - countShared(a, path))[0];
  const chosen = exact ?? (stems.length === 1 ? stems[0] : undefined);
  return chosen === undefined ? undefined : (findCodeFile(host, chosen) ?? findIndexFile(host, chosen));
}

function countShared(a: string, b: string): number {
  const left = a.split('/').toReversed();
  const right = b.split('/').toReversed();
  const end = left.findIndex((name, i) => name !== right[i]);
  return end < 0 ? left.length : end;
}

/**
 * A bundler may also put its output in another layout than its source. Below the code's directory (or below where
 * the output directory stands) the one file whose path ends like the handler's is taken.
 */
function findMoved(host: Host, { directory }: HandlerPlace, path: string): string | undefined {
  const output = findBuildRoot(host, directory, path);
  if (output !== undefined) return findBySuffix(host, output.root, output.rest);
  if (host.kindOf(directory) !== 'directory') return undefined;
  // Without a sign of a build, JavaScript in another place than the handler says would not be found by Lambda either.
  const found = findBySuffix(host, directory, path.slice(directory === '' ? 0 : directory.length + 1));
  return found !== undefined && /tsx?$/.test(found) ? found : undefined;
}

/** Splits a path at its first directory of build output: where the output directory stands, and the path inside it. */
function findBuildRoot(
  host: Host,
  directory: string,
  path: string,
): { readonly root: string; readonly rest: string } | undefined {
  const names = toDirectory(path).split('/');
  const usual = findOutput(toDirectory(path));
  if (usual >= 0) return split(path, usual);
  if (host.kindOf(directory) === 'directory') return undefined;
  const named = names.findIndex((name, i) => isBuildOutput(host, names.slice(0, i).join('/'), name));
  return named < 0 ? undefined : split(path, named);
}

function split(path: string, index: number): { readonly root: string; readonly rest: string } {
  const names = path.split('/');
  return { root: names.slice(0, index).join('/'), rest: names.slice(index + 1).join('/') };
}
