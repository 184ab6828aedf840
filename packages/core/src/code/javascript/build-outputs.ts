import type { Host } from '../../host.ts';
import { findCodeFile, findIndexFile, toStem } from './module-files.ts';
import { findAncestors, joinPath } from '../../app/path.ts';
import { readTsConfigs } from './tsconfig.ts';

/** Directories that build tools write, by their usual names. */
const OUTPUTS = new Set(
  'dist build out lib built compiled output bundle bundled target .build .dist .esbuild .webpack .aws-sam .serverless es esm cjs commonjs module'.split(
    ' ',
  ),
);
/** Of these, directories that people write by hand as well. */
const AMBIGUOUS = new Set('lib es esm module target'.split(' '));
/** Where a build is described. */
const BUILD_FILES =
  /^(?:package\.json|[Mm]akefile|(?:webpack|esbuild|rollup|rolldown|vite|tsup|tsdown|build|gulpfile|Gruntfile)\b.*\.[cm]?[jt]s)$/;
const SOURCE_DIRECTORIES = ['src', '', 'source', 'lib', 'lambda', 'lambdas', 'functions'];

/** Where in the path the first directory of build output stands: its index among the path's names, or -1. */
export function findOutput(path: string): number {
  return path.split('/').findIndex((name) => OUTPUTS.has(name) && !AMBIGUOUS.has(name));
}

/** The source that was compiled to `path`, by `outDir` and `rootDir` of tsconfig.json, or by the usual layouts. */
export function findSourceOf(host: Host, path: string): string | undefined {
  const stem = toStem(path);
  return findByTsConfig(host, stem) ?? findByLayout(host, stem);
}

function findByTsConfig(host: Host, stem: string): string | undefined {
  const [directory = '', ...above] = findAncestors(stem).slice(1);
  for (const ancestor of [directory, ...above]) {
    for (const { outDir, rootDir } of readTsConfigs(host, ancestor)) {
      if (outDir === undefined || outDir === ancestor || !isUnder(outDir, stem)) continue;
      const rest = stem.slice(outDir === '' ? 0 : outDir.length + 1);
      const roots = rootDir === undefined ? ['src', ''].map((name) => joinPath(ancestor, name)) : [rootDir];
      for (const root of roots) {
        const found = root === undefined ? undefined : findSource(host, joinPath(root, rest), stem);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

const isUnder = (directory: string, path: string): boolean => directory === '' || path.startsWith(`${directory}/`);

/** `pkg/dist/esm/a.js` -> `pkg/src/a.ts`, `pkg/a.ts` … */
function findByLayout(host: Host, stem: string): string | undefined {
  const names = stem.split('/');
  for (let i = 0; i < names.length - 1; i++) {
    if (!OUTPUTS.has(names[i] ?? '')) continue;
    let end = i + 1;
    while (end < names.length - 1 && OUTPUTS.has(names[end] ?? '')) end++;
    for (const directory of SOURCE_DIRECTORIES) {
      const rests = [names.slice(end), names[end] === 'src' ? names.slice(end + 1) : names.slice(i + 1)];
      for (const rest of rests) {
        const path = joinPath(...names.slice(0, i), directory, ...rest);
        const found = findSource(host, path, stem);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

function findSource(host: Host, path: string | undefined, compiled: string): string | undefined {
  if (path === undefined || path === compiled) return undefined;
  const found = findCodeFile(host, path) ?? (host.kindOf(path) === 'directory' ? findIndexFile(host, path) : undefined);
  return found !== undefined && toStem(found) !== compiled ? found : undefined;
}

/**
 * Whether a directory that does not exist will be made by a build in `parent`: the scripts of package.json, a
 * Makefile or the configuration of a bundler name it.
 */
export function isBuildOutput(host: Host, parent: string, name: string): boolean {
  if (name === '' || host.kindOf(joinPath(parent, name) ?? '') === 'directory') return false;
  const files = host.list(parent).filter((file) => BUILD_FILES.test(file));
  const word = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
  return files.some((file) => word.test(host.readText(joinPath(parent, file) ?? '') ?? ''));
}
