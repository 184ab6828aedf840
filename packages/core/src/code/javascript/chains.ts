import type * as Ast from 'oxc-parser';
import type { Argument, Expression } from '../ir.ts';
import { lowerTemplateStrings } from './literals.ts';
import { lowerKey } from './lowering.ts';
import type { Lowering } from './lowering.ts';

/** An expression whose first part is another expression: `o.p`, `o?.p`, `f()`, `o!`, `tag`…``, `new C()`. */
export type ChainNode =
  | Ast.MemberExpression
  | Ast.CallExpression
  | Ast.NewExpression
  | Ast.ChainExpression
  | Ast.TSNonNullExpression
  | Ast.TaggedTemplateExpression
  | Ast.V8IntrinsicExpression;

/** Lowers a chain from its innermost part outwards. */
export function lowerChain(cx: Lowering, node: ChainNode): Expression {
  const links: ChainNode[] = [];
  let inner: Ast.Expression | null = node;
  while (inner !== null && isChain(inner)) {
    links.push(inner);
    inner = findInner(inner);
  }
  let value: Expression =
    inner === null ? { kind: 'opaque', at: node.start, why: 'engine intrinsic', children: [] } : cx.expression(inner);
  // From the first `?.` on what follows is not reached where nothing is there.
  let isOptional = false;
  for (let i = links.length - 1; i >= 0; i--) {
    const link = links[i] as ChainNode;
    isOptional = link.type !== 'ChainExpression' && (isOptional || ('optional' in link && link.optional));
    const next = lowerLink(cx, link, value);
    value = isOptional && next.kind === 'call' && next !== value ? { ...next, isOptional } : next;
  }
  return value;
}

function isChain(node: Ast.Expression): node is ChainNode {
  switch (node.type) {
    case 'MemberExpression':
    case 'CallExpression':
    case 'NewExpression':
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TaggedTemplateExpression':
    case 'V8IntrinsicExpression':
      return true;
    default:
      return false;
  }
}

function findInner(node: ChainNode): Ast.Expression | null {
  switch (node.type) {
    case 'MemberExpression':
      return node.object;
    case 'CallExpression':
    case 'NewExpression':
      return node.callee;
    case 'TaggedTemplateExpression':
      return node.tag;
    case 'V8IntrinsicExpression':
      return null;
    default:
      return node.expression;
  }
}

function lowerLink(cx: Lowering, node: ChainNode, inner: Expression): Expression {
  const at = node.start;
  switch (node.type) {
    case 'MemberExpression':
      return {
        kind: 'member',
        at,
        object: inner,
        property: lowerKey(cx, node.property, node.computed),
        computed: node.computed,
      };
    case 'CallExpression':
    case 'V8IntrinsicExpression':
      return { kind: 'call', at, callee: inner, args: lowerArguments(cx, node.arguments), isNew: false };
    case 'NewExpression':
      return { kind: 'call', at, callee: inner, args: lowerArguments(cx, node.arguments), isNew: true };
    case 'TaggedTemplateExpression': {
      const values = [lowerTemplateStrings(node.quasi), ...node.quasi.expressions.map((e) => cx.expression(e))];
      return { kind: 'call', at, callee: inner, args: values.map((value) => ({ value })), isNew: false };
    }
    default:
      return inner;
  }
}

const lowerArguments = (cx: Lowering, nodes: readonly Ast.Argument[]): Argument[] =>
  nodes.map((node) =>
    node.type === 'SpreadElement'
      ? { value: cx.expression(node.argument), spread: 'list' }
      : { value: cx.expression(node) },
  );
