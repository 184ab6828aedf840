import { joinPath } from '../../../app/path.ts';
import { markWanted } from '../../npm/mark-wanted.ts';
import { readManifests, type Manifest } from '../../npm/read-manifest.ts';
import { splitName, type NamedRange } from '../../npm/split-name.ts';
import { toSource } from '../../npm/to-source.ts';
import { PackageList } from '../../package-list.ts';
import type { PackageReader, PackageRef, PackageSource } from '../../package.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';
import { toIncomplete } from '../../text/to-incomplete.ts';
import { readCatalogs, type CatalogFinder } from './read-catalogs.ts';
import { scanBerry, type BerryEntry } from './scan-berry.ts';

const WORKSPACE = 'workspace:';
const LOCATOR = 'locator=';

/**
 * Reads the lock file of yarn 2 and newer. Workspaces stand in it like packages: the root is left out, the others are kept.
 * A workspace's block mixes all its dependencies, so what is for development comes from the `package.json` files.
 */
export const parseBerry: PackageReader['parse'] = (text, file, context) => {
  const { entries, format, problems } = scanBerry(text);
  const list = new PackageList();
  const byDescriptor = new Map<string, number>();
  const own = new Set(
    entries.filter((e) => findWorkspace(e) !== undefined).map((e) => splitName(e.resolution ?? '').name),
  );
  const indexes = entries.map((entry) => {
    if (findWorkspace(entry) === '.' || entry.version === undefined) return undefined;
    const index = list.add(toPackage(entry, file));
    for (const descriptor of entry.descriptors) byDescriptor.set(descriptor, index);
    return index;
  });
  const manifests = readManifests(file, context);
  const base = manifests[0]?.folder ?? '';
  const byFolder = new Map(manifests.map((manifest) => [manifest.folder as string | undefined, manifest]));
  const find = createFinder(byDescriptor, readCatalogs(file, context), manifests[0]?.resolutions);
  const resolutions = new Map(entries.map((entry) => [findWorkspace(entry), entry.resolution]));
  const missing = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    const workspace = findWorkspace(entry);
    const folder = workspace === '.' ? '' : workspace;
    // What of it is for development alone the manifests know.
    const development = listDevelopment(folder === undefined ? undefined : byFolder.get(joinPath(base, folder)));
    if (folder !== undefined) list.addImporter(folder);
    const from = indexes[i];
    for (const asked of entry.requires) {
      const to = find(asked, entry.resolution);
      if (to === undefined) {
        if (!own.has(asked.name)) missing.add(asked.name);
        continue;
      }
      if (folder !== undefined) list.ask(to, folder, development.has(asked.name));
      if (from !== undefined) list.require(from, to);
    }
  }
  markWanted(list, manifests, (wanted, folder) => find(wanted, resolutions.get(folder || '.')));
  const faults = [...problems, ...findFaults(entries, format?.value, format?.valueAt ?? 0)];
  const diagnostics = [...toDiagnostics(text, file, 'lock-syntax', faults), ...toIncomplete(file, missing)];
  return { packages: list.toPackages(), importers: list.toImporters(), diagnostics };
};

/** Finds what an entry, by its resolution, asks for. */
type Finder = (wanted: NamedRange, by: string | undefined) => number | undefined;

/**
 * Descriptors are `name@npm:^1.0.0`, and where a path is meant bound to who asks: `name@file:../a::locator=…`. What
 * `resolutions` put in place of a range stands under that alone.
 */
function createFinder(
  byDescriptor: ReadonlyMap<string, number>,
  findInCatalog: CatalogFinder,
  resolutions: ReadonlyMap<string, readonly string[]> = new Map(),
): Finder {
  // With who asks, and of the first without.
  const bound = new Map<string, number>();
  for (const [descriptor, index] of byDescriptor) {
    const [bare = '', binding] = descriptor.split('::', 2);
    if (binding === undefined) continue;
    if (!bound.has(bare)) bound.set(bare, index);
    const locator = binding.split('&').find((part) => part.startsWith(LOCATOR));
    if (locator !== undefined) bound.set(`${bare}::${locator}`, index);
  }
  const find: Finder = ({ name, range }, by = '') => {
    const asked = `${name}@${range}`;
    const plain = byDescriptor.get(asked) ?? byDescriptor.get(`${name}@npm:${range}`);
    return plain ?? bound.get(`${asked}::${LOCATOR}${encodeURIComponent(by)}`) ?? bound.get(asked);
  };
  return ({ name, range }, by) => {
    for (const one of [findInCatalog(range, name) ?? range, ...(resolutions.get(name) ?? [])]) {
      const index = find({ name, range: one }, by);
      if (index !== undefined) return index;
    }
    return undefined;
  };
}

/** What a workspace asks for in `devDependencies` alone. */
function listDevelopment(own: Manifest | undefined): ReadonlySet<string> {
  const wanted = own?.wanted ?? [];
  const production = new Set(wanted.filter(({ list }) => list !== 'devDependencies').map(({ name }) => name));
  return new Set(wanted.map(({ name }) => name).filter((name) => !production.has(name)));
}

/** The folder of a workspace; `undefined` for a package. */
function findWorkspace({ resolution = '' }: BerryEntry): string | undefined {
  const { range } = splitName(resolution);
  return range.startsWith(WORKSPACE) ? range.slice(WORKSPACE.length) : undefined;
}

function toPackage(entry: BerryEntry, file: string): PackageRef {
  const [first = ''] = entry.descriptors;
  const asked = splitName(first).name;
  const resolved = splitName(entry.resolution ?? first);
  const source = toBerrySource(resolved.name, resolved.range);
  const isArchive = source === undefined || source.kind === 'url';
  const isHashed = isArchive && (entry.hasChecksum || !entry.isConditional);
  const version = entry.version?.value;
  const start = entry.version?.valueAt;
  return {
    ecosystem: 'npm',
    name: resolved.name,
    version: version === undefined || version === '' ? null : version,
    file,
    line: entry.line,
    ...(start === undefined || version === undefined ? {} : { start, end: start + version.length }),
    direct: false,
    dev: false,
    ...(asked === resolved.name ? {} : { alias: asked }),
    ...(source === undefined ? {} : { source }),
    ...(isHashed ? { hasIntegrity: entry.hasChecksum } : {}),
  };
}

function toBerrySource(name: string, range: string): PackageSource | undefined {
  if (range.startsWith(WORKSPACE)) return { kind: 'workspace', url: range.slice(WORKSPACE.length) };
  // A patch is put on the package of the registry that it names.
  if (range.startsWith('patch:')) return undefined;
  if (!range.startsWith('npm:')) return toSource(name, range);
  const archive = /::__archiveUrl=([^&]+)/.exec(range)?.[1];
  return archive === undefined ? undefined : toSource(name, decode(archive));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function findFaults(entries: readonly BerryEntry[], format: string | undefined, at: number): readonly TextProblem[] {
  const faults = entries
    .filter(({ version, resolution }) => version === undefined || resolution === undefined)
    .map((entry): TextProblem => ({
      message: `\`${entry.descriptors[0] ?? ''}\` has no version or resolution: the file is cut off or damaged`,
      at: entry.at,
    }));
  const isKnown = format !== undefined && /^\d+(?:\.\d+)?$/.test(format) && Number(format) >= 1 && Number(format) < 100;
  return isKnown ? faults : [{ message: 'the `version` in `__metadata` is missing or no number', at }, ...faults];
}
