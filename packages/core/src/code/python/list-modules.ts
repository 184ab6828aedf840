import type { Host } from '../../host.ts';
import type { Resolution } from '../module-loader.ts';
import { join } from './search-path.ts';

/** The modules of a package whose dotted names begin with `before` and end with `after`: `f"handlers.{name}"`. */
export function listModules(
  host: Host,
  resolve: (specifier: string) => Resolution,
  before: string,
  after: string,
): readonly string[] {
  const cut = before.lastIndexOf('.') + 1;
  const parent = /^(\.*[^.].*)\.$/.exec(before.slice(0, cut))?.[1];
  const found = parent === undefined ? undefined : resolve(parent);
  if (found?.kind !== 'package') return [];
  return host.list(found.directory).flatMap((name) => {
    const isPackage = host.kindOf(join(found.directory, `${name}/__init__.py`)) === 'file';
    const stem = isPackage ? name : /^(?!__init__|test_)(\w+)\.py$/.exec(name)?.[1];
    if (stem === undefined) return [];
    const specifier = `${parent}.${stem}`;
    const fits =
      specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
    return fits ? [specifier] : [];
  });
}
