import type { Host } from '@sallyport/core';
import { identifyPackage } from './identify-package.ts';

/** A function, as it is deployed. */
interface Deployed {
  /** Root-relative. */
  readonly folder: string;
  /** Its own files of code, relative to `folder`. */
  readonly files: readonly string[];
  /** `name@version` of what a lock file has for it. */
  readonly locked: readonly string[];
}

const BUNDLE = /\.[cm]?js$/;
const NODE_MODULES = 'node_modules/';
const INLINE = /\n\/\/# sourceMappingURL=data:application\/json[^,]{0,80};base64,([\w+/=]+)\s*$/;

/**
 * What source maps say that bundles were made of, for tools that tell it nowhere else: file -> `name@version` of the packages in it. The
 * version is that of the package in a `node_modules` of the folder or of one above it, else that of the lock file; `name@` without either.
 */
export function readSourceMaps(
  { folder, files, locked }: Deployed,
  host: Host,
): ReadonlyMap<string, readonly string[]> {
  const bundles = new Map<string, readonly string[]>();
  for (const file of files.filter((name) => BUNDLE.test(name))) {
    const path = folder === '' ? file : `${folder}/${file}`;
    const inside = new Set(readSources(path, host).flatMap((source) => findPackagePath(source) ?? []));
    if (inside.size === 0) continue;
    const identities = [...inside].flatMap((tail) => identify(tail, path, locked, host));
    bundles.set(file, [...new Set(identities)].toSorted());
  }
  return bundles;
}

function readSources(path: string, host: Host): readonly string[] {
  const beside = host.kindOf(`${path}.map`) === 'file' ? host.readText(`${path}.map`) : undefined;
  const inline = beside === undefined ? INLINE.exec(host.readText(path) ?? '')?.[1] : undefined;
  const text = beside ?? (inline === undefined ? '' : Buffer.from(inline, 'base64').toString());
  try {
    const { sources, sections } = JSON.parse(text) as {
      sources?: unknown;
      sections?: readonly { map?: { sources?: unknown } }[];
    };
    const parts = sections?.map(({ map }) => map?.sources) ?? [sources];
    return parts.flat().filter((source) => typeof source === 'string');
  } catch {
    return [];
  }
}

/** `node_modules/a/node_modules/@b/c` of `webpack://app/../node_modules/a/node_modules/@b/c/index.js`. */
function findPackagePath(source: string): string | undefined {
  const [first, last] = [source.indexOf(NODE_MODULES), source.lastIndexOf(NODE_MODULES)];
  const name = first === -1 ? undefined : /^((?:@[^/]+\/)?[^/]+)\//.exec(source.slice(last + NODE_MODULES.length))?.[1];
  return name === undefined ? undefined : `${source.slice(first, last + NODE_MODULES.length)}${name}`;
}

function identify(tail: string, path: string, locked: readonly string[], host: Host): readonly string[] {
  for (const folder of findAbove(path)) {
    const found = identifyPackage(host, folder === '' ? tail : `${folder}/${tail}`);
    if (!found.endsWith('@')) return [found];
  }
  const name = tail.slice(tail.lastIndexOf(NODE_MODULES) + NODE_MODULES.length);
  const known = locked.filter((identity) => identity.slice(0, identity.lastIndexOf('@')) === name);
  return known.length === 0 ? [`${name}@`] : known;
}

function* findAbove(path: string): Generator<string> {
  for (let folder = path; folder !== '';) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    yield folder;
  }
}
