import type * as Ast from 'oxc-parser';
import type { Entry, Expression, Item, Pattern } from '../ir.ts';
import { lowerChain } from './chains.ts';
import { lowerJsx } from './jsx.ts';
import { lowerLiteral, lowerTemplate } from './literals.ts';
import { lowerKey } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { lowerOperators } from './operators.ts';

/** Lowers any expression. Chains (`a.b().c()`, `a + b + …`, `a ? b : c ? …`) are lowered by loops, so that long ones need no deep stack. */
export function lowerExpression(cx: Lowering, node: Ast.Expression): Expression {
  const at = node.start;
  switch (node.type) {
    case 'Identifier':
      cx.valueNames.add(node.name);
      return node.name === 'undefined'
        ? { kind: 'const', at, value: undefined }
        : { kind: 'name', at, name: node.name };
    case 'Literal':
      return lowerLiteral(node);
    case 'MemberExpression':
    case 'CallExpression':
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TaggedTemplateExpression':
      return lowerChain(cx, node);
    case 'NewExpression':
    case 'V8IntrinsicExpression':
      return lowerChain(cx, node);
    case 'ObjectExpression':
      return { kind: 'object', at, entries: node.properties.map((property) => lowerEntry(cx, property)) };
    case 'ArrayExpression':
      return { kind: 'array', at, items: node.elements.map((element) => lowerItem(cx, element, at)) };
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      return { kind: 'function', at, fn: cx.fn(node) };
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', at, cls: cx.cls(node) };
    case 'TemplateLiteral':
      return lowerTemplate(cx, node);
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'ConditionalExpression':
      return lowerOperators(cx, node);
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return lowerAssignment(cx, node);
    default:
      return lowerRarer(cx, node);
  }
}

function lowerRarer(cx: Lowering, node: Ast.Expression): Expression {
  const at = node.start;
  switch (node.type) {
    case 'AwaitExpression':
      return { kind: 'await', at, value: cx.expression(node.argument) };
    case 'YieldExpression':
      return {
        kind: 'yield',
        at,
        value: node.argument ? cx.expression(node.argument) : null,
        ...(node.delegate && { delegate: true as const }),
      };
    case 'SequenceExpression':
      return { kind: 'sequence', at, items: node.expressions.map((item) => cx.expression(item)) };
    case 'ThisExpression':
      return { kind: 'this', at };
    case 'Super':
      return { kind: 'super', at };
    case 'ImportExpression':
      return { kind: 'dynamic-import', at, specifier: cx.expression(node.source) };
    case 'MetaProperty':
      return { kind: 'opaque', at, why: `${node.meta.name}.${node.property.name}`, children: [] };
    case 'JSXElement':
    case 'JSXFragment':
      return lowerJsx(cx, node);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return cx.expression(node.expression);
    default:
      return { kind: 'opaque', at, why: `syntax that is not read: ${node.type}`, children: [] };
  }
}

function lowerAssignment(cx: Lowering, node: Ast.AssignmentExpression | Ast.UpdateExpression): Expression {
  const at = node.start;
  if (node.type === 'UpdateExpression') {
    const target = cx.pattern(node.argument);
    noteTarget(cx, target);
    return {
      kind: 'assign',
      at,
      target,
      value: { kind: 'const', at, value: 1 },
      operator: node.operator === '++' ? '+' : '-',
    };
  }
  const target = cx.pattern(node.left);
  if (node.operator === '=') return { kind: 'assign', at, target, value: cx.expression(node.right) };
  noteTarget(cx, target);
  return { kind: 'assign', at, target, value: cx.expression(node.right), operator: node.operator.slice(0, -1) };
}

/** `x += 1` reads `x` as well. */
function noteTarget(cx: Lowering, target: Pattern): void {
  if (target.kind === 'name') cx.valueNames.add(target.name);
}

function lowerItem(cx: Lowering, element: Ast.ArrayExpressionElement, at: number): Item {
  if (element === null) return { value: { kind: 'const', at, value: undefined }, spread: false };
  if (element.type === 'SpreadElement') return { value: cx.expression(element.argument), spread: true };
  return { value: cx.expression(element), spread: false };
}

function lowerEntry(cx: Lowering, property: Ast.ObjectPropertyKind): Entry {
  if (property.type === 'SpreadElement') return { key: null, value: cx.expression(property.argument) };
  const key = lowerKey(cx, property.key, property.computed);
  const value = cx.expression(property.value);
  return property.kind === 'init' ? { key, value } : { key, value, accessor: property.kind };
}
