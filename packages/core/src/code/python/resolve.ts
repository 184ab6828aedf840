import type { Host } from '../../host.ts';
import { findAncestors, toDirectory } from '../../app/path.ts';
import type { Resolution } from '../module-loader.ts';
import { findLocalRequirements } from './local-requirements.ts';
import { findAny, findRegular } from './module-files.ts';
import type { Found } from './module-files.ts';
import { findImportRoots, findInnerRoots, findOuterRoots, join } from './search-path.ts';
import { isStandardLibrary } from './standard-library.ts';
import { createThirdParty, isAlwaysExternal, isRequired } from './third-party.ts';

/** Root-relative folders: where the function's code is, and what its layers hold. */
export interface PythonResolverOptions {
  readonly codeRoot: string;
  readonly layers: readonly string[];
}

export type PythonResolver = (fromFile: string, specifier: string) => Resolution;

/**
 * Finds what a Python import names: `specifier` is dotted, with its leading dots. What no folder of the application
 * holds (the standard library, installed packages) is external.
 */
export function createPythonResolver(host: Host, options: PythonResolverOptions): PythonResolver {
  const { codeRoot, layers } = options;
  const roots = [...findImportRoots(host, codeRoot, layers), ...findLocalRequirements(host, codeRoot)];
  const thirdParty = createThirdParty(host);
  let outer: readonly string[] | undefined;
  const findOuter = (): readonly string[] => (outer ??= findOuterRoots(host, codeRoot));
  return (fromFile, specifier) => {
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const parts = specifier
      .slice(dots)
      .split('.')
      .filter((part) => part !== '');
    if (parts.some((part) => part.includes('/'))) return { kind: 'missing', looked: specifier };
    if (dots > 0) return resolveRelative(host, toDirectory(fromFile), dots, parts);
    const [name = ''] = parts;
    if (name === '' || isAlwaysExternal(name)) return toExternal(parts);
    const isOwn = (root: string): boolean => !thirdParty.has(root, name);
    const own = roots.filter(isOwn);
    const found = findIn(host, own, parts, findAny);
    if (found !== undefined) return found;
    // Installed on the import path, so Python looks no further.
    if (own.length < roots.length || isStandardLibrary(name)) return toExternal(parts);
    const inner = findInnerRoots(host, codeRoot, fromFile).filter(isOwn);
    return (
      findIn(host, inner, parts, findAny) ??
      resolveOutside(host, codeRoot, { inner: [...own, ...inner], findOuter }, parts)
    );
  };
}

/** A name that nothing in the code folder or the layers answers to. */
function resolveOutside(
  host: Host,
  codeRoot: string,
  { inner, findOuter }: { inner: readonly string[]; findOuter: () => readonly string[] },
  parts: readonly string[],
): Resolution {
  const [name = ''] = parts;
  const parent = findIn(host, inner, [name], findAny);
  if (parent !== undefined) return toMissing(parent, parts.slice(1));
  if (isRequired(host, findAncestors(codeRoot), name)) return toExternal(parts);
  // Folders above hold other functions too: a bare one that shares the name of an installed package is not it.
  return findIn(host, findOuter(), parts, findRegular) ?? toExternal(parts);
}

function toExternal([name = '', ...rest]: readonly string[]): Resolution {
  return { kind: 'external', name, path: rest.join('.') };
}

function toMissing(parent: Found, rest: readonly string[]): Resolution {
  const directory = parent.kind === 'package' ? parent.directory : toDirectory(parent.file);
  return { kind: 'missing', looked: join(directory, `${rest.join('/')}.py`) };
}

function resolveRelative(host: Host, from: string, dots: number, parts: readonly string[]): Resolution {
  let directory = from;
  for (let up = 1; up < dots; up += 1) {
    if (directory === '') return { kind: 'outside', looked: `${'../'.repeat(dots - 1)}${parts.join('/')}` };
    directory = toDirectory(directory);
  }
  if (parts.length > 0)
    return findAny(host, directory, parts) ?? { kind: 'missing', looked: join(directory, `${parts.join('/')}.py`) };
  return findRegular(host, directory, []) ?? { kind: 'package', directory, file: null };
}

/** A package with `__init__.py` or a module anywhere on the path goes before a bare folder. */
function findIn(
  host: Host,
  roots: readonly string[],
  parts: readonly string[],
  last: typeof findAny,
): Found | undefined {
  for (const find of last === findRegular ? [findRegular] : [findRegular, last]) {
    for (const root of roots) {
      const found = find(host, root, parts);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
