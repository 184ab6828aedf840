import { PythonList, type PythonWish } from '../../python/python-list.ts';
import { mayHold } from '../../python/may-hold.ts';
import { readPipfile } from '../../python/read-pipfile.ts';
import { readProject } from '../../python/read-project.ts';
import { toWishes } from '../../python/to-wishes.ts';
import type { PackageReader, PackageSource, ReaderContext } from '../../package.ts';
import {
  getText,
  getValue,
  readTomlBlocks,
  toTable,
  toTables,
  toTexts,
  type TomlBlock,
  type TomlTable,
} from '../../text/read-toml.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

/** `pylock.toml` and `pylock.<name>.toml` (https://packaging.python.org/en/latest/specifications/pylock-toml/). */
export const pylock: PackageReader = {
  name: 'pylock',
  role: 'lock',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path),
  parse: (text, file, context) => {
    const { root, blocks, problems } = readTomlBlocks(text, 'packages');
    const list = new PythonList(file);
    const defaults = new Set(toTexts(getValue(root, 'default-groups')));
    const indexes = blocks.map((block) => addPackage(list, block, defaults));
    for (const [i, { table }] of blocks.entries()) {
      list.require(indexes[i] ?? -1, toWishes(getValue(table, 'dependencies')));
    }
    list.ask(readWishes(file, context));
    const faults = [...problems, ...findFaults(root)];
    return { packages: list.toPackages(), diagnostics: toDiagnostics(text, file, 'lock-syntax', faults) };
  },
};

function addPackage(list: PythonList, block: TomlBlock, defaults: ReadonlySet<string>): number | undefined {
  const { table } = block;
  const source = findSource(table);
  const version = getText(table, 'version') ?? null;
  // A folder without a version is the project itself.
  if (version === null && source?.kind === 'file') return undefined;
  const marker = getText(table, 'marker');
  return list.add({
    name: getText(table, 'name') ?? '',
    version,
    block,
    ...(marker === undefined ? {} : { marker, ...findNeed(marker, defaults) }),
    ...(source === undefined ? {} : { source }),
    ...(source === undefined || source.kind === 'registry' ? { hasIntegrity: hasHash(table) } : {}),
  });
}

const NO_EXTRAS: ReadonlySet<string> = new Set();

/** What is installed for a group that is none of the `defaults` is for development; what is for an extra alone may be left out. */
function findNeed(
  marker: string,
  defaults: ReadonlySet<string>,
): { readonly dev: boolean; readonly optional: boolean } {
  if (!mayHold(marker, null)) return { dev: false, optional: false };
  const dev = !mayHold(marker, null, { groups: defaults });
  return { dev, optional: !dev && !mayHold(marker, null, { groups: defaults, extras: NO_EXTRAS }) };
}

/** What the project beside it asks for. Where only a lock file is left, what nothing else in it needs is taken for that. */
function readWishes(file: string, context: ReaderContext): readonly PythonWish[] | undefined {
  const project = readProject(file, context);
  const wishes = [...(project?.production ?? []), ...(project?.development ?? [])];
  return wishes.length > 0 ? wishes : readPipfile(file, context);
}

function findFaults(root: TomlTable): readonly TextProblem[] {
  const version = getText(root, 'lock-version');
  if (version === undefined || version.startsWith('1.')) return [];
  return [{ message: `the \`lock-version\` is none that is known (1.0)`, at: 0 }];
}

function findSource(table: TomlTable): PackageSource | undefined {
  const vcs = toTable(getValue(table, 'vcs'));
  const commit = getText(vcs, 'commit-id');
  if (Object.hasOwn(table, 'vcs')) {
    const url = getText(vcs, 'url') ?? getText(vcs, 'path');
    return { kind: 'git', ...(url === undefined ? {} : { url }), ...(commit === undefined ? {} : { commit }) };
  }
  const folder = getText(table, 'directory', 'path');
  if (folder !== undefined) return { kind: 'file', url: folder };
  const archive = getText(table, 'archive', 'url') ?? getText(table, 'archive', 'path');
  if (archive !== undefined) return { kind: 'url', url: archive };
  const index = getText(table, 'index');
  return index === undefined || /^https:\/\/pypi\.org\/simple\/?$/.test(index)
    ? undefined
    : { kind: 'registry', url: index };
}

function hasHash(table: TomlTable): boolean {
  const files = [...toTables(getValue(table, 'wheels')), toTable(getValue(table, 'sdist'))];
  return files.some((archive) => Object.keys(toTable(getValue(archive, 'hashes'))).length > 0);
}
