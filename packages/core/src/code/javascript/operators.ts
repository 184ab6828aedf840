import type * as Ast from 'oxc-parser';
import type { Expression } from '../ir.ts';
import { toText } from './lowering.ts';
import type { Lowering } from './lowering.ts';

type Spine = Ast.BinaryExpression | Ast.PrivateInExpression | Ast.LogicalExpression;

/** A chain of more operators than this is lowered flat: nested pairs would need as deep a stack of whoever reads them. */
const LONGEST_NESTED = 200;

export function lowerOperators(
  cx: Lowering,
  node: Spine | Ast.UnaryExpression | Ast.ConditionalExpression,
): Expression {
  if (node.type === 'UnaryExpression') return lowerUnary(cx, node);
  if (node.type === 'ConditionalExpression') return lowerConditional(cx, node);
  const spine: Spine[] = [];
  let left: Ast.Expression | Ast.PrivateIdentifier = node;
  while (left.type === 'BinaryExpression' || left.type === 'LogicalExpression') {
    spine.push(left);
    left = left.left;
  }
  spine.reverse();
  const first = left.type === 'PrivateIdentifier' ? toText(left.start, `#${left.name}`) : cx.expression(left);
  if (spine.length > LONGEST_NESTED) return lowerFlat(cx, node.start, first, spine);
  let value = first;
  for (const link of spine) value = lowerPair(link, value, cx.expression(link.right));
  return value;
}

function lowerPair(node: Spine, left: Expression, right: Expression): Expression {
  const at = node.start;
  if (node.type === 'LogicalExpression') return { kind: 'logical', at, operator: node.operator, left, right };
  return { kind: 'binary', at, operator: node.operator, left, right };
}

/** A sum with a string in it is a concatenation of all its terms; any other long chain is only evaluated for what it calls. */
function lowerFlat(cx: Lowering, at: number, first: Expression, spine: readonly Spine[]): Expression {
  const terms = [first, ...spine.map((link) => cx.expression(link.right))];
  const isText = (e: Expression): boolean =>
    e.kind === 'template' || (e.kind === 'const' && typeof e.value === 'string');
  if (spine.every((link) => link.operator === '+') && terms.some(isText)) return { kind: 'template', at, parts: terms };
  return { kind: 'opaque', at, why: 'a very long chain of operators', children: terms };
}

/** Constants that minifiers spell with an operator (`!0`, `void 0`, `-1`) become constants. */
function lowerUnary(cx: Lowering, node: Ast.UnaryExpression): Expression {
  const at = node.start;
  const { argument, operator } = node;
  if (argument.type === 'Literal' && typeof argument.value === 'number') {
    if (operator === 'void') return { kind: 'const', at, value: undefined };
    if (operator === '!') return { kind: 'const', at, value: argument.value === 0 };
    if (operator === '-') return { kind: 'const', at, value: -argument.value };
  }
  return { kind: 'unary', at, operator: operator === '!' ? 'not' : operator, value: cx.expression(argument) };
}

function lowerConditional(cx: Lowering, node: Ast.ConditionalExpression): Expression {
  const links: { at: number; test: Expression; then: Expression }[] = [];
  let rest: Ast.Expression = node;
  while (rest.type === 'ConditionalExpression') {
    links.push({ at: rest.start, test: cx.expression(rest.test), then: cx.expression(rest.consequent) });
    rest = rest.alternate;
  }
  let value = cx.expression(rest);
  for (const link of links.toReversed()) value = { kind: 'conditional', ...link, else: value };
  return value;
}
