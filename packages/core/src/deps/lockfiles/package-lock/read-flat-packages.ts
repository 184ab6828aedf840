import { toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageRef, PackageSource } from '../../package.ts';
import { findMember, findText, isTrue, listMembers, type JsonMember, type JsonNode } from '../../text/json-node.ts';
import type { Place } from './place.ts';

const NODE_MODULES = 'node_modules/';
const LISTS = ['dependencies', 'optionalDependencies', 'peerDependencies'];
/** Deeper trees do not come from npm; looking upwards stays cheap whatever a file claims. */
const MAX_LEVELS = 32;

/** Reads `packages` of versions 2 and 3: each entry is a folder, its name the path of it. */
export function readFlatPackages(node: JsonNode, place: Place): readonly PackageRef[] {
  const list = new PackageList();
  const members = listMembers(node);
  const links = new Map<string, string>();
  const indexes = new Map<string, number>();
  for (const { key, value, at } of members) {
    const target = isTrue(value, 'link') ? findText(value, 'resolved') : undefined;
    if (target !== undefined) links.set(key, target);
    else if (key !== '' && value.kind === 'object') indexes.set(key, list.add(toPackage({ key, value, at }, place)));
  }
  const find = (path: string): number | undefined => indexes.get(path) ?? indexes.get(links.get(path) ?? '');
  for (const { key, value } of members) {
    // The root and the workspaces are asked by their own manifests, everything else by the packages above it.
    const isManifest = !`/${key}`.includes(`/${NODE_MODULES}`);
    const from = indexes.get(key);
    for (const name of LISTS.concat(isManifest ? 'devDependencies' : []).flatMap((l) => listMembers(value, l))) {
      const to = findUpwards(key, name.key, find);
      if (to === undefined) continue;
      if (isManifest) list.ask(to, key);
      if (from !== undefined) list.require(from, to);
    }
  }
  return list.toPackages();
}

function toPackage({ key, value, at }: JsonMember, place: Place): PackageRef {
  const installed = toName(key);
  const name = findText(value, 'name') ?? installed;
  const version = findMember(value, 'version');
  const source = findSource(key, name, value);
  // A package that lies inside another's archive, and what is no archive, has no hash of its own.
  const isHashed =
    !isTrue(value, 'inBundle') && (source === undefined || source.kind === 'registry' || source.kind === 'url');
  return {
    ecosystem: 'npm',
    name,
    version: (version?.kind === 'scalar' && version.value?.toString()) || null,
    file: place.file,
    line: place.lineOf(at),
    ...toSpan(version ?? undefined, at, key.length + 2),
    direct: false,
    dev: isTrue(value, 'dev'),
    ...(isTrue(value, 'optional') || isTrue(value, 'devOptional') ? { optional: true } : {}),
    ...(isTrue(value, 'peer') ? { peer: true } : {}),
    ...(name === installed || source?.kind === 'workspace' ? {} : { alias: installed }),
    path: key,
    ...(source === undefined ? {} : { source }),
    ...(isHashed ? { hasIntegrity: findText(value, 'integrity') !== undefined } : {}),
    ...(isTrue(value, 'hasInstallScript') ? { hasInstallScript: true } : {}),
  };
}

function toSpan(version: JsonNode | undefined, at: number, length: number): { start: number; end: number } {
  return version === undefined
    ? { start: at + 1, end: at + length - 1 }
    : { start: version.start + 1, end: version.end - 1 };
}

function findSource(path: string, name: string, value: JsonNode): PackageSource | undefined {
  if (!`/${path}`.includes(`/${NODE_MODULES}`)) return { kind: 'workspace', url: path };
  return toSource(name, findText(value, 'resolved'), findText(value, 'version'));
}

/** `a/node_modules/@b/c` -> `@b/c`; of a folder outside `node_modules` its last part. */
function toName(path: string): string {
  const at = path.lastIndexOf(NODE_MODULES);
  if (at !== -1) return path.slice(at + NODE_MODULES.length);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What Node.js would load as `name` from `folder`: the nearest `node_modules` on the way up. */
function findUpwards(folder: string, name: string, find: (path: string) => number | undefined): number | undefined {
  let base = folder;
  for (let level = 0; level < MAX_LEVELS && base !== ''; level += 1) {
    const found = find(`${base}/${NODE_MODULES}${name}`);
    if (found !== undefined) return found;
    const at = base.lastIndexOf('/node_modules/');
    base = at === -1 ? '' : base.slice(0, at);
  }
  return find(`${NODE_MODULES}${name}`);
}
