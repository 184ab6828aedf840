import { findLineStarts, toLineColumn } from '../../app/location.ts';
import type { ModuleIr, Statement } from '../ir.ts';
import { lowerExpression } from './expression.ts';
import { LoweringFailure } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { PythonParser } from './parser.ts';
import { lowerPattern } from './pattern.ts';
import { createScope, toLocals } from './scope.ts';
import { lowerStatement } from './statement.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Line and column count from 1. */
export type PythonLowering =
  | { readonly kind: 'module'; readonly module: ModuleIr }
  | { readonly kind: 'failed'; readonly why: string; readonly line: number; readonly column: number };

/** Nesting beyond this is not code that anyone wrote (Python's own parser stops at 200 brackets and 100 blocks). */
const DEEPEST = 500;

/** Lowers a Python 3 module to the intermediate form. Never throws on bad input: text that Python would refuse is `failed`. */
export function lowerPython(parser: PythonParser, file: string, source: string): PythonLowering {
  // Python ends a line at a lone carriage return, its grammar does not.
  const text = source.replaceAll(/\r(?!\n)/g, '\n');
  const lineStarts = findLineStarts(text);
  const lowering = createLowering(text);
  const body: Statement[] = [];
  let current = 0;
  const fail = (why: string, at: number): PythonLowering => ({ kind: 'failed', why, ...toLineColumn(lineStarts, at) });
  try {
    const error = parser.parse(text, (statement) => {
      current = statement.start;
      body.push(...lowering.block({ ...statement, type: 'block', children: [statement] }));
    });
    if (error !== null) return fail(error.why, error.at);
  } catch (error) {
    if (error instanceof LoweringFailure) return fail(error.message, error.at);
    if (error instanceof RangeError) return fail('nested too deeply', current);
    throw error;
  }
  const { typeImports } = lowering;
  const module = { file, language: 'python', lineStarts, body, locals: toLocals(lowering.module) } as const;
  return { kind: 'module', module: typeImports.length === 0 ? module : { ...module, typeImports } };
}

function createLowering(text: string): Lowering {
  const module = createScope('module');
  let depth = 0;
  const deeper = <T>(node: SyntaxNode, work: () => T): T => {
    if (depth >= DEEPEST) throw new LoweringFailure('nested too deeply', node.start);
    depth += 1;
    const result = work();
    depth -= 1;
    return result;
  };
  const lowering: Lowering = {
    text,
    module,
    scope: module,
    deferred: [],
    typeImports: [],
    expression: (node) => deeper(node, () => lowerExpression(lowering, node)),
    pattern: (node) => deeper(node, () => lowerPattern(lowering, node)),
    block: (node) => (node?.children ?? []).flatMap((child) => deeper(child, () => lowerStatement(lowering, child))),
  };
  return lowering;
}
