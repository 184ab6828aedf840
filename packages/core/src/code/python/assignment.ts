import type { Expression, Statement } from '../ir.ts';
import { toTypeName } from './annotation.ts';
import { LoweringFailure, lowerTarget, textOf, toExpressionStatement } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Lowers `a = b = x`, `a: T = x` and the bare `a: T`. */
export function lowerAssignment(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [, second, third] = node.children;
  if (second?.type !== 'type') return [toExpressionStatement(lowerAssigned(lowering, node))];
  const { target } = lowerTarget(lowering, node.children[0] as SyntaxNode);
  const type = toTypeName(textOf(lowering, second));
  const value = third === undefined ? null : lowerAssigned(lowering, third);
  if (target.kind !== 'name' || type === undefined) {
    return value === null ? [] : [toExpressionStatement({ kind: 'assign', at: node.start, target, value })];
  }
  return [{ kind: 'declare', at: node.start, scope: 'function', target, value, type }];
}

/** The right-hand side of an assignment, which may be another assignment. */
function lowerAssigned(lowering: Lowering, node: SyntaxNode): Expression {
  if (node.type === 'augmented_assignment') throw new LoweringFailure('syntax error', node.start);
  if (node.type !== 'assignment') return lowering.expression(node);
  const [left, right] = node.children;
  if (left === undefined || right === undefined || right.type === 'type')
    throw new LoweringFailure('syntax error', node.start);
  const value = lowerAssigned(lowering, right);
  const { target, after } = lowerTarget(lowering, left);
  const assign: Expression = { kind: 'assign', at: node.start, target, value };
  return after.length === 0 ? assign : { kind: 'sequence', at: node.start, items: [assign, ...after] };
}

/** Lowers `a += x` and its like. */
export function lowerAugmented(lowering: Lowering, node: SyntaxNode): Expression {
  const [left, operator, right] = node.children;
  if (left === undefined || operator === undefined || right === undefined)
    throw new LoweringFailure('syntax error', node.start);
  const value = lowerAssigned(lowering, right);
  const { target } = lowerTarget(lowering, left);
  const at = node.start;
  if (operator.type !== '@=') return { kind: 'assign', at, target, value, operator: operator.type.slice(0, -1) };
  return { kind: 'assign', at, target, value: { kind: 'opaque', at, why: 'matrix product', children: [value] } };
}
