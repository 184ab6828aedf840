import type { Host } from '../../host.ts';
import { findAncestors, isWithin, joinPath, toDirectory } from '../../app/path.ts';

/** Folders that applications commonly put on `sys.path` themselves. */
const ADDED = ['src', 'lib', 'libs', 'vendor', 'vendored', 'package', 'python'];

const MOST_LAYERS = 50;

/** What Lambda puts on `sys.path` for one function: its code, then `/opt/python` of its layers. */
export function findImportRoots(host: Host, codeRoot: string, layers: readonly string[]): string[] {
  return [codeRoot, ...layers.flatMap((layer) => findLayerRoots(host, layer))];
}

/** A layer's content is either laid out as `/opt` is, or is built into `/opt/python` from a folder of modules. */
function findLayerRoots(host: Host, layer: string): string[] {
  const python = join(layer, 'python');
  const versions = host.list(join(python, 'lib')).filter((name) => /^python3\.\d+$/.test(name));
  const sites = versions.map((version) => join(python, `lib/${version}/site-packages`));
  return [python, ...sites, layer].filter((path) => host.kindOf(path) === 'directory');
}

/** Beside the importing file and above it within the code: the program may have extended `sys.path` itself. */
export function findInnerRoots(host: Host, codeRoot: string, fromFile: string): string[] {
  const within = findAncestors(toDirectory(fromFile)).filter((path) => isWithin(path, codeRoot));
  const added = ADDED.map((name) => join(codeRoot, name)).filter((path) => host.kindOf(path) === 'directory');
  return [...within, ...added];
}

/**
 * Above the code folder: a build step may have copied a module in from there; and the layers of the tree, for those
 * that the template names in a way that cannot be followed (an ARN parameter).
 */
export function findOuterRoots(host: Host, codeRoot: string): string[] {
  const above = codeRoot === '' ? [] : findAncestors(toDirectory(codeRoot));
  const layers = above
    .flatMap((path) => [join(path, 'layer'), join(path, 'layers')])
    .filter((path) => host.kindOf(path) === 'directory');
  const each = layers.flatMap((path) => [
    path,
    ...host
      .list(path)
      .slice(0, MOST_LAYERS)
      .map((name) => join(path, name))
      .filter((child) => host.kindOf(child) === 'directory'),
  ]);
  return [...above, ...each.flatMap((path) => findLayerRoots(host, path))];
}

/** Joins a folder of the tree and a path below it. */
export function join(directory: string, path: string): string {
  return joinPath(directory, path) ?? directory;
}
