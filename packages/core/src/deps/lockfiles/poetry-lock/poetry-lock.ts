import { toPackageName } from '../../names.ts';
import { PythonList } from '../../python/python-list.ts';
import { readProject, toPoetryWishes } from '../../python/read-project.ts';
import type { PackageReader, PackageSource } from '../../package.ts';
import { getText, getValue, readTomlBlocks, toTable, toTexts, type TomlTable } from '../../text/read-toml.ts';
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
    const list = new PythonList(file);
    const indexes = blocks.map((block) => {
      const { table } = block;
      const source = findSource(table);
      const hashes = hasFiles(table) || hasFiles(toTable(getValue(root, 'metadata', 'files')), getText(table, 'name'));
      return list.add({
        name: getText(table, 'name') ?? '',
        version: getText(table, 'version') ?? null,
        block,
        dev: isDev(table),
        optional: getValue(table, 'optional') === true,
        ...(source === undefined ? {} : { source }),
        ...(source === undefined || source.kind === 'registry' ? { hasIntegrity: hashes } : {}),
      });
    });
    for (const [i, { table }] of blocks.entries()) {
      list.require(indexes[i] ?? -1, toPoetryWishes(getValue(table, 'dependencies')));
    }
    const project = readProject(file, context);
    list.ask(project && [...project.production, ...project.development]);
    const diagnostics = toDiagnostics(text, file, 'lock-syntax', [...problems, ...findFaults(root, text)]);
    return { packages: list.toPackages(), diagnostics };
  },
};

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

/** Poetry 1 kept the hashes of all packages in one table at the end, by name. */
function hasFiles(table: TomlTable, name = 'files'): boolean {
  const key = Object.hasOwn(table, name) ? name : toPackageName('PyPI', name);
  const files = getValue(table, key);
  return Array.isArray(files) && files.length > 0;
}
