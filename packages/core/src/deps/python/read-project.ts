import type { ReaderContext } from '../package.ts';
import { getText, getValue, readToml, toTable, toTexts, type TomlTable } from '../text/read-toml.ts';
import { findPoetryMarker } from './find-poetry-marker.ts';
import { parseRequirement } from './parse-requirement.ts';
import type { PythonWish } from './python-list.ts';

/** What a `pyproject.toml` asks for, by what for. */
export interface Project {
  readonly production: readonly PythonWish[];
  readonly development: readonly PythonWish[];
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
      ...toWishes(getValue(table, 'project', 'dependencies')),
      ...extras.flatMap(toWishes),
      ...toPoetryWishes(poetry['dependencies']),
    ],
    development: [
      ...listed.flatMap(toWishes),
      ...toPoetryWishes(poetry['dev-dependencies']),
      ...poetryGroups.flatMap(([, group]) => toPoetryWishes(toTable(group)['dependencies'])),
    ],
    groups: new Set([...Object.keys(groups), ...Object.keys(pdm), ...poetryGroups.map(([name]) => name)]),
  };
}

const toWishes = (value: unknown): readonly PythonWish[] => toTexts(value).flatMap(readWish);

/** One dependency as PEP 508 writes it; none where it is none. Its range holds an exact version too: `==2.0` is 2.0.0. */
export function readWish(text: string): readonly PythonWish[] {
  const found = parseRequirement(text);
  if (found === undefined) return [];
  const { name, range, marker } = found;
  return [{ name, range, ...(marker === undefined ? {} : { marker }) }];
}

/** Poetry's tables, in projects and in lock files: `name = "range"`, `name = { version = "range", markers = "…" }`, or several of these. */
export function toPoetryWishes(value: unknown): readonly PythonWish[] {
  return Object.entries(toTable(value)).flatMap(([name, asked]) => {
    if (name === 'python') return [];
    return (Array.isArray(asked) ? asked : [asked]).map((one): PythonWish => {
      const range = typeof one === 'string' ? one : getText(toTable(one), 'version');
      const marker = findPoetryMarker(one);
      return { name, ...(range === undefined ? {} : { range }), ...(marker === undefined ? {} : { marker }) };
    });
  });
}
