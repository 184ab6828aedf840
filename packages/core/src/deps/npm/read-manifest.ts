import type { ReaderContext } from '../package.ts';
import { findText, listMembers, toText, type JsonNode } from '../text/json-node.ts';
import { scanJson } from '../text/scan-json.ts';

/** The four lists of a `package.json` in which dependencies stand. */
export const DEPENDENCY_LISTS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

export type DependencyList = (typeof DEPENDENCY_LISTS)[number];

/** What one list of a manifest asks for. */
export interface Wanted {
  /** The name under which it is installed. */
  readonly name: string;
  readonly range: string;
  readonly list: DependencyList;
}

export interface Manifest {
  /** Root-relative folder of the `package.json`. */
  readonly folder: string;
  readonly name?: string;
  readonly wanted: readonly Wanted[];
  /** What yarn takes instead of what packages ask for, by the name of the package: `resolutions`. */
  readonly resolutions: ReadonlyMap<string, readonly string[]>;
}

const MAX_WORKSPACES = 2_000;
const MAX_STEPS = 20_000;
/** Of one package: each is tried for all that asks for it. */
const MAX_RESOLUTIONS = 50;

/** The manifest beside a lock file and those of its workspaces; none when there is no readable `package.json`. */
export function readManifests(file: string, { host }: ReaderContext): readonly Manifest[] {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const root = readJson(join(folder, 'package.json'), host);
  if (root === undefined) return [];
  const search = { host, steps: MAX_STEPS };
  const folders = findWorkspaces(root).flatMap((pattern) =>
    expand(folder, pattern.replace(/^\.\//, '').split('/'), search),
  );
  const members = [...new Set(folders)].slice(0, MAX_WORKSPACES).flatMap((member) => {
    const node = readJson(join(member, 'package.json'), host);
    const manifest = node === undefined ? undefined : toManifest(member, node);
    // One that has no name and asks for nothing only says how modules load.
    const isProject = manifest?.name !== undefined || (manifest?.wanted.length ?? 0) > 0;
    return manifest !== undefined && isProject ? [manifest] : [];
  });
  return [toManifest(folder, root), ...members];
}

function toManifest(folder: string, node: JsonNode): Manifest {
  const name = findText(node, 'name');
  return {
    folder,
    ...(name === undefined ? {} : { name }),
    wanted: findWanted(node),
    resolutions: findResolutions(node),
  };
}

/** Keys are a name, or a way to it: `**\/minimist`, `mkdirp/minimist@^1.0.0`. */
function findResolutions(node: JsonNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { key, value } of listMembers(node, 'resolutions')) {
    const name = /(?:^|\/)((?:@[^/@]+\/)?[^/@]+)(?:@[^@]*)?$/.exec(key)?.[1];
    const range = toText(value);
    if (name === undefined || range === undefined) continue;
    const ranges = found.get(name) ?? [];
    if (ranges.length < MAX_RESOLUTIONS && !ranges.includes(range)) ranges.push(range);
    found.set(name, ranges);
  }
  return found;
}

/** Everything that a `package.json` asks for. */
export function findWanted(node: JsonNode): readonly Wanted[] {
  return DEPENDENCY_LISTS.flatMap((list) =>
    listMembers(node, list).flatMap(({ key, value }) => {
      const range = toText(value);
      return range === undefined ? [] : [{ name: key, range, list }];
    }),
  );
}

function findWorkspaces(node: JsonNode): readonly string[] {
  const member = listMembers(node).find(({ key }) => key === 'workspaces')?.value;
  const list = member?.kind === 'object' ? listMembers(member).find(({ key }) => key === 'packages')?.value : member;
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item) => toText(item) ?? []).filter((pattern) => !pattern.startsWith('!'));
}

const DEEPEST = 6;

/** What patterns are looked for in. However they multiply, they end. */
interface Search {
  readonly host: ReaderContext['host'];
  steps: number;
}

/** The folders that a workspace pattern names; `*` stands for one folder, `**` for any number of them. */
function expand(folder: string, parts: readonly string[], search: Search, depth = 0): readonly string[] {
  const [part, ...rest] = parts;
  search.steps -= 1;
  if (search.steps < 0) return [];
  if (part === undefined || part === '') return [folder];
  if (part === '**') {
    const below = depth < DEEPEST ? listFolders(folder, search.host) : [];
    return [...expand(folder, rest, search), ...below.flatMap((inner) => expand(inner, parts, search, depth + 1))];
  }
  if (!part.includes('*')) return expand(join(folder, part), rest, search);
  const [before = '', ...after] = part.split(/\*+/);
  const behind = after.at(-1) ?? '';
  const names = search.host
    .list(folder)
    .filter((name) => name.startsWith(before) && name.endsWith(behind) && name !== 'node_modules');
  return names.slice(0, MAX_WORKSPACES).flatMap((name) => expand(join(folder, name), rest, search));
}

const listFolders = (folder: string, host: ReaderContext['host']): readonly string[] =>
  host
    .list(folder)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .slice(0, MAX_WORKSPACES)
    .map((name) => join(folder, name))
    .filter((path) => host.kindOf(path) === 'directory');

function readJson(path: string, host: ReaderContext['host']): JsonNode | undefined {
  if (host.kindOf(path) !== 'file') return undefined;
  const text = host.readText(path);
  return text === undefined ? undefined : scanJson(text).root;
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
