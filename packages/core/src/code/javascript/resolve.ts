import type { Host } from '../../host.ts';
import type { Resolution } from '../module-loader.ts';
import { findInLayers, findLayerPackage } from './layers.ts';
import { createLocalPackages } from './local-packages.ts';
import type { LocalPackages } from './local-packages.ts';
import { findModuleFile } from './module-files.ts';
import { isBuiltin } from './node-builtins.ts';
import { findMapped, findPackageEntry, findTarget } from './package-entry.ts';
import { findAncestors, joinPath, toDirectory } from '../../app/path.ts';
import { createAliasFinder } from './tsconfig.ts';

export interface ResolverOptions {
  /** The directory of the function's code. */
  readonly codeRoot: string;
  /** Content directories of the function's layers. */
  readonly layers: readonly string[];
}

interface Project {
  readonly packages: LocalPackages;
  readonly findAlias: ReturnType<typeof createAliasFinder>;
}

interface Resolver extends Project, ResolverOptions {
  readonly host: Host;
}

/** Manifests and configurations are read once for all functions of a tree. */
const projects = new WeakMap<Host, Project>();

/**
 * Makes the function that tells where an import of a file leads. Third-party packages are never looked into; the
 * application's own are found by `paths` of tsconfig.json, workspaces, `file:` dependencies and layers.
 */
export function createJavaScriptResolver(
  host: Host,
  options: ResolverOptions,
): (fromFile: string, specifier: string) => Resolution {
  const project = projects.get(host) ?? { packages: createLocalPackages(host), findAlias: createAliasFinder(host) };
  projects.set(host, project);
  const resolver: Resolver = { ...project, ...options, host };
  return (fromFile, specifier) => resolve(resolver, toDirectory(fromFile), specifier.replace(/[?].*$/s, ''));
}

/** Code and JSON are loaded; a stylesheet, query or binary that a bundler takes in is a thing that only its loader knows. */
const toFile = (file: string): Resolution =>
  /\.(?:[cm]?[jt]sx?|json)$|(?:^|\/)[^./]+$/.test(file)
    ? { kind: 'file', file }
    : { kind: 'external', name: file, path: '' };

function resolve(resolver: Resolver, directory: string, specifier: string): Resolution {
  if (/^\.{1,2}(\/|$)/.test(specifier)) return resolveRelative(resolver, directory, specifier);
  if (specifier.startsWith('/')) return resolveAbsolute(resolver, specifier);
  if (specifier.startsWith('node:')) return toExternal(specifier.slice('node:'.length));
  if (specifier.startsWith('#')) return resolveImports(resolver, directory, specifier);
  if (/^[a-z][a-z+.-]+:/i.test(specifier)) return { kind: 'external', name: specifier, path: '' };
  return resolveBare(resolver, directory, specifier);
}

function resolveRelative({ host, layers }: Resolver, directory: string, specifier: string): Resolution {
  const path = joinPath(directory, specifier);
  const installed = /(?:^|\/)node_modules\/(.+)$/.exec(path ?? '')?.[1];
  if (installed !== undefined && !directory.includes('node_modules')) return toExternal(installed);
  const found = path === undefined ? undefined : findModuleFile(host, path);
  if (found !== undefined) return host.kindOf(found) === 'outside' ? { kind: 'outside', looked: found } : toFile(found);
  // From /var/task, a layer is `../../opt`.
  const inLayer = /\.\.\/opt\/(.+)$/.exec(specifier)?.[1];
  const layered = inLayer === undefined ? undefined : findInLayers(host, layers, inLayer);
  if (layered !== undefined) return toFile(layered);
  if (path === undefined || leavesRoot(host, path)) return { kind: 'outside', looked: path ?? specifier };
  return { kind: 'missing', looked: path };
}

/** A link that leads out of the root, under any of the names that the import could mean. */
function leavesRoot(host: Host, path: string): boolean {
  const names = [path, ...['.ts', '.js', '.mjs', '.cjs', '.tsx', '.json'].map((extension) => path + extension)];
  return names.some((name) => host.kindOf(name) === 'outside');
}

/** `/opt` is where layers are, `/var/task` where the function's code is. */
function resolveAbsolute({ host, layers, codeRoot }: Resolver, specifier: string): Resolution {
  const inLayer = /^\/opt\/(.+)$/.exec(specifier)?.[1];
  if (inLayer !== undefined) {
    const found = findInLayers(host, layers, inLayer);
    return found === undefined ? { kind: 'missing', looked: specifier } : toFile(found);
  }
  const inTask = /^\/var\/task\/(.+)$/.exec(specifier)?.[1];
  const path = inTask === undefined ? undefined : joinPath(codeRoot, inTask);
  if (path === undefined) return { kind: 'outside', looked: specifier };
  const found = findModuleFile(host, path);
  return found === undefined ? { kind: 'missing', looked: path } : toFile(found);
}

/** `#name` by `imports` of the nearest package.json. */
function resolveImports(resolver: Resolver, directory: string, specifier: string): Resolution {
  const nearest = resolver.packages.findNearest(directory);
  for (const target of findMapped(nearest?.manifest['imports'], specifier)) {
    if (target.startsWith('#')) continue;
    if (!target.startsWith('.')) return resolve(resolver, directory, target);
    const found = findTarget(resolver.host, nearest?.directory ?? '', target);
    if (found !== undefined) return toFile(found);
  }
  const aliased = resolver.findAlias(directory, specifier, 'paths');
  return aliased === undefined ? { kind: 'missing', looked: specifier } : toFile(aliased);
}

function resolveBare(resolver: Resolver, directory: string, specifier: string): Resolution {
  const { host, packages, layers, findAlias } = resolver;
  const aliased = findAlias(directory, specifier, 'paths');
  if (aliased !== undefined) return toFile(aliased);
  const { name, path } = splitPackage(specifier);
  if (isBuiltin(name)) return toExternal(specifier);
  const meaning = packages.find(directory, name);
  if (meaning?.kind === 'alias') return { kind: 'external', name: meaning.name, path };
  const found =
    (meaning && findPackageEntry(host, meaning.directory, path)) ??
    findAlias(directory, specifier, 'baseUrl') ??
    findLayerPackage(host, packages, layers, name, path) ??
    findByConvention(resolver, directory, specifier);
  return found === undefined ? { kind: 'external', name, path } : toFile(found);
}

/** `@/x` and `~/x`, which no package can be named, and `src/x` stand for the source of the project in many bundlers' settings. */
function findByConvention({ host }: Resolver, directory: string, specifier: string): string | undefined {
  const rest = /^(?:[@~]\/|src\/)(.+)$/.exec(specifier)?.[1];
  if (rest === undefined) return undefined;
  for (const ancestor of findAncestors(directory)) {
    for (const place of ['src', ...(specifier.startsWith('src/') ? [] : ['', 'app', 'lib'])]) {
      const found = findModuleFile(host, joinPath(ancestor, place, rest) ?? '');
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `@scope/name/path` -> name and path. */
function splitPackage(specifier: string): { readonly name: string; readonly path: string } {
  const names = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return {
    name: names.slice(0, length).join('/'),
    path: names
      .slice(length)
      .filter((name) => name !== '')
      .join('/'),
  };
}

const toExternal = (specifier: string): Resolution => ({ kind: 'external', ...splitPackage(specifier) });
