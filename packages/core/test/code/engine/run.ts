import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { analyseCode } from '../../../src/code/analyse.ts';
import { lowerJavaScript } from '../../../src/code/javascript/lower.ts';
import type { LoadResult, ModuleLoader, Resolution } from '../../../src/code/module-loader.ts';

/** Runs the engine on JavaScript modules that import each other by `./name`. */
export function runJavaScript(
  files: Record<string, string>,
  entry: { file: string; export: string | null },
  environment: readonly string[] = [],
): CodeFacts {
  const loader: ModuleLoader = {
    resolve: (_from, specifier): Resolution => {
      if (!specifier.startsWith('.')) {
        const [, name = specifier, path = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(specifier) ?? [];
        return { kind: 'external', name, path };
      }
      const base = specifier.replace(/^\.\//, '');
      const file = Object.keys(files).find((f) => f === base || f.replace(/\.\w+$/, '') === base);
      return file === undefined ? { kind: 'missing', looked: base } : { kind: 'file', file };
    },
    findData: (_from, path) => Object.keys(files).find((file) => file === path.replace(/^\.\//, '')),
    setsVariable: (name) => environment.includes(name),
    load: (file): LoadResult =>
      file.endsWith('.json')
        ? { kind: 'json', value: JSON.parse(files[file] ?? '') as unknown }
        : lowerJavaScript(file, files[file] ?? ''),
  };
  return analyseCode(loader, entry);
}

/** `service:Operation` of each call, sorted, with a field of its arguments. */
export function listCalls(facts: CodeFacts): string[] {
  return [...new Set(facts.calls.map((c) => `${c.service}:${c.operation}`))].sort();
}
