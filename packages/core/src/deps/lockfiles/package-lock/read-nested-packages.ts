import { readManifests } from '../../npm/read-manifest.ts';
import { findAliased } from '../../npm/split-name.ts';
import { findArchiveVersion, toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageRef, ReaderContext, Reading } from '../../package.ts';
import { findMember, findText, isTrue, listMembers, type JsonMember, type JsonNode } from '../../text/json-node.ts';
import type { Place } from './place.ts';

/** One level of the tree: what stands in one `node_modules` folder, and the level above. */
interface Level {
  readonly indexes: Map<string, number>;
  readonly above: Level | undefined;
  readonly depth: number;
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
  const top: Level = { indexes: new Map(), above: undefined, depth: 0 };
  const waiting: { readonly node: JsonNode | undefined; readonly level: Level }[] = [{ node, level: top }];
  const requires: { readonly from: number; readonly name: string; readonly level: Level }[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const member of listMembers(next.node)) {
      if (member.value.kind !== 'object') continue;
      const index = list.add(toPackage(member, place));
      next.level.indexes.set(member.key, index);
      const below: Level = { indexes: new Map(), above: next.level, depth: next.level.depth + 1 };
      const inner = findMember(member.value, 'dependencies');
      if (inner !== undefined) waiting.push({ node: inner, level: below });
      for (const { key } of listMembers(member.value, 'requires'))
        requires.push({ from: index, name: key, level: below });
    }
  }
  const required = new Set<number>();
  for (const { from, name, level } of requires) {
    const to = findAbove(level, name);
    if (to === undefined) continue;
    required.add(to);
    list.require(from, to);
  }
  const [root, ...workspaces] = readManifests(place.file, context);
  askFor(
    list,
    top,
    required,
    root?.wanted.map(({ name }) => name),
  );
  // Newer versions of npm write this one for workspaces too, where it does not tell what is for which.
  const importers = workspaces.length > 0 ? {} : { importers: [{ folder: '', production: [], links: [] }] };
  return { packages: list.toPackages(), ...importers };
}

/** Without a `package.json`, what nothing else requires is what the project asked for. */
function askFor(
  list: PackageList,
  top: Level,
  required: ReadonlySet<number>,
  wanted: readonly string[] | undefined,
): void {
  if (wanted === undefined) {
    for (const index of top.indexes.values()) if (!required.has(index)) list.ask(index, '');
    return;
  }
  for (const name of wanted) {
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

function toPackage({ key, value, at }: JsonMember, place: Place): PackageRef {
  const written = findText(value, 'version') ?? '';
  const aliased = findAliased(written);
  const name = aliased?.name ?? key;
  // The address of a package that comes from no registry stands where its version would.
  const isAddress = aliased === undefined && /[:/]/.test(written);
  const version = isAddress ? findArchiveVersion(name, written) : (aliased?.range ?? written);
  const source = toSource(name, isAddress ? written : findText(value, 'resolved'), version);
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
