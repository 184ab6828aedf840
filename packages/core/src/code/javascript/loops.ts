import type * as Ast from 'oxc-parser';
import type { LoopEach, Statement } from '../ir.ts';
import { lowerVariables } from './declarations.ts';
import { findBoundNames } from './lowering.ts';
import type { Lowering } from './lowering.ts';

export type LoopNode =
  | Ast.ForStatement
  | Ast.ForInStatement
  | Ast.ForOfStatement
  | Ast.WhileStatement
  | Ast.DoWhileStatement;

/** Every loop has one form. A `for await` reads as `for … of`. */
export function lowerLoop(cx: Lowering, node: LoopNode, body: readonly Statement[]): Statement {
  const loop = {
    kind: 'loop',
    at: node.start,
    init: [],
    each: null,
    test: null,
    update: null,
    body,
    otherwise: [],
  } as const;
  switch (node.type) {
    case 'WhileStatement':
      return { ...loop, test: cx.expression(node.test) };
    case 'DoWhileStatement':
      return { ...loop, test: cx.expression(node.test), testsLast: true };
    case 'ForStatement':
      return {
        ...loop,
        init: lowerInit(cx, node.init),
        test: node.test ? cx.expression(node.test) : null,
        update: node.update ? cx.expression(node.update) : null,
      };
    default:
      return { ...loop, each: lowerEach(cx, node) };
  }
}

function lowerInit(cx: Lowering, node: Ast.ForStatementInit | null): Statement[] {
  if (node === null) return [];
  const into: Statement[] = [];
  if (node.type === 'VariableDeclaration') lowerVariables(cx, node, into);
  else into.push({ kind: 'expression', at: node.start, value: cx.expression(node) });
  return into;
}

function lowerEach(cx: Lowering, node: Ast.ForInStatement | Ast.ForOfStatement): LoopEach {
  const iterable = cx.expression(node.right);
  const over = node.type === 'ForInStatement' ? 'keys' : 'values';
  if (node.left.type !== 'VariableDeclaration') return { target: cx.pattern(node.left), declare: null, iterable, over };
  const target = cx.pattern((node.left.declarations[0] as Ast.VariableDeclarator).id);
  const declare = node.left.kind === 'var' ? 'function' : 'block';
  if (declare === 'function') for (const name of findBoundNames(target)) cx.locals.add(name);
  return { target, declare, iterable, over };
}
