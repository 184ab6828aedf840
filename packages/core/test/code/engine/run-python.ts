import type { CodeFacts } from '../../../src/app/code-facts.ts';
import { analyseCode } from '../../../src/code/analyse.ts';
import type { LoadResult, ModuleLoader, Resolution } from '../../../src/code/module-loader.ts';
import { lowerPython } from '../../../src/code/python/lower.ts';
import { getParser } from '../python/grammar.ts';

/** Runs the engine on Python modules in one folder; each imports the others by name, with or without a leading dot. */
export async function runPython(
  files: Record<string, string>,
  entry: { file: string; export: string | null },
): Promise<CodeFacts> {
  const parser = await getParser();
  const loader: ModuleLoader = {
    resolve: (_from, specifier): Resolution => {
      const [head = '', ...rest] = specifier.replace(/^\./, '').split('.');
      const file = `${head}.py`;
      if (Object.hasOwn(files, file)) return { kind: 'file', file };
      return specifier.startsWith('.')
        ? { kind: 'missing', looked: file }
        : { kind: 'external', name: head, path: rest.join('.') };
    },
    findData: (_from, path) => Object.keys(files).find((file) => file === path.replace(/^\.\//, '')),
    load: (file): LoadResult =>
      file.endsWith('.json')
        ? { kind: 'json', value: JSON.parse(files[file] ?? '') as unknown }
        : lowerPython(parser, file, files[file] ?? ''),
  };
  return analyseCode(loader, entry);
}
