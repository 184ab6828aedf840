import type { CodeFacts } from '../app/code-facts.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Location } from '../app/location.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Host } from '../host.ts';
import { analyseCode } from './analyse.ts';
import type { EntryPoint } from './analyse.ts';
import { createLoader } from './create-loader.ts';
import type { Loaders } from './create-loader.ts';
import { findEntryPoint, findLanguage } from './find-entry-point.ts';
import { toTemplatePlaces } from './inline-code.ts';
import type { PythonParser } from './python/parser.ts';

/** Finds what the code of functions calls; one serves a whole scan, so that shared modules are parsed once. */
export interface CodeAnalyser {
  analyse(fn: LambdaFunction): CodeFacts;
}

/** The Python parser is loaded only when a function needs it. */
export async function createCodeAnalyser(host: Host, functions: readonly LambdaFunction[]): Promise<CodeAnalyser> {
  const needsPython = functions.some((fn) => findLanguage(fn) !== 'javascript');
  const python: PythonParser | null = needsPython ? await loadPython(host) : null;
  const loaders = createLoader(host, python);
  return { analyse: (fn) => analyseFunction(host, loaders, fn) };
}

async function loadPython(host: Host): Promise<PythonParser> {
  const { createPythonParser } = await import('./python/parser.ts');
  return createPythonParser(await host.readPythonGrammar());
}

function analyseFunction(host: Host, loaders: Loaders, fn: LambdaFunction): CodeFacts {
  const entry = findEntryPoint(host, fn);
  if (entry.kind === 'none') return toNoCode(fn, entry.code, entry.why);
  const loader = loaders.forFunction(fn, entry);
  const facts = analyseCode(loader, entry satisfies EntryPoint);
  return entry.inline === undefined ? facts : toTemplatePlaces(facts, fn, entry.file);
}

/** No code was read: what the function needs is unknown, and that is said. */
function toNoCode(fn: LambdaFunction, code: string, why: string): CodeFacts {
  const at: Location = fn.handlerAt;
  const diagnostic: Diagnostic = {
    code,
    message: `function \`${fn.id}\`: ${why}`,
    file: at.file,
    line: at.line,
    column: at.column,
    severity: 'error',
  };
  return {
    handler: null,
    files: [],
    calls: [],
    unresolved: [{ what: `the code of \`${fn.id}\``, why, at }],
    diagnostics: [diagnostic],
  };
}
