import type * as Ast from 'oxc-parser';
import type { Expression } from '../ir.ts';
import { toText } from './lowering.ts';
import type { Lowering } from './lowering.ts';

type Literal = Extract<Ast.Expression, { type: 'Literal' }>;

export function lowerLiteral(node: Literal): Expression {
  const at = node.start;
  if ('regex' in node) {
    const { pattern, flags } = node.regex;
    return { kind: 'opaque', at, why: 'regular expression', children: [], regex: { pattern, flags } };
  }
  if ('bigint' in node) return { kind: 'opaque', at, why: 'big integer', children: [] };
  return { kind: 'const', at, value: node.value };
}

/** A template literal: a constant when it holds no expression. */
export function lowerTemplate(cx: Lowering, node: Ast.TemplateLiteral): Expression {
  if (node.expressions.length === 0) return toText(node.start, toQuasiText(node.quasis[0]));
  const parts: Expression[] = [];
  node.quasis.forEach((quasi, index) => {
    const text = toQuasiText(quasi);
    if (text !== '') parts.push(toText(quasi.start, text));
    const expression = node.expressions[index];
    if (expression) parts.push(cx.expression(expression));
  });
  return { kind: 'template', at: node.start, parts };
}

/** The strings of a tagged template, as the array that its tag receives. */
export function lowerTemplateStrings(node: Ast.TemplateLiteral): Expression {
  const items = node.quasis.map((quasi) => ({ value: toText(quasi.start, toQuasiText(quasi)), spread: false }));
  return { kind: 'array', at: node.start, items };
}

const toQuasiText = (quasi: Ast.TemplateElement | undefined): string => quasi?.value.cooked ?? quasi?.value.raw ?? '';
