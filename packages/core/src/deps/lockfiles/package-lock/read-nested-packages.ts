import { joinPath, toRelative } from '../../../app/path.ts';
import { markWanted } from '../../npm/mark-wanted.ts';
import { readManifests, type Manifest } from '../../npm/read-manifest.ts';
import { findAliased } from '../../npm/split-name.ts';
import { findArchiveVersion, toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageRef, PackageSource, ReaderContext, Reading } from '../../package.ts';
import { findMember, findText, isTrue, listMembers, type JsonMember, type JsonNode } from '../../text/json-node.ts';
import type { Place } from './place.ts';

/** One level of the tree: what stands in one `node_modules` folder, and the level above. */
interface Level {
  readonly indexes: Map<string, number>;
  /** What lies within each of them. */
  readonly inner: Map<string, Level>;
  readonly above: Level | undefined;
}

/** npm nests a handful of levels; a file that claims more is read, but looked through upwards only so far. */
const MAX_LEVELS = 32;

/** Reads `dependencies` of version 1: each entry holds those that lie in its own `node_modules`. */
export function readNestedPackages(
  node: JsonNode | undefined,
  place: Place,
  context: ReaderContext,
): Pick<Reading, 'packages' | 'importers'> {
  const list = new PackageList();
  const manifests = readManifests(place.file, context);
  const folders = new Set(manifests.slice(1).map(({ folder }) => toRelative(folder, manifests[0]?.folder ?? '')));
  const top = createLevel();
  const waiting: { readonly node: JsonNode | undefined; readonly level: Level }[] = [{ node, level: top }];
  const requires: { readonly from: number; readonly name: string; readonly level: Level }[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const member of listMembers(next.node)) {
      if (member.value.kind !== 'object') continue;
      const ref = toPackage(member, place, folders);
      const from = list.add(ref);
      const below = createLevel(next.level);
      next.level.indexes.set(member.key, from);
      next.level.inner.set(member.key, below);
      const inner = findMember(member.value, 'dependencies');
      if (inner !== undefined) waiting.push({ node: inner, level: below });
      // What a workspace is developed with stands among the rest: its manifest tells them apart.
      if (ref.source?.kind === 'workspace') continue;
      for (const { key } of listMembers(member.value, 'requires')) requires.push({ from, name: key, level: below });
    }
  }
  const required = new Set<number>();
  for (const { from, name, level } of requires) {
    const to = findAbove(level, name);
    if (to === undefined) continue;
    required.add(to);
    list.require(from, to);
  }
  const hasImporters = askForWorkspaces(list, manifests, top);
  if (!hasImporters) askFor(list, top, required, manifests[0]?.wanted);
  // npm 6 knows no workspaces: what other tools made of them is not told.
  if (!hasImporters && folders.size > 0) return { packages: list.toPackages() };
  const alone = { folder: '', production: [], links: [] };
  return { packages: list.toPackages(), importers: hasImporters ? list.toImporters() : [alone] };
}

const createLevel = (above?: Level): Level => ({ indexes: new Map(), inner: new Map(), above });

/** npm 7 and newer write workspaces too, under their names. Each asks from its own folder, as its code does. */
function askForWorkspaces(list: PackageList, manifests: readonly Manifest[], top: Level): boolean {
  const [root, ...workspaces] = manifests;
  if (root === undefined) return false;
  const listed = workspaces.filter(({ name = '' }) => top.inner.has(name));
  if (listed.length === 0) return false;
  const names = new Map(listed.map(({ name = '', folder }) => [toRelative(folder, root.folder), name]));
  const toLevel = (folder: string): Level => top.inner.get(names.get(folder) ?? '') ?? top;
  markWanted(list, [root, ...listed], ({ name }, folder) => findAbove(toLevel(folder), name));
  return true;
}

/** Without a `package.json`, what nothing else requires is what the project asked for. */
function askFor(
  list: PackageList,
  top: Level,
  required: ReadonlySet<number>,
  wanted: Manifest['wanted'] | undefined,
): void {
  if (wanted === undefined) {
    for (const index of top.indexes.values()) if (!required.has(index)) list.ask(index, '');
    return;
  }
  for (const { name } of wanted) {
    const index = top.indexes.get(name);
    if (index !== undefined) list.ask(index, '');
  }
}

function findAbove(from: Level, name: string): number | undefined {
  let level: Level | undefined = from;
  for (let steps = 0; level !== undefined && steps < MAX_LEVELS; steps += 1, level = level.above) {
    const found = level.indexes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toPackage({ key, value, at }: JsonMember, place: Place, folders: ReadonlySet<string>): PackageRef {
  const written = findText(value, 'version') ?? '';
  const aliased = findAliased(written);
  const name = aliased?.name ?? key;
  // The address of a package that comes from no registry stands where its version would.
  const isAddress = aliased === undefined && /[:/]/.test(written);
  const version = isAddress ? findArchiveVersion(name, written) : (aliased?.range ?? written);
  const folder = joinPath('', /^file:(.+)$/.exec(written)?.[1] ?? '') ?? '';
  const source: PackageSource | undefined = folders.has(folder)
    ? { kind: 'workspace', url: folder }
    : toSource(name, isAddress ? written : findText(value, 'resolved'), version);
  const isHashed =
    !isTrue(value, 'bundled') && (source === undefined || source.kind === 'registry' || source.kind === 'url');
  const node = findMember(value, 'version');
  return {
    ecosystem: 'npm',
    name,
    version: version || null,
    file: place.file,
    line: place.lineOf(at),
    ...(node === undefined ? {} : { start: node.start + 1, end: node.end - 1 }),
    direct: false,
    dev: isTrue(value, 'dev'),
    ...(isTrue(value, 'optional') ? { optional: true } : {}),
    ...(name === key ? {} : { alias: key }),
    ...(source === undefined ? {} : { source }),
    ...(isHashed ? { hasIntegrity: findText(value, 'integrity') !== undefined } : {}),
  };
}
