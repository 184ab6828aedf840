import { PythonList } from '../../python/python-list.ts';
import { readProject, readWish, type Project } from '../../python/read-project.ts';
import type { PackageReader, PackageSource } from '../../package.ts';
import { getText, getValue, readTomlBlocks, toTables, toTexts, type TomlTable } from '../../text/read-toml.ts';
import { findUnknownVersion } from '../../text/known-version.ts';
import { toDiagnostics } from '../../text/to-diagnostics.ts';

/** `pdm.lock` (https://pdm-project.org/en/latest/usage/lockfile/). */
export const pdmLock: PackageReader = {
  name: 'pdm-lock',
  role: 'lock',
  ecosystem: 'PyPI',
  matches: (path) => /(?:^|\/)pdm\.lock$/.test(path),
  parse: (text, file, context) => {
    const { root, blocks, problems } = readTomlBlocks(text, 'package');
    const project = readProject(file, context);
    const list = new PythonList(file);
    const indexes = blocks.map((block) => {
      const { table } = block;
      const source = findSource(table);
      const groups = findGroups(table);
      return list.add({
        name: getText(table, 'name') ?? '',
        version: getText(table, 'version') ?? null,
        block,
        dev: isDev(groups, project),
        optional: groups.length > 0 && !groups.includes('default') && !isDev(groups, project),
        ...(source === undefined ? {} : { source }),
        ...(source === undefined ? { hasIntegrity: toTables(getValue(table, 'files')).length > 0 } : {}),
        ...(getText(table, 'marker') === undefined ? {} : { marker: getText(table, 'marker') ?? '' }),
      });
    });
    for (const [i, { table }] of blocks.entries()) {
      const needed = toTexts(getValue(table, 'dependencies')).flatMap(readWish);
      list.require(indexes[i] ?? -1, needed);
    }
    // Before PDM 2.8 it did not say which groups a package is for.
    const hasGroups = blocks.some(({ table }) => findGroups(table).length > 0);
    if (project !== undefined && !hasGroups) list.markDevelopment(project.production, project.development);
    list.ask(project && [...project.production, ...project.development]);
    const version = getText(root, 'metadata', 'lock_version');
    const faults = [...problems, ...findUnknownVersion('lock_version', version, [1, 2, 3, 4])];
    return { packages: list.toPackages(), diagnostics: toDiagnostics(text, file, 'lock-syntax', faults) };
  },
};

const findGroups = (table: TomlTable): readonly string[] => toTexts(getValue(table, 'groups'));

/** Groups are development's or extras: `pyproject.toml` knows which; without one, whatever is not `default` is development's. */
function isDev(groups: readonly string[], project: Project | undefined): boolean {
  if (groups.length === 0 || groups.includes('default')) return false;
  return project === undefined || groups.every((name) => project.groups.has(name));
}

function findSource(table: TomlTable): PackageSource | undefined {
  const git = getText(table, 'git');
  if (git !== undefined) {
    const commit = getText(table, 'revision');
    return { kind: 'git', url: git, ...(commit === undefined ? {} : { commit }) };
  }
  const url = getText(table, 'url');
  const path = getText(table, 'path');
  if (path !== undefined) return { kind: 'file', url: path };
  return url === undefined ? undefined : { kind: 'url', url };
}
