import type { Application } from './app/application.ts';
import type { CodeFacts } from './app/code-facts.ts';
import type { LambdaFunction } from './app/function.ts';
import type { CodeAnalyser } from './code/create-code-analyser.ts';
import type { Host } from './host.ts';
import type { ScanOptions } from './options.ts';

/** What the code of each function shows, in their order. A function whose analysis fails costs itself alone. */
export async function readCode(
  host: Host,
  { functions }: Application,
  { code, onProgress }: ScanOptions,
): Promise<readonly CodeFacts[]> {
  if (code === false) return functions.map((fn) => toUnread(fn, 'code was not to be read'));
  const { createCodeAnalyser } = await import('./code/create-code-analyser.ts');
  const analyser = await createCodeAnalyser(host, functions);
  return functions.map((fn, index) => {
    onProgress?.(`reading code ${index + 1}/${functions.length} ${fn.id}`);
    return analyseOne(analyser, fn);
  });
}

function analyseOne(analyser: CodeAnalyser, fn: LambdaFunction): CodeFacts {
  try {
    return analyser.analyse(fn);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const { file, line, column } = fn.at;
    const message = `the analysis of \`${fn.id}\` failed: ${why}`;
    const facts = toUnread(fn, 'its analysis failed');
    return { ...facts, diagnostics: [{ code: 'analysis-failed', severity: 'error', message, file, line, column }] };
  }
}

/** Facts that say that nothing is known. */
function toUnread(fn: LambdaFunction, why: string): CodeFacts {
  const unresolved = [{ what: `the code of \`${fn.id}\``, why, at: fn.handlerAt }];
  return { handler: null, files: [], calls: [], unresolved, diagnostics: [] };
}
