import type { Host } from '../../host.ts';
import { findModuleFile, isRecord, readJson } from './module-files.ts';
import { findAncestors, joinPath, toDirectory } from '../../app/path.ts';

const DEEPEST_EXTENDS = 8;

/** What of a tsconfig.json decides where a module is; directories are root-relative. */
export interface TsConfig {
  readonly baseUrl?: string;
  /** Patterns with at most one `*`, each with its targets, already joined to the directory that they count from. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  readonly outDir?: string;
  readonly rootDir?: string;
}

/** The configurations of a directory, `tsconfig.json` first (Nx and others keep `paths` in `tsconfig.base.json`). */
export function readTsConfigs(host: Host, directory: string): TsConfig[] {
  const names = host.list(directory).filter((name) => /^(ts|js)config(\.[\w-]+)*\.json$/.test(name));
  names.sort((a, b) => a.length - b.length);
  return names.flatMap((name) => readTsConfig(host, joinPath(directory, name) ?? name, new Set()) ?? []);
}

function readTsConfig(host: Host, file: string, seen: Set<string>): TsConfig | undefined {
  if (seen.has(file) || seen.size > DEEPEST_EXTENDS) return undefined;
  seen.add(file);
  const json = readJson(host, file);
  if (json === undefined) return undefined;
  const directory = toDirectory(file);
  const inherited = toList(json['extends']).map((name) => readExtended(host, directory, name, seen));
  const base: TsConfig = Object.assign(
    { paths: [] },
    ...inherited.filter((config) => config !== undefined),
  ) as TsConfig;
  const options = isRecord(json['compilerOptions']) ? json['compilerOptions'] : {};
  return { ...base, ...toTsConfig(directory, options, base.baseUrl) };
}

/** Another file of the tree; configurations that packages publish hold no paths. */
function readExtended(host: Host, directory: string, name: string, seen: Set<string>): TsConfig | undefined {
  const path = /^\.{1,2}(\/|$)/.test(name) ? joinPath(directory, name) : undefined;
  if (path === undefined) return undefined;
  const candidates = [path, `${path}.json`, `${path}/tsconfig.json`];
  const file = candidates.find((candidate) => host.kindOf(candidate) === 'file');
  return file === undefined ? undefined : readTsConfig(host, file, seen);
}

function toTsConfig(
  directory: string,
  options: Readonly<Record<string, unknown>>,
  inherited?: string,
): Partial<TsConfig> {
  const join = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? joinPath(directory, value.replace('${configDir}', '.')) : undefined;
  };
  const baseUrl = join('baseUrl');
  const outDir = join('outDir');
  const rootDir = join('rootDir');
  const paths = isRecord(options['paths']) ? Object.entries(options['paths']) : undefined;
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(outDir !== undefined && { outDir }),
    ...(rootDir !== undefined && { rootDir }),
    ...(paths && {
      paths: paths.map(([pattern, targets]) => toPath(baseUrl ?? inherited ?? directory, pattern, targets)),
    }),
  };
}

function toPath(from: string, pattern: string, targets: unknown): TsConfig['paths'][number] {
  const joined = toList(targets).map((target) => joinPath(from, target.replace('${configDir}', '.')));
  return { pattern, targets: joined.filter((target) => target !== undefined) };
}

const toList = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];

/** Finds what `paths` (or, after them, `baseUrl`) makes of a bare specifier: the nearest configuration that leads somewhere. */
export function createAliasFinder(
  host: Host,
): (directory: string, specifier: string, by: 'paths' | 'baseUrl') => string | undefined {
  const configs = new Map<string, readonly TsConfig[]>();
  const read = (directory: string): readonly TsConfig[] => {
    const known = configs.get(directory) ?? readTsConfigs(host, directory);
    configs.set(directory, known);
    return known;
  };
  return (directory, specifier, by) => {
    for (const ancestor of findAncestors(directory)) {
      for (const config of read(ancestor)) {
        const found = by === 'paths' ? findByPaths(host, config, specifier) : findByBase(host, config, specifier);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
}

function findByBase(host: Host, config: TsConfig, specifier: string): string | undefined {
  const path = config.baseUrl === undefined ? undefined : joinPath(config.baseUrl, specifier);
  return path === undefined ? undefined : findAliased(host, path);
}

/** Type declarations and `node_modules` are what a compiler may look at, not code of the application. */
function findAliased(host: Host, path: string): string | undefined {
  const found = /(?:^|\/)node_modules(?:\/|$)/.test(path) ? undefined : findModuleFile(host, path);
  return found === undefined || /\.d\.[cm]?ts$/.test(found) ? undefined : found;
}

/** As TypeScript does: an exact pattern first, else the one with the longest text before its `*`. */
function findByPaths(host: Host, config: TsConfig, specifier: string): string | undefined {
  const matches = config.paths
    .map((path) => ({ path, rest: matchPattern(path.pattern, specifier), length: path.pattern.indexOf('*') }))
    .filter((match) => match.rest !== undefined)
    .toSorted((a, b) => (a.length < 0 ? -1 : b.length < 0 ? 1 : b.length - a.length));
  for (const { path, rest } of matches) {
    for (const target of path.targets) {
      const found = findAliased(
        host,
        target.replace('*', () => rest ?? ''),
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** What `*` stands for, `''` when there is none, `undefined` when the pattern does not match. */
export function matchPattern(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text ? '' : undefined;
  const suffix = pattern.slice(star + 1);
  const isMatch = text.length >= pattern.length - 1 && text.startsWith(pattern.slice(0, star)) && text.endsWith(suffix);
  return isMatch ? text.slice(star, text.length - suffix.length) : undefined;
}
