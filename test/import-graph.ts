import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { listSources, readRepositoryFile } from './repository.ts';

/** One import or re-export of a source file. */
export interface Import {
  readonly from: string;
  readonly line: number;
  readonly specifier: string;
  /** Path from the root when the import leads to a source of this repository, otherwise `null`. */
  readonly target: string | null;
  /** False when nothing of it is left at run time. */
  readonly isValue: boolean;
}

/** Specifier -> source, as the packages' `exports` say. */
const ENTRIES: ReadonlyMap<string, string> = new Map(['core', 'runtime'].flatMap(findEntries));

function findEntries(folder: string): readonly (readonly [string, string])[] {
  const manifest = JSON.parse(readRepositoryFile(`packages/${folder}/package.json`)) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | { readonly '@sallyport/source'?: string }>>;
  };
  return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    const source = typeof target === 'string' ? undefined : target['@sallyport/source'];
    if (source === undefined) return [];
    if (!source.includes('*')) return [[posix.join(manifest.name, subpath), posix.join('packages', folder, source)]];
    return findMatches(posix.join('packages', folder, source)).map(
      ({ name, path }) => [posix.join(manifest.name, subpath.replaceAll('*', name)), path] as const,
    );
  });
}

/** The sources of a pattern in `exports`, where all stars stand for the same name. */
function findMatches(pattern: string): readonly { readonly name: string; readonly path: string }[] {
  const [before = '', , after = ''] = pattern.split('*');
  return listSources().flatMap((path) => {
    const name = path.startsWith(before)
      ? (path.slice(before.length, path.length - after.length).split('/')[0] ?? '')
      : '';
    return name !== '' && pattern.replaceAll('*', name) === path ? [{ name, path }] : [];
  });
}

/** Every static and literal dynamic import of `file`. */
export function findImports(file: string): readonly Import[] {
  const text = readRepositoryFile(file);
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: { specifier: string; start: number; isValue: boolean }[] = [];
  for (const { moduleRequest, entries, start } of module.staticImports) {
    const isValue = entries.length === 0 || entries.some((entry) => !entry.isType);
    found.push({ specifier: moduleRequest.value, start, isValue });
  }
  for (const { entries, start } of module.staticExports) {
    for (const entry of entries) {
      if (entry.moduleRequest) found.push({ specifier: entry.moduleRequest.value, start, isValue: !entry.isType });
    }
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2] !== undefined) found.push({ specifier: literal[2], start, isValue: true });
  }
  return found.map(({ specifier, start, isValue }) => ({
    from: file,
    line: text.slice(0, start).split('\n').length,
    specifier,
    target: findTarget(file, specifier),
    isValue,
  }));
}

function findTarget(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return ENTRIES.get(specifier) ?? null;
}

/** Groups of files that import each other's values, each group sorted; Tarjan's algorithm. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    let lowest = index;
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, low.get(next) ?? order.get(next) ?? lowest);
    }
    low.set(node, lowest);
    if (lowest === index) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1 || edges.get(node)?.includes(node)) cycles.push(group.toSorted());
    }
    return lowest;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return cycles;
}
