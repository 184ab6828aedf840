import type { ColdStartManifest } from './manifest.ts';

/** What of the manifest is loaded, and what is loaded that is not in it. */
export interface Matched {
  /** `name@version`. */
  readonly packages: ReadonlySet<string>;
  /** Folders of packages, and files that belong to none; as in the manifest. */
  readonly unlisted: readonly string[];
}

/** Lambda's own: Node itself, the runtime client and the SDK that come with it. */
const RUNTIME_FOLDERS = ['/var/runtime/', '/var/lang/'];

const NODE_MODULES = 'node_modules/';

/** Holds files that are loaded, by their absolute paths, against the manifest. */
export function matchModules(manifest: ColdStartManifest, paths: readonly string[], root: string): Matched {
  const listed = new Map(Object.entries(manifest.packages));
  const packages = new Set<string>();
  const unlisted = new Set<string>();
  const prefix = `${root}/`;
  let hasBundle = false;
  let last = '';
  for (const path of paths) {
    // Files of one package come together: the first tells of all.
    if (last !== '' && path.startsWith(last) && !path.includes(NODE_MODULES, last.length)) continue;
    last = '';
    const isOwn = path.startsWith(prefix);
    if (!isOwn && RUNTIME_FOLDERS.some((folder) => path.startsWith(folder))) continue;
    const name = isOwn ? path.slice(prefix.length) : path;
    const folder = findPackageFolder(name);
    const found = listed.get(folder ?? name) ?? findParent(name, folder, listed);
    if (folder !== undefined) last = `${path.slice(0, path.length - name.length + folder.length)}/`;
    if (typeof found === 'string') packages.add(found);
    else if (found !== undefined) hasBundle = addAll(packages, found);
    else if (folder !== undefined || !Object.hasOwn(manifest.files, name)) unlisted.add(folder ?? name);
  }
  // Nothing lists ES modules that are loaded. Where no bundle was seen, what is in any of them is taken for loaded.
  if (!hasBundle) for (const found of listed.values()) if (typeof found !== 'string') addAll(packages, found);
  for (const found of listBundled(manifest, root)) packages.add(found);
  return { packages, unlisted: [...unlisted].toSorted() };
}

/**
 * What the manifest has in a `node_modules` that is not there, and in no bundle that it knows, was bundled by a tool that did not tell: any
 * of it may be loaded.
 */
function listBundled({ packages }: ColdStartManifest, root: string): readonly string[] {
  const listed = Object.entries(packages);
  const isTold = listed.some(([, found]) => typeof found !== 'string' && found.length > 0);
  const installed = listed.filter(([path]) => path.startsWith(NODE_MODULES));
  if (isTold || installed.length === 0) return [];
  if (process.getBuiltinModule('node:fs').existsSync(`${root}/node_modules`)) return [];
  return installed.map(([, found]) => found).filter((found) => typeof found === 'string');
}

function addAll(packages: Set<string>, found: readonly string[]): true {
  for (const one of found) packages.add(one);
  return true;
}

/** `node_modules/a/node_modules/@b/c` of `node_modules/a/node_modules/@b/c/index.js`. */
function findPackageFolder(name: string): string | undefined {
  const at = name.lastIndexOf(NODE_MODULES);
  if (at === -1) return undefined;
  const start = at + NODE_MODULES.length;
  const end = name.indexOf('/', start);
  if (end === -1) return undefined;
  const scoped = name[start] === '@' ? name.indexOf('/', end + 1) : end;
  return scoped === -1 ? undefined : name.slice(0, scoped);
}

/** The package of a workspace, whose folder is no one of `node_modules`. */
function findParent(
  name: string,
  folder: string | undefined,
  listed: ReadonlyMap<string, string | readonly string[]>,
): string | undefined {
  if (folder !== undefined) return undefined;
  for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
    const found = listed.get(name.slice(0, at));
    if (typeof found === 'string') return found;
  }
  return undefined;
}
