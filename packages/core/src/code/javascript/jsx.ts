import type * as Ast from 'oxc-parser';
import type { Expression } from '../ir.ts';
import type { Lowering } from './lowering.ts';

/** JSX has no value here; what stands inside is kept for what it calls. */
export function lowerJsx(cx: Lowering, node: Ast.JSXElement | Ast.JSXFragment): Expression {
  const children: Expression[] = [];
  if (node.type === 'JSXElement') {
    const name = lowerName(cx, node.openingElement.name);
    if (name) children.push(name);
    for (const attribute of node.openingElement.attributes) lowerAttribute(cx, attribute, children);
  }
  for (const child of node.children) lowerChild(cx, child, children);
  return { kind: 'opaque', at: node.start, why: 'JSX', children };
}

/** The component: a lower-case name is an element of HTML. */
function lowerName(cx: Lowering, name: Ast.JSXElementName): Expression | undefined {
  let root: Ast.JSXElementName | Ast.JSXMemberExpressionObject = name;
  while (root.type === 'JSXMemberExpression') root = root.object;
  if (root.type !== 'JSXIdentifier' || (root === name && /^[a-z]/.test(root.name))) return undefined;
  cx.valueNames.add(root.name);
  return { kind: 'name', at: root.start, name: root.name };
}

function lowerAttribute(cx: Lowering, attribute: Ast.JSXAttributeItem, into: Expression[]): void {
  if (attribute.type === 'JSXSpreadAttribute') into.push(cx.expression(attribute.argument));
  else if (attribute.value && attribute.value.type !== 'Literal') lowerChild(cx, attribute.value, into);
}

function lowerChild(cx: Lowering, child: Ast.JSXChild, into: Expression[]): void {
  if (child.type === 'JSXText') return;
  if (child.type === 'JSXElement' || child.type === 'JSXFragment' || child.type === 'JSXSpreadChild') {
    into.push(cx.expression(child.type === 'JSXSpreadChild' ? child.expression : child));
  } else if (child.expression.type !== 'JSXEmptyExpression') into.push(cx.expression(child.expression));
}
