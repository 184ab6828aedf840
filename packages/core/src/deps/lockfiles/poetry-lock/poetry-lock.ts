import { toPackageName } from '../../names.ts';
import { createMarkerFinder, type MarkerFinder } from '../../python/create-marker-finder.ts';
import { PythonList, type PythonWish } from '../../python/python-list.ts';
import { readProject, toPoetryWishes } from '../../python/read-project.ts';
import type { PackageReader, PackageSource } from '../../package.ts';
import {
  getText,
  getValue,
  readTomlBlocks,
  toTable,
  toTexts,
  type TomlBlock,
  type TomlTable,
} from '../../text/read-toml.ts';
import { findUnknownVersion } from '../../text/known-version.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

/** `poetry.lock` of Poetry 1 (`category`) and 2 (`groups`). */
export const poetryLock: PackageReader = {
  name: 'poetry-lock',
  role: 'lock',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)poetry\.lock$/.test(path),
  parse: (text, file, context) => {
    const { root, blocks, problems } = readTomlBlocks(text, 'package');
    const tables = blocks.map(({ table }) => table);
    const project = readProject(file, context);
    const wishes = project && [...project.production, ...project.development];
    const findMarker = createFinder(tables, wishes);
    const list = new PythonList(file);
    const indexes = blocks.map((block) => addPackage(list, block, root, findMarker));
    for (const [i, table] of tables.entries()) {
      list.require(indexes[i] ?? -1, toPoetryWishes(getValue(table, 'dependencies')));
    }
    // Poetry 1.5 to 1.8 wrote neither groups nor categories.
    const isSorted = tables.some((table) => Object.hasOwn(table, 'groups') || Object.hasOwn(table, 'category'));
    if (project !== undefined && !isSorted) list.markDevelopment(project.production, project.development);
    list.ask(wishes);
    const diagnostics = toDiagnostics(text, file, 'lock-syntax', [...problems, ...findFaults(root, text)]);
    return { packages: list.toPackages(), diagnostics };
  },
};

function addPackage(list: PythonList, block: TomlBlock, root: TomlTable, findMarker: MarkerFinder): number {
  const { table } = block;
  const name = getText(table, 'name') ?? '';
  const version = getText(table, 'version') ?? null;
  const source = findSource(table);
  const marker = findMarker(name, version) ?? findOwnMarker(table);
  // Poetry 1 kept the hashes of all packages in one table at the end, by name; before 1.0 that had another name.
  const lists = ['files', 'hashes'].map((key) => toTable(getValue(root, 'metadata', key)));
  const hashes = hasFiles(table) || lists.some((files) => hasFiles(files, name));
  return list.add({
    name,
    version,
    block,
    dev: isDev(table),
    optional: getValue(table, 'optional') === true,
    ...(marker === undefined ? {} : { marker }),
    ...(source === undefined ? {} : { source }),
    ...(source === undefined || source.kind === 'registry' ? { hasIntegrity: hashes } : {}),
  });
}

/**
 * Before Poetry 2 markers stand only where a package is asked for, so that all who ask must be known: the project too.
 */
function createFinder(tables: readonly TomlTable[], wishes: readonly PythonWish[] | undefined): MarkerFinder {
  const isMarked = tables.some((table) => Object.hasOwn(table, 'groups'));
  if (wishes === undefined || isMarked) return () => undefined;
  return createMarkerFinder([...wishes, ...tables.flatMap((table) => toPoetryWishes(getValue(table, 'dependencies')))]);
}

/** One for all groups, or one for each; what ships is of the group `main`. */
const findOwnMarker = (table: TomlTable): string | undefined =>
  getText(table, 'markers') ?? getText(table, 'markers', 'main');

/** Poetry writes its own table last. */
function findFaults(root: TomlTable, text: string): readonly TextProblem[] {
  if (text.trim() === '') return [];
  if (!Object.hasOwn(root, 'metadata'))
    return [{ message: 'it has no `metadata`: the file is cut off', at: text.length, severity: 'warning' }];
  return findUnknownVersion('lock-version', getText(root, 'metadata', 'lock-version'), [1, 2]);
}

function isDev(table: TomlTable): boolean {
  const groups = getValue(table, 'groups');
  if (groups === undefined) return getText(table, 'category') === 'dev';
  const names = toTexts(groups);
  return names.length > 0 && !names.includes('main');
}

function findSource(table: TomlTable): PackageSource | undefined {
  const type = getText(table, 'source', 'type');
  const url = getText(table, 'source', 'url') ?? '';
  if (type === undefined) return undefined;
  if (type === 'git') {
    const commit = getText(table, 'source', 'resolved_reference');
    return { kind: 'git', url, ...(commit === undefined ? {} : { commit }) };
  }
  if (type === 'directory' || type === 'file') return { kind: 'file', url };
  return { kind: type === 'url' ? 'url' : 'registry', url };
}

function hasFiles(table: TomlTable, name = 'files'): boolean {
  const key = Object.hasOwn(table, name) ? name : toPackageName('PyPI', name);
  const files = getValue(table, key);
  return Array.isArray(files) && files.length > 0;
}
