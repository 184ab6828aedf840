import { getText, toTables } from '../text/read-toml.ts';
import type { PythonWish } from './python-list.ts';

/** Dependencies as `uv.lock` and `pylock.toml` write them: a list of tables, each with a name and what else is needed to tell one. */
export function toWishes(value: unknown): readonly PythonWish[] {
  return toTables(value).flatMap((table) => {
    const [name, version, marker] = [getText(table, 'name'), getText(table, 'version'), getText(table, 'marker')];
    if (name === undefined) return [];
    return { name, ...(version === undefined ? {} : { version }), ...(marker === undefined ? {} : { marker }) };
  });
}
