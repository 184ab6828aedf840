import type { Expression, Pattern } from '../ir.ts';
import { LoweringFailure, textOf } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

function lastOf(node: SyntaxNode): SyntaxNode {
  const last = node.children.at(-1);
  if (last === undefined) throw new LoweringFailure(`incomplete ${node.type}`, node.start);
  return last;
}

export function lowerAwait(lowering: Lowering, node: SyntaxNode): Expression {
  return { kind: 'await', at: node.start, value: lowering.expression(lastOf(node)) };
}

/** `not x`, `-x`, `+x`, `~x`; the negative of a number is a number. */
export function lowerUnary(lowering: Lowering, node: SyntaxNode): Expression {
  const value = lowering.expression(lastOf(node));
  const operator = node.type === 'not_operator' ? 'not' : (node.children[0]?.type ?? '-');
  if (operator === '-' && value.kind === 'const' && typeof value.value === 'number')
    return { ...value, at: node.start, value: -value.value };
  return { kind: 'unary', at: node.start, operator, value };
}

/** `a < b <= c` becomes `a < b && b <= c`. */
export function lowerComparison(lowering: Lowering, node: SyntaxNode): Expression {
  const [first, ...rest] = node.children as [SyntaxNode, ...SyntaxNode[]];
  let left = lowering.expression(first);
  let all: Expression | undefined;
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const right = lowering.expression(rest[i + 1] as SyntaxNode);
    const link = compare(rest[i] as SyntaxNode, left, right);
    all = all === undefined ? link : { kind: 'logical', at: all.at, operator: '&&', left: all, right: link };
    left = right;
  }
  return all ?? left;
}

function compare(operator: SyntaxNode, left: Expression, right: Expression): Expression {
  const { type } = operator;
  if (type === '<>') throw new LoweringFailure('Python 2 comparison', operator.start);
  const positive = type === 'not in' ? 'in' : type === 'is not' ? 'is' : type;
  const value: Expression = { kind: 'binary', at: left.at, operator: positive, left, right };
  return positive === type ? value : { kind: 'unary', at: left.at, operator: 'not', value };
}

/** `x if test else y`; the right-leaning chains of generated code are walked in a loop. */
export function lowerConditional(lowering: Lowering, node: SyntaxNode): Expression {
  const links: SyntaxNode[] = [];
  let last = node;
  while (last.type === 'conditional_expression' && last.children.length === 3) {
    links.push(last);
    last = lastOf(last);
  }
  if (links.length === 0) throw new LoweringFailure('incomplete conditional', node.start);
  let value = lowering.expression(last);
  for (const link of links.toReversed()) {
    const [then, test] = link.children as [SyntaxNode, SyntaxNode];
    value = {
      kind: 'conditional',
      at: link.start,
      test: lowering.expression(test),
      then: lowering.expression(then),
      else: value,
    };
  }
  return value;
}

export function lowerNamed(
  lowering: Lowering,
  node: SyntaxNode,
  bind: (name: string, at: number) => Pattern,
): Expression {
  const [name] = node.children as [SyntaxNode];
  const value = lowering.expression(lastOf(node));
  return { kind: 'assign', at: node.start, target: bind(textOf(lowering, name), name.start), value };
}

/** `yield from xs` yields each of `xs`: it is lowered to the comprehension that does so. */
export function lowerYield(lowering: Lowering, node: SyntaxNode): Expression {
  lowering.scope.isGenerator = true;
  const at = node.start;
  const [first, second] = node.children;
  if (first === undefined) return { kind: 'yield', at, value: null };
  if (first.type !== 'from' || second === undefined) return { kind: 'yield', at, value: lowering.expression(first) };
  const item = { kind: 'name', at, name: '$item' } as const;
  const clauses = [{ target: item, iterable: lowering.expression(second), conditions: [] }];
  return { kind: 'comprehension', at, result: 'list', element: { kind: 'yield', at, value: item }, clauses };
}
