import { parseSync } from 'oxc-parser';
import type { Program } from 'oxc-parser';
import { findLineStarts, toLineColumn } from '../../app/location.ts';
import { isNestedTooDeeply } from './nesting.ts';

export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly program: Program; readonly typescript: boolean; readonly strict: boolean }
  | { readonly kind: 'failed'; readonly why: string; readonly line: number; readonly column: number };

type Dialect = 'jsx' | 'ts' | 'tsx';
type SourceType = 'module' | 'commonjs' | 'unambiguous';

const TYPESCRIPT = /\.[mc]?tsx?$/i;

/** The syntax that a file's extension stands for. JSX is read in plain JavaScript too: outside it, `<` never starts an expression. */
function toDialect(file: string): Dialect {
  if (!TYPESCRIPT.test(file)) return 'jsx';
  return /\.tsx$/i.test(file) ? 'tsx' : 'ts';
}

/**
 * Parses JavaScript or TypeScript. An error that the parser recovers from (a `return` at the top of a CommonJS
 * file, a misplaced modifier) is no failure. Offsets are UTF-16, a byte order mark counts.
 */
export function parseJavaScript(file: string, text: string): ParseOutcome {
  if (isNestedTooDeeply(text)) return { kind: 'failed', why: 'the code is nested too deeply', line: 1, column: 1 };
  const dialect = toDialect(file);
  const first = attempt(file, text, dialect, /\.m[jt]s$/i.test(file) ? 'module' : 'unambiguous');
  if (first.kind === 'parsed') return first;
  // `await` as a name is legal in CommonJS only; type annotations stand in .js files that Flow or a bundler strips.
  const second = attempt(file, text, dialect, 'commonjs');
  if (second.kind === 'parsed') return second;
  const third = dialect === 'jsx' ? attempt(file, text, 'ts', 'unambiguous') : second;
  return third.kind === 'parsed' ? third : first;
}

function attempt(file: string, text: string, lang: Dialect, sourceType: SourceType): ParseOutcome {
  const result = parseSync(file, text, { lang, sourceType, preserveParens: false });
  const program = result.program;
  const error = result.errors[0];
  if (error === undefined || program.body.length > 0) {
    return { kind: 'parsed', program, typescript: lang !== 'jsx' && TYPESCRIPT.test(file), strict: isStrict(program) };
  }
  const { line, column } = toLineColumn(findLineStarts(text), Math.min(error.labels[0]?.start ?? 0, text.length));
  return { kind: 'failed', why: toReason(error.message), line, column };
}

const toReason = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');

function isStrict(program: Program): boolean {
  if (program.sourceType === 'module') return true;
  const first = program.body[0];
  return first?.type === 'ExpressionStatement' && first.directive === 'use strict';
}
