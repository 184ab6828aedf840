import type { Host } from '../../host.ts';
import { findModuleFile, isRecord, readJson } from './module-files.ts';
import type { LocalPackages } from './local-packages.ts';
import { findPackageEntry } from './package-entry.ts';
import { joinPath } from '../../app/path.ts';

/**
 * The file of `/opt/<path>`. A layer's content directory holds what lands in `/opt`, or, when SAM builds the layer,
 * what lands in `/opt/nodejs`.
 */
export function findInLayers(host: Host, layers: readonly string[], path: string): string | undefined {
  const inner = /^nodejs\/(?:node_modules\/)?(.*)$/.exec(path)?.[1];
  for (const layer of layers) {
    for (const candidate of inner === undefined ? [path] : [path, inner, `nodejs/${inner}`]) {
      const joined = joinPath(layer, candidate);
      const found = joined === undefined ? undefined : findModuleFile(host, joined);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The file of a package that a layer carries: a local dependency of it, or code of its own under `node_modules`. */
export function findLayerPackage(
  host: Host,
  packages: LocalPackages,
  layers: readonly string[],
  name: string,
  subpath: string,
): string | undefined {
  for (const layer of layers) {
    for (const base of [joinPath(layer, 'nodejs') ?? layer, layer]) {
      const declared = packages.findDependency(base, name);
      if (declared?.kind === 'local') return findPackageEntry(host, declared.directory, subpath);
      for (const place of ['node_modules', '']) {
        const directory = joinPath(base, place, name) ?? '';
        const found = findOwnPackage(host, base, directory, name, subpath);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

function findOwnPackage(
  host: Host,
  base: string,
  directory: string,
  name: string,
  subpath: string,
): string | undefined {
  if (host.kindOf(directory) !== 'directory') return findModuleFile(host, joinPath(directory, subpath) ?? '');
  return isThirdParty(host, base, directory, name) ? undefined : findPackageEntry(host, directory, subpath);
}

/** A package from a registry says where it comes from, or the layer's manifest asks the registry for it. */
function isThirdParty(host: Host, base: string, directory: string, name: string): boolean {
  const manifest = readJson(host, `${directory}/package.json`);
  const dependencies = readJson(host, joinPath(base, 'package.json') ?? '')?.['dependencies'];
  const locked = readJson(host, joinPath(base, 'node_modules/.package-lock.json') ?? '')?.['packages'];
  const lock = isRecord(locked) ? locked[`node_modules/${name}`] : undefined;
  if (isRecord(dependencies) && name in dependencies) return true;
  if (isRecord(lock) && typeof lock['resolved'] === 'string') return /^https?:/.test(lock['resolved']);
  return manifest !== undefined && ['repository', 'homepage', '_resolved', 'bugs'].some((field) => field in manifest);
}
