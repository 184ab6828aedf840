import { PythonList } from '../../python/python-list.ts';
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
    const list = new PythonList(file);
    const findMarker = createMarkerFinder(blocks);
    const indexes = blocks.map((block) => {
      const { table } = block;
      if (getText(table, 'source', 'virtual') === '.') return undefined;
      const source = findSource(table);
      const marker = findMarker(table);
      const isHashed = source === undefined || source.kind === 'registry' || source.kind === 'url';
      return list.add({
        name: getText(table, 'name') ?? '',
        version: getText(table, 'version') ?? null,
        block,
        ...(source === undefined ? {} : { source }),
        ...(isHashed ? { hasIntegrity: hasHash(table) } : {}),
        ...(marker === undefined ? {} : { marker }),
      });
    });
    const own = new Set(blocks.map(({ table }) => getText(table, 'name')));
    const production: string[] = [];
    const development: string[] = [];
    for (const [i, { table }] of blocks.entries()) {
      const extras = Object.values(toTable(getValue(table, 'optional-dependencies'))).flatMap(toNames);
      const needed = [...toNames(getValue(table, 'dependencies')), ...extras];
      const folder = findFolder(table);
      if (folder !== undefined) {
        list.addImporter(folder, needed);
        production.push(...needed);
        development.push(...Object.values(toTable(getValue(table, 'dev-dependencies'))).flatMap(toNames));
      }
      const index = indexes[i];
      if (index !== undefined) list.require(index, needed);
    }
    list.markDevelopment(production, development);
    list.ask(blocks.some(({ table }) => findFolder(table) !== undefined) ? [...production, ...development] : undefined);
    const missing = blocks
      .flatMap(({ table }) => toNames(getValue(table, 'dependencies')))
      .filter((name) => list.find(name).length === 0 && !own.has(name));
    const faults = [...problems, ...findUnknownVersion('version', getNumber(root, 'version'), [1])];
    const diagnostics = [...toDiagnostics(text, file, 'lock-syntax', faults), ...toIncomplete(file, missing)];
    return { packages: list.toPackages(), ...list.toImporters(), diagnostics };
  },
};

const toNames = (value: unknown): readonly string[] => toTables(value).flatMap((table) => getText(table, 'name') ?? []);

/**
 * Markers stand where a package is asked for, and for one of several versions on the package too. One of the first and one of the second
 * must hold; `undefined` where a package is asked for without.
 */
function createMarkerFinder(blocks: readonly Pick<TomlBlock, 'table'>[]): (table: TomlTable) => string | undefined {
  const asked = new Map<string, Set<string | undefined>>();
  for (const { table } of blocks) {
    const groups = ['optional-dependencies', 'dev-dependencies'].flatMap((key) =>
      Object.values(toTable(getValue(table, key))),
    );
    for (const wish of [getValue(table, 'dependencies'), ...groups].flatMap(toTables)) {
      const name = getText(wish, 'name') ?? '';
      asked.set(name, (asked.get(name) ?? new Set()).add(getText(wish, 'marker')));
    }
  }
  const needs = new Map([...asked].map(([name, markers]) => [name, toAlternatives([...markers])]));
  return (table) => {
    const parts = [
      needs.get(getText(table, 'name') ?? ''),
      toAlternatives(toTexts(getValue(table, 'resolution-markers'))),
    ];
    const known = parts.filter((part) => part !== undefined);
    return known.length === 0 ? undefined : known.join(' and ');
  };
}

/** More than anybody writes is left open: a package may have as many versions. */
const MOST_MARKERS = 30;

/** `undefined` where one of them always holds, or nothing is said. */
function toAlternatives(markers: readonly (string | undefined)[]): string | undefined {
  const isOpen = markers.length === 0 || markers.length > MOST_MARKERS || markers.includes(undefined);
  return isOpen ? undefined : `(${markers.map((one) => `(${one})`).join(' or ')})`;
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
