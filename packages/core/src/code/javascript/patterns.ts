import type * as Ast from 'oxc-parser';
import type { Pattern } from '../ir.ts';
import { lowerKey } from './lowering.ts';
import type { Lowering, PatternNode } from './lowering.ts';

/** Lowers what stands left of an assignment, in a declaration or as a parameter. */
export function lowerPattern(cx: Lowering, node: PatternNode): Pattern {
  switch (node.type) {
    case 'Identifier':
      return { kind: 'name', at: node.start, name: node.name };
    case 'AssignmentPattern':
      return { kind: 'default', at: node.start, target: cx.pattern(node.left), value: cx.expression(node.right) };
    case 'ArrayPattern':
      return lowerArrayPattern(cx, node);
    case 'ObjectPattern':
      return lowerObjectPattern(cx, node);
    case 'MemberExpression':
      return {
        kind: 'member',
        at: node.start,
        object: cx.expression(node.object),
        property: lowerKey(cx, node.property, node.computed),
        computed: node.computed,
      };
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return cx.pattern(node.expression as PatternNode);
    default:
      return lowerOddTarget(cx, node);
  }
}

/** Assigning to a call and the like is an early error that the parser recovers from. */
function lowerOddTarget(cx: Lowering, node: { start: number }): Pattern {
  const object = cx.expression(node as Ast.Expression);
  return {
    kind: 'member',
    at: node.start,
    object,
    property: { kind: 'const', at: node.start, value: undefined },
    computed: true,
  };
}

function lowerArrayPattern(cx: Lowering, node: Ast.ArrayPattern | Ast.ArrayAssignmentTarget): Pattern {
  const items: (Pattern | null)[] = [];
  let rest: Pattern | undefined;
  for (const element of node.elements) {
    if (element === null) items.push(null);
    else if (element.type === 'RestElement') rest = cx.pattern(element.argument);
    else items.push(cx.pattern(element));
  }
  return { kind: 'array', at: node.start, items, ...(rest && { rest }) };
}

function lowerObjectPattern(cx: Lowering, node: Ast.ObjectPattern | Ast.ObjectAssignmentTarget): Pattern {
  const entries: Extract<Pattern, { kind: 'object' }>['entries'][number][] = [];
  let rest: Pattern | undefined;
  for (const property of node.properties) {
    if (property.type === 'RestElement') rest = cx.pattern(property.argument);
    else entries.push({ key: lowerKey(cx, property.key, property.computed), value: cx.pattern(property.value) });
  }
  return { kind: 'object', at: node.start, entries, ...(rest && { rest }) };
}
