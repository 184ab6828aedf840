import { PythonList, type PythonWish } from '../../python/python-list.ts';
import type { PackageReader, PackageSource } from '../../package.ts';
import { getText, getValue, readTomlBlocks, toTable, toTables, type TomlTable } from '../../text/read-toml.ts';
import type { TextProblem } from '../../text/text-problem.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

/** `pylock.toml` and `pylock.<name>.toml` (https://packaging.python.org/en/latest/specifications/pylock-toml/). */
export const pylock: PackageReader = {
  name: 'pylock',
  role: 'lock',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path),
  parse: (text, file) => {
    const { root, blocks, problems } = readTomlBlocks(text, 'packages');
    const list = new PythonList(file);
    const indexes = blocks.map((block) => {
      const { table } = block;
      const source = findSource(table);
      const version = getText(table, 'version') ?? null;
      // A folder without a version is the project itself.
      if (version === null && source?.kind === 'file') return undefined;
      return list.add({
        name: getText(table, 'name') ?? '',
        version,
        block,
        ...(source === undefined ? {} : { source }),
        ...(source === undefined || source.kind === 'registry' ? { hasIntegrity: hasHash(table) } : {}),
        ...(getText(table, 'marker') === undefined ? {} : { marker: getText(table, 'marker') ?? '' }),
      });
    });
    for (const [i, { table }] of blocks.entries()) {
      list.require(indexes[i] ?? -1, toTables(getValue(table, 'dependencies')).map(toWish));
    }
    list.ask(undefined);
    const faults = [...problems, ...findFaults(root)];
    return { packages: list.toPackages(), diagnostics: toDiagnostics(text, file, 'lock-syntax', faults) };
  },
};

function toWish(asked: TomlTable): PythonWish {
  const version = getText(asked, 'version');
  return { name: getText(asked, 'name') ?? '', ...(version === undefined ? {} : { version }) };
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
