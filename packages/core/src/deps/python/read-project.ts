import type { ReaderContext } from '../package.ts';
import { getValue, readToml, toTable, toTexts, type TomlTable } from '../text/read-toml.ts';
import { toPackageName } from '../names.ts';
import { parseRequirement } from './parse-requirement.ts';

/** The names that a `pyproject.toml` asks for, by what for. */
export interface Project {
  readonly production: readonly string[];
  readonly development: readonly string[];
  /** Names of dependency groups that are for development. */
  readonly groups: ReadonlySet<string>;
}

/** The project beside a lock file; `undefined` when there is no readable `pyproject.toml`. */
export function readProject(file: string, { host }: ReaderContext): Project | undefined {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const path = `${folder}pyproject.toml`;
  const text = host.kindOf(path) === 'file' ? host.readText(path) : undefined;
  const table = text === undefined ? undefined : readToml(text).table;
  return table === undefined ? undefined : toProject(table);
}

function toProject(table: TomlTable): Project {
  const extras = Object.values(toTable(getValue(table, 'project', 'optional-dependencies')));
  const poetry = toTable(getValue(table, 'tool', 'poetry'));
  const poetryGroups = Object.entries(toTable(poetry['group']));
  const groups = toTable(getValue(table, 'dependency-groups'));
  const pdm = toTable(getValue(table, 'tool', 'pdm', 'dev-dependencies'));
  const listed = [...Object.values(groups), ...Object.values(pdm), getValue(table, 'tool', 'uv', 'dev-dependencies')];
  return {
    production: [
      ...toNames(getValue(table, 'project', 'dependencies')),
      ...extras.flatMap(toNames),
      ...toKeys(poetry['dependencies']),
    ],
    development: [
      ...listed.flatMap(toNames),
      ...toKeys(poetry['dev-dependencies']),
      ...poetryGroups.flatMap(([, group]) => toKeys(toTable(group)['dependencies'])),
    ],
    groups: new Set([...Object.keys(groups), ...Object.keys(pdm), ...poetryGroups.map(([name]) => name)]),
  };
}

const toNames = (value: unknown): readonly string[] =>
  toTexts(value).flatMap((text) => parseRequirement(text)?.name ?? []);

const toKeys = (value: unknown): readonly string[] =>
  Object.keys(toTable(value))
    .filter((name) => name !== 'python')
    .map((name) => toPackageName('PyPI', name));
