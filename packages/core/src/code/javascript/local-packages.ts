import type { Host } from '../../host.ts';
import { isRecord, readJson } from './module-files.ts';
import { findAncestors, joinPath } from '../../app/path.ts';
import { readWorkspace } from './workspaces.ts';

/** What a bare package name means to the code of a directory. */
export type PackageMeaning =
  | { readonly kind: 'local'; readonly directory: string }
  /** Installed under another name: `"sdk": "npm:@aws-sdk/client-s3@3"`. */
  | { readonly kind: 'alias'; readonly name: string };

export interface LocalPackages {
  /** A package of the application: a `file:` or `link:` dependency, a member of the workspace, or the package around the code. */
  find(directory: string, name: string): PackageMeaning | undefined;
  /** What the manifest of exactly this directory says of a dependency. */
  findDependency(directory: string, name: string): PackageMeaning | undefined;
  /** The nearest directory with a package.json, and that file. */
  findNearest(directory: string): { readonly directory: string; readonly manifest: Manifest } | undefined;
}

type Manifest = Readonly<Record<string, unknown>>;

export function createLocalPackages(host: Host): LocalPackages {
  const manifests = new Map<string, Manifest | null>();
  const workspaces = new Map<string, ReadonlyMap<string, string>>();

  const readManifest = (directory: string): Manifest | null => {
    const known = manifests.get(directory) ?? readJson(host, joinPath(directory, 'package.json') ?? '') ?? null;
    manifests.set(directory, known);
    return known;
  };
  const openWorkspace = (directory: string): ReadonlyMap<string, string> => {
    const known = workspaces.get(directory) ?? readWorkspace(host, directory);
    workspaces.set(directory, known);
    return known;
  };
  const findDependency = (directory: string, name: string): PackageMeaning | undefined =>
    toMeaning(host, directory, findRange(readManifest(directory), name));

  return {
    findDependency,
    findNearest: (directory) => {
      for (const ancestor of findAncestors(directory)) {
        const manifest = readManifest(ancestor);
        if (manifest !== null) return { directory: ancestor, manifest };
      }
      return undefined;
    },
    find: (directory, name) => {
      for (const ancestor of findAncestors(directory)) {
        const manifest = readManifest(ancestor);
        const declared = findDependency(ancestor, name);
        if (declared !== undefined) return declared;
        if (manifest?.['name'] === name) return { kind: 'local', directory: ancestor };
        const member = openWorkspace(ancestor).get(name);
        if (member !== undefined) return { kind: 'local', directory: member };
      }
      return undefined;
    },
  };
}

function findRange(manifest: Manifest | null, name: string): string | undefined {
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
    const dependencies = manifest?.[field];
    const range = isRecord(dependencies) ? dependencies[name] : undefined;
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/** Ranges of the registry mean nothing here: that package is not part of the application. */
function toMeaning(host: Host, directory: string, range: string | undefined): PackageMeaning | undefined {
  if (range === undefined) return undefined;
  const alias = /^npm:(@?[^@]+)/.exec(range)?.[1];
  if (alias !== undefined) return { kind: 'alias', name: alias };
  const path = /^(?:file:|link:|portal:|workspace:(?=\.)|(?=\.{1,2}\/))(?:\/\/)?(.*)$/.exec(range)?.[1];
  const target = path === undefined || path.startsWith('/') ? undefined : joinPath(directory, path);
  return target !== undefined && host.kindOf(target) === 'directory' ? { kind: 'local', directory: target } : undefined;
}
