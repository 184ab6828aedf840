import { createMarkerFinder, toAlternatives, type MarkerFinder } from '../../python/create-marker-finder.ts';
import { PythonList, type PythonWish } from '../../python/python-list.ts';
import { toWishes } from '../../python/to-wishes.ts';
import type { PackageReader, PackageSource } from '../../package.ts';
import { toIncomplete } from '../../text/to-incomplete.ts';
import {
  getNumber,
  getText,
  getValue,
  readTomlBlocks,
  toTable,
  toTables,
  toTexts,
  type TomlBlock,
  type TomlTable,
} from '../../text/read-toml.ts';
import { findUnknownVersion } from '../../text/known-version.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

/**
 * `uv.lock` (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile). The project itself stands in it as a package
 * whose source is `virtual = "."` and is left out; packages that are built from folders of the workspace stay.
 */
export const uvLock: PackageReader = {
  name: 'uv-lock',
  role: 'lock',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)uv\.lock$/.test(path),
  parse: (text, file) => {
    const { root, blocks, problems } = readTomlBlocks(text, 'package');
    const tables = blocks.map(({ table }) => table);
    const list = new PythonList(file);
    const findAsked = createMarkerFinder(tables.flatMap(listWishes));
    const indexes = blocks.map((block) => addPackage(list, block, findAsked));
    for (const [i, index] of indexes.entries()) {
      if (index !== undefined) list.require(index, listShipped(tables[i] ?? {}));
    }
    askForProjects(list, tables);
    const own = new Set(tables.map((table) => getText(table, 'name')));
    const missing = tables
      .flatMap((table) => toWishes(getValue(table, 'dependencies')))
      .flatMap(({ name }) => (list.has(name) || own.has(name) ? [] : name));
    const faults = [...problems, ...findUnknownVersion('version', getNumber(root, 'version'), [1])];
    const diagnostics = [...toDiagnostics(text, file, 'lock-syntax', faults), ...toIncomplete(file, missing)];
    return { packages: list.toPackages(), ...list.toImporters(), diagnostics };
  },
};

function addPackage(list: PythonList, block: TomlBlock, findAsked: MarkerFinder): number | undefined {
  const { table } = block;
  if (getText(table, 'source', 'virtual') === '.') return undefined;
  const source = findSource(table);
  const marker = findMarker(table, findAsked);
  const isHashed = source === undefined || source.kind === 'registry' || source.kind === 'url';
  return list.add({
    name: getText(table, 'name') ?? '',
    version: getText(table, 'version') ?? null,
    block,
    ...(source === undefined ? {} : { source }),
    ...(isHashed ? { hasIntegrity: hasHash(table) } : {}),
    ...(marker === undefined ? {} : { marker }),
  });
}

/** The project and the members of its workspace say what is asked for, and what for. */
function askForProjects(list: PythonList, tables: readonly TomlTable[]): void {
  const projects = tables.filter((table) => findFolder(table) !== undefined);
  for (const table of projects) list.addImporter(findFolder(table) ?? '', listShipped(table));
  const production = projects.flatMap((table) => toWishes(getValue(table, 'dependencies')));
  const optional = projects.flatMap((table) => listGroups(table, 'optional-dependencies'));
  const development = projects.flatMap((table) => listGroups(table, 'dev-dependencies'));
  list.markDevelopment([...production, ...optional], development);
  list.markOptional([...production, ...development], optional);
  list.ask(projects.length === 0 ? undefined : [...production, ...optional, ...development]);
}

/** What a package needs when it runs, its extras included: of those of others the file has only what somebody asks for. */
const listShipped = (table: TomlTable): readonly PythonWish[] => [
  ...toWishes(getValue(table, 'dependencies')),
  ...listGroups(table, 'optional-dependencies'),
];

const listWishes = (table: TomlTable): readonly PythonWish[] => [
  ...listShipped(table),
  ...listGroups(table, 'dev-dependencies'),
];

/** What all extras, or all groups, of a project ask for. */
const listGroups = (table: TomlTable, key: 'optional-dependencies' | 'dev-dependencies'): readonly PythonWish[] =>
  Object.values(toTable(getValue(table, key))).flatMap(toWishes);

/**
 * Markers stand where a package is asked for, and for one of several versions on the package too. One of the first and one of the second
 * must hold; `undefined` where a package is asked for without.
 */
function findMarker(table: TomlTable, findAsked: MarkerFinder): string | undefined {
  const asked = findAsked(getText(table, 'name') ?? '', getText(table, 'version') ?? null);
  const known = [asked, toAlternatives(toTexts(getValue(table, 'resolution-markers')))].filter(
    (part) => part !== undefined,
  );
  return known.length === 0 ? undefined : known.join(' and ');
}

/** Of the project and the members of its workspace. */
function findFolder(table: TomlTable): string | undefined {
  const folder = getText(table, 'source', 'virtual') ?? getText(table, 'source', 'editable');
  return folder === '.' ? '' : folder;
}

const INDEX = 'https://pypi.org/simple';

function findSource(table: TomlTable): PackageSource | undefined {
  const source = toTable(getValue(table, 'source'));
  const git = getText(source, 'git');
  if (git !== undefined) {
    const commit = /#([0-9a-f]{7,64})$/.exec(git)?.[1];
    return { kind: 'git', url: git, ...(commit === undefined ? {} : { commit }) };
  }
  const folder = getText(source, 'editable') ?? getText(source, 'virtual');
  if (folder !== undefined) return { kind: 'workspace', url: folder };
  const path = getText(source, 'directory') ?? getText(source, 'path');
  if (path !== undefined) return { kind: 'file', url: path };
  const url = getText(source, 'url');
  if (url !== undefined) return { kind: 'url', url };
  const registry = getText(source, 'registry');
  return registry === undefined || registry === INDEX ? undefined : { kind: 'registry', url: registry };
}

function hasHash(table: TomlTable): boolean {
  const files = [...toTables(getValue(table, 'wheels')), toTable(getValue(table, 'sdist'))];
  return files.some((archive) => getText(archive, 'hash') !== undefined);
}
