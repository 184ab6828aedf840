import { joinPath, toDirectory } from '../../../app/path.ts';
import type { ReaderContext } from '../../package.ts';
import { scanYaml } from '../../text/scan-yaml.ts';

/** What a manifest means by `catalog:` or `catalog:NAME` for a package; `undefined` where that is not told. */
export type CatalogFinder = (range: string, name: string) => string | undefined;

/** The catalogs beside a lock file: from 4.10 on yarn has them in `.yarnrc.yml` (https://yarnpkg.com/features/catalogs). */
export function readCatalogs(lock: string, { host }: ReaderContext): CatalogFinder {
  const path = joinPath(toDirectory(lock), '.yarnrc.yml') ?? '';
  const text = host.kindOf(path) === 'file' ? host.readText(path) : undefined;
  const ranges = new Map<string, string>();
  let section = '';
  let catalog = '';
  scanYaml(text ?? '', ({ depth, key, value }) => {
    if (depth === 0) section = key;
    else if (section === 'catalogs' && depth === 1) catalog = key;
    else if (section === 'catalog' && depth === 1) ranges.set(`catalog: ${key}`, value);
    else if (section === 'catalogs' && depth === 2) ranges.set(`catalog:${catalog} ${key}`, value);
  });
  return (range, name) => ranges.get(`${range} ${name}`);
}
