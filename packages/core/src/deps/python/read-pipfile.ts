import { toDirectory } from '../../app/path.ts';
import type { ReaderContext } from '../package.ts';
import { readToml, toTable } from '../text/read-toml.ts';
import type { PythonWish } from './python-list.ts';
import { toPoetryWishes } from './read-project.ts';

/** What of a `Pipfile` names no packages (https://pipenv.pypa.io/en/latest/pipfile.html). Beside `dev-packages` there may be categories of any name. */
const SETTINGS = new Set(['source', 'requires', 'scripts', 'pipenv']);

/** What the `Pipfile` beside a lock file asks for, in all its categories; `undefined` when there is no readable one. */
export function readPipfile(file: string, { host }: ReaderContext): readonly PythonWish[] | undefined {
  const folder = toDirectory(file);
  const path = folder === '' ? 'Pipfile' : `${folder}/Pipfile`;
  const text = host.kindOf(path) === 'file' ? host.readText(path) : undefined;
  const table = text === undefined ? undefined : readToml(text).table;
  if (table === undefined) return undefined;
  return Object.entries(table).flatMap(([name, value]) => (SETTINGS.has(name) ? [] : toPoetryWishes(toTable(value))));
}
