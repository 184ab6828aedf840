import type { ComprehensionClause, Expression } from '../ir.ts';
import { LoweringFailure, lowerTarget } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { createScope, within } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

interface OpenClause extends ComprehensionClause {
  readonly conditions: Expression[];
}

/** Lowers list, set and dict comprehensions and generator expressions. */
export function lowerComprehension(lowering: Lowering, node: SyntaxNode): Expression {
  const [body, first, ...rest] = node.children;
  if (body === undefined || first?.type !== 'for_in_clause')
    throw new LoweringFailure('incomplete comprehension', node.start);
  const outermost = lowerIterable(lowering, first);
  const work = (): Expression => {
    const { clauses, after } = lowerClauses(lowering, [first, ...rest], outermost);
    return toComprehension(lowering, node, body, clauses, after);
  };
  // Only the outermost iterable sees the names of a class body.
  return lowering.scope.kind === 'class' ? within(lowering, createScope('function'), work) : work();
}

function lowerClauses(
  lowering: Lowering,
  nodes: readonly SyntaxNode[],
  outermost: Expression,
): { clauses: OpenClause[]; after: Expression[] } {
  const clauses: OpenClause[] = [];
  const after: Expression[] = [];
  for (const node of nodes) {
    const [left] = node.children;
    if (left === undefined) continue;
    if (node.type === 'for_in_clause') {
      const iterable = clauses.length === 0 ? outermost : lowerIterable(lowering, node);
      const target = lowerLoopTarget(lowering, left);
      after.push(...target.after);
      clauses.push({ target: target.target, iterable, conditions: [] });
    } else clauses.at(-1)?.conditions.push(lowering.expression(left));
  }
  return { clauses, after };
}

/** The targets of a comprehension are its own: they are not locals of the function around it. */
function lowerLoopTarget(lowering: Lowering, node: SyntaxNode): ReturnType<typeof lowerTarget> {
  return within(lowering, createScope('function'), () => lowerTarget(lowering, node));
}

function lowerIterable(lowering: Lowering, clause: SyntaxNode): Expression {
  const [, only, ...more] = clause.children;
  if (only === undefined) throw new LoweringFailure('incomplete comprehension', clause.start);
  if (more.length === 0) return lowering.expression(only);
  const items = [only, ...more].map((node) => ({ value: lowering.expression(node), spread: false }));
  return { kind: 'array', at: only.start, items };
}

function toComprehension(
  lowering: Lowering,
  node: SyntaxNode,
  body: SyntaxNode,
  clauses: readonly ComprehensionClause[],
  after: readonly Expression[],
): Expression {
  const [key, value] = body.children;
  const isMap = body.type === 'pair' && key !== undefined && value !== undefined;
  const element = lowering.expression(isMap ? value : body);
  const prepared: Expression =
    after.length === 0 ? element : { kind: 'sequence', at: element.at, items: [...after, element] };
  const at = node.start;
  if (!isMap) return { kind: 'comprehension', at, result: 'list', element: prepared, clauses };
  return { kind: 'comprehension', at, result: 'map', key: lowering.expression(key), element: prepared, clauses };
}
