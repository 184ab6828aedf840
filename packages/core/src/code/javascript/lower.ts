import type { Program } from 'oxc-parser';
import { findLineStarts } from '../../app/location.ts';
import type { ImportStatement, ModuleIr } from '../ir.ts';
import { lowerClass } from './classes.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { hoistFunctions } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { dropTypeImports } from './modules.ts';
import { parseJavaScript } from './parse.ts';
import { lowerPattern } from './patterns.ts';
import { lowerStatement, lowerStatements } from './statements.ts';

export type LowerResult =
  | { readonly kind: 'module'; readonly module: ModuleIr }
  | { readonly kind: 'failed'; readonly why: string; readonly line: number; readonly column: number };

/**
 * Lowers a JavaScript or TypeScript file (by its extension) to the shared intermediate form.
 * Never throws: text that does not parse, or that is nested too deeply, is `failed` with its place.
 */
export function lowerJavaScript(file: string, text: string): LowerResult {
  const parsed = parseJavaScript(file, text);
  if (parsed.kind === 'failed') return parsed;
  try {
    return { kind: 'module', module: lowerProgram(file, text, parsed.program, parsed) };
  } catch (error) {
    if (error instanceof RangeError)
      return { kind: 'failed', why: 'the code is nested too deeply', line: 1, column: 1 };
    throw error;
  }
}

function lowerProgram(
  file: string,
  text: string,
  program: Program,
  mode: { typescript: boolean; strict: boolean },
): ModuleIr {
  const cx = createLowering(mode);
  hoistFunctions(cx, program.body);
  const lowered = [...cx.statements(program.body), ...cx.lateExports];
  const body = cx.typescript ? dropTypeImports(cx, lowered) : lowered;
  const typeImports: readonly ImportStatement[] = cx.typeImports;
  return {
    file,
    language: 'javascript',
    lineStarts: findLineStarts(text),
    body,
    locals: [...cx.locals],
    ...(typeImports.length > 0 && { typeImports }),
  };
}

function createLowering(mode: { typescript: boolean; strict: boolean }): Lowering {
  const cx: Lowering = {
    typescript: mode.typescript,
    strict: mode.strict,
    valueNames: new Set(),
    typeImports: [],
    lateExports: [],
    locals: new Set(),
    expression: (node) => lowerExpression(cx, node),
    pattern: (node) => lowerPattern(cx, node),
    statement: (node, into) => lowerStatement(cx, node, into),
    statements: (nodes) => lowerStatements(cx, nodes),
    fn: (node, decorators) => lowerFunction(cx, node, decorators),
    cls: (node) => lowerClass(cx, node),
  };
  return cx;
}
