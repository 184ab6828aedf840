import type { Host } from '../../host.ts';
import { isRecord, readJson } from './module-files.ts';
import { joinPath } from '../../app/path.ts';

/** More directories than this are not looked through for packages. */
const MOST_DIRECTORIES = 5000;
const DEEPEST = 6;

/** The packages that the workspace rooted at `directory` declares: name -> directory. Empty when it declares none. */
export function readWorkspace(host: Host, directory: string): ReadonlyMap<string, string> {
  const globs = readGlobs(host, directory);
  const packages = new Map<string, string>();
  if (globs.length === 0) return packages;
  const included = globs.filter((glob) => !glob.startsWith('!')).map(toNames);
  const excluded = globs.filter((glob) => glob.startsWith('!')).map((glob) => toPattern(glob.slice(1)));
  const walk = { host, root: directory, left: MOST_DIRECTORIES };
  for (const names of included) {
    for (const found of expand(walk, '', names, 0)) {
      if (excluded.some((pattern) => pattern.test(found))) continue;
      const path = joinPath(directory, found) ?? '';
      const name = readJson(host, `${path}/package.json`)?.['name'];
      if (typeof name === 'string') packages.set(name, path);
    }
  }
  return packages;
}

function readGlobs(host: Host, directory: string): string[] {
  const at = (name: string): string => joinPath(directory, name) ?? name;
  const declared = readJson(host, at('package.json'))?.['workspaces'];
  const lerna = readJson(host, at('lerna.json'));
  return [
    ...toGlobs(isRecord(declared) ? declared['packages'] : declared),
    ...readPnpmGlobs(
      host.kindOf(at('pnpm-workspace.yaml')) === 'file' ? host.readText(at('pnpm-workspace.yaml')) : undefined,
    ),
    ...(lerna === undefined ? [] : toGlobs(lerna['packages'] ?? ['packages/*'])),
  ];
}

const toGlobs = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);

/** The list under `packages:` of pnpm-workspace.yaml, in block or flow style. */
function readPnpmGlobs(text: string | undefined): string[] {
  const block = /^packages:[ \t]*(?:#.*)?\r?\n((?:[ \t]*(?:-.*|#.*)?\r?\n?)*)/m.exec(text ?? '')?.[1];
  const lines =
    block?.split('\n') ??
    /^packages:\s*\[([^\]]*)\]/m
      .exec(text ?? '')?.[1]
      ?.split(',')
      .map((item) => `-${item}`) ??
    [];
  return lines.flatMap((line) => /^\s*-\s*["']?([^"'#\r\n]+?)["']?\s*(?:#.*)?$/.exec(line)?.[1] ?? []);
}

const toNames = (glob: string): string[] => glob.split('/').filter((name) => name !== '' && name !== '.');

function toPattern(glob: string): RegExp {
  const names = toNames(glob).map((name) => (name === '**' ? '.*' : toNamePattern(name)));
  return new RegExp(`^${names.join('/')}$`);
}

const toNamePattern = (name: string): string => name.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '[^/]*');

interface Walk {
  readonly host: Host;
  readonly root: string;
  left: number;
}

/** The directories under `directory` that match the names of a glob. */
function expand(walk: Walk, directory: string, names: readonly string[], depth: number): string[] {
  const [name, ...rest] = names;
  if (name === undefined) return [directory];
  if (depth > DEEPEST) return [];
  if (name !== '**' && !name.includes('*')) return expand(walk, joinPath(directory, name) ?? '', rest, depth);
  const children = listDirectories(walk, directory);
  if (name !== '**') {
    const pattern = new RegExp(`^${toNamePattern(name)}$`);
    return children
      .filter((c) => pattern.test(c))
      .flatMap((c) => expand(walk, joinPath(directory, c) ?? '', rest, depth + 1));
  }
  const deeper = children.flatMap((c) => expand(walk, joinPath(directory, c) ?? '', names, depth + 1));
  return [...expand(walk, directory, rest, depth), ...deeper];
}

function listDirectories(walk: Walk, directory: string): string[] {
  const path = joinPath(walk.root, directory) ?? '';
  if (walk.left <= 0) return [];
  const names = walk.host.list(path).filter((name) => name !== 'node_modules' && !name.startsWith('.'));
  const found = names.filter((name) => walk.host.kindOf(joinPath(path, name) ?? name) === 'directory');
  walk.left -= found.length;
  return found;
}
