import { toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageRef, PackageSource, Reading } from '../../package.ts';
import { isRecord, type LockEntry, type LockFields } from './lock-entry.ts';

const NODE_MODULES = 'node_modules/';
/** Deeper trees do not come from npm; looking upwards stays cheap whatever a file claims. */
const MAX_LEVELS = 32;

/** Reads `packages` of versions 2 and 3: each entry is a folder, its name the path of it. */
export function readFlatPackages(
  entries: readonly LockEntry[],
  file: string,
): Required<Pick<Reading, 'packages' | 'importers'>> {
  const list = new PackageList();
  const folders = addAll(list, entries, file);
  for (const { key, fields } of entries) {
    const from = folders.indexes.get(key);
    // The root and the workspaces are asked by their own manifests, everything else by the packages above it.
    const isManifest = !isInstalled(key);
    if (isManifest) list.addImporter(key);
    const above = listAbove(folders, key);
    for (const name of listNeeded(fields)) {
      const to = findUpwards(folders, above, name);
      if (to === undefined) continue;
      if (isManifest) list.ask(to, key);
      if (from !== undefined) list.require(from, to);
    }
    for (const name of isManifest ? toNames(fields.devDependencies) : []) {
      const to = findUpwards(folders, above, name);
      if (to !== undefined) list.ask(to, key, true);
    }
  }
  return { packages: list.toPackages(), importers: list.toImporters() };
}

function addAll(list: PackageList, entries: readonly LockEntry[], file: string): Folders {
  const folders: Folders = { indexes: new Map(), links: new Map(), holders: new Set() };
  const names = new Map<string, string>();
  for (const { key, fields } of entries) {
    const target = fields.link === true ? toText(fields.resolved) : undefined;
    if (target === undefined) continue;
    folders.links.set(key, target);
    names.set(target, toName(key));
  }
  for (const entry of entries) {
    const { key } = entry;
    folders.holders.add(toHolder(key));
    if (key === '' || folders.links.has(key)) continue;
    // A folder is named after the link that leads to it, whatever it is called itself.
    folders.indexes.set(key, list.add(toPackage(entry, file, names.get(key) ?? toName(key))));
  }
  return folders;
}

const toText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isInstalled = (path: string): boolean => path.startsWith(NODE_MODULES) || path.includes(`/${NODE_MODULES}`);

const listNeeded = ({ dependencies, optionalDependencies, peerDependencies }: LockFields): readonly string[] =>
  [dependencies, optionalDependencies, peerDependencies].flatMap(toNames);

const toNames = (list: unknown): readonly string[] => (isRecord(list) ? Object.keys(list) : []);

function toPackage({ key, fields, line, start, end }: LockEntry, file: string, installed: string): PackageRef {
  const name = toText(fields.name) ?? installed;
  const source = findSource(key, name, fields);
  const ref: { -readonly [K in keyof PackageRef]: PackageRef[K] } = {
    ecosystem: 'npm',
    name,
    version: toVersion(fields.version),
    file,
    line,
    start,
    end,
    direct: false,
    dev: fields.dev === true,
    path: key,
  };
  if (fields.optional === true || fields.devOptional === true) ref.optional = true;
  if (fields.peer === true) ref.peer = true;
  if (name !== installed && source?.kind !== 'workspace') ref.alias = installed;
  if (source !== undefined) ref.source = source;
  // A package that lies inside another's archive, and what is no archive, has no hash of its own.
  const isArchive = source === undefined || source.kind === 'registry' || source.kind === 'url';
  if (isArchive && fields.inBundle !== true) ref.hasIntegrity = typeof fields.integrity === 'string';
  if (fields.hasInstallScript === true) ref.hasInstallScript = true;
  return ref;
}

const toVersion = (version: unknown): string | null =>
  typeof version === 'string' || typeof version === 'number' ? `${version}` || null : null;

function findSource(path: string, name: string, { resolved, version }: LockFields): PackageSource | undefined {
  return isInstalled(path) ? toSource(name, toText(resolved), toText(version)) : { kind: 'workspace', url: path };
}

/** `a/node_modules/@b/c` -> `@b/c`; of a folder outside `node_modules` its last part. */
function toName(path: string): string {
  const at = path.lastIndexOf(NODE_MODULES);
  if (at !== -1) return path.slice(at + NODE_MODULES.length);
  return path.slice(path.lastIndexOf('/') + 1);
}

interface Folders {
  readonly indexes: Map<string, number>;
  readonly links: Map<string, string>;
  /** Those with a `node_modules` of their own. */
  readonly holders: Set<string>;
}

/** `a/node_modules/b` -> `a` */
function toHolder(path: string): string {
  const at = path.lastIndexOf(`/${NODE_MODULES}`);
  return at === -1 ? '' : path.slice(0, at);
}

/** The folders on the way up that have a `node_modules`: once for all that is needed in one of them. */
function listAbove({ holders }: Folders, folder: string): readonly string[] {
  const above: string[] = [];
  let base = folder;
  for (let level = 0; level < MAX_LEVELS && base !== ''; level += 1) {
    if (holders.has(base)) above.push(`${base}/`);
    base = toHolder(base);
  }
  return [...above, ''];
}

/** What Node.js would load as `name`: the nearest `node_modules` on the way up. */
function findUpwards({ indexes, links }: Folders, above: readonly string[], name: string): number | undefined {
  for (const base of above) {
    const path = `${base}${NODE_MODULES}${name}`;
    const found = indexes.get(path) ?? indexes.get(links.get(path) ?? '');
    if (found !== undefined) return found;
  }
  return undefined;
}
