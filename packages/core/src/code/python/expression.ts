import type { Entry, Expression, Item } from '../ir.ts';
import { lowerComprehension } from './comprehension.ts';
import { lowerLambda } from './function.ts';
import { LoweringFailure, textOf, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { lowerAwait, lowerComparison, lowerConditional, lowerNamed, lowerUnary, lowerYield } from './operator.ts';
import { extendSpine, isSpine, isSpread } from './spine.ts';
import { bindName, readName } from './scope.ts';
import { lowerString } from './string-literal.ts';
import type { SyntaxNode } from './syntax-node.ts';

type Lower = (lowering: Lowering, node: SyntaxNode) => Expression;

/** Lowers any expression node, pattern nodes in value position included. */
export function lowerExpression(lowering: Lowering, node: SyntaxNode): Expression {
  const spine: SyntaxNode[] = [];
  let base = node;
  // Method chains and long sums lean to the left: walked in a loop, they cost no stack.
  while (isSpine(base)) {
    spine.push(base);
    base = base.children[0] as SyntaxNode;
  }
  const lower = LOWERERS[base.type];
  const value = lower === undefined ? lowerUnknown(lowering, base) : lower(lowering, base);
  if (spine.length === 0) return value;
  const links = spine.toReversed();
  const isStarred = base.type === 'list_splat' || base.type === 'list_splat_pattern';
  return extendSpine(lowering, value, isStarred ? links.map((link) => ({ ...link, start: value.at })) : links);
}

/** The items of a list, tuple, set or bare `a, b`; `*x` spreads. */
export function lowerItems(lowering: Lowering, nodes: readonly SyntaxNode[]): Item[] {
  return nodes.map((node) => ({ value: lowering.expression(node), spread: isSpread(node) }));
}

function unwrap(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression' && inner.children[0] !== undefined) inner = inner.children[0];
  return inner;
}

const lowerLast: Lower = (lowering, node) => lowering.expression(node.children.at(-1) as SyntaxNode);

const lowerArray: Lower = (lowering, node) => ({
  kind: 'array',
  at: node.start,
  items: lowerItems(lowering, node.children),
});

const lowerInner: Lower = (lowering, node) => {
  const inner = unwrap(node);
  return inner.type === 'parenthesized_expression' ? lowerUnknown(lowering, inner) : lowering.expression(inner);
};

const lowerUnknown: Lower = (lowering, node) => ({
  kind: 'opaque',
  at: node.start,
  why: node.type,
  children: node.children.map((child) => lowering.expression(child)),
});

const lowerName: Lower = (lowering, node) => readName(lowering, toIdentifier(lowering, node), node.start);

const lowerNumber: Lower = (lowering, node) => {
  const text = textOf(lowering, node).replaceAll('_', '');
  if (/\dl$/i.test(text)) throw new LoweringFailure('Python 2 number', node.start);
  const value = Number(text);
  return Number.isNaN(value)
    ? { kind: 'opaque', at: node.start, why: 'number', children: [] }
    : { kind: 'const', at: node.start, value };
};

function toConstant(value: boolean | null): Lower {
  return (_lowering, node) => ({ kind: 'const', at: node.start, value });
}

const lowerDictionary: Lower = (lowering, node) => {
  const entries = node.children.map((child): Entry => {
    const [first, second] = child.children;
    if (child.type === 'pair' && first !== undefined && second !== undefined) {
      return { key: lowering.expression(first), value: lowering.expression(second) };
    }
    return { key: null, value: lowering.expression(first ?? child) };
  });
  return { kind: 'object', at: node.start, entries };
};

const lowerWalrus: Lower = (lowering, node) => lowerNamed(lowering, node, (name, at) => bindName(lowering, name, at));

const LOWERERS: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  string: lowerString,
  concatenated_string: lowerString,
  integer: lowerNumber,
  float: lowerNumber,
  true: toConstant(true),
  false: toConstant(false),
  none: toConstant(null),
  parenthesized_expression: lowerInner,
  type: (lowering, node) => lowering.expression(node.children[0] ?? { ...node, type: 'ellipsis' }),
  list_splat: lowerLast,
  list_splat_pattern: lowerLast,
  list: lowerArray,
  tuple: lowerArray,
  set: lowerArray,
  expression_list: lowerArray,
  pattern_list: lowerArray,
  tuple_pattern: lowerArray,
  list_pattern: lowerArray,
  dictionary: lowerDictionary,
  list_comprehension: lowerComprehension,
  set_comprehension: lowerComprehension,
  dictionary_comprehension: lowerComprehension,
  generator_expression: lowerComprehension,
  lambda: lowerLambda,
  await: lowerAwait,
  yield: lowerYield,
  not_operator: lowerUnary,
  unary_operator: lowerUnary,
  comparison_operator: lowerComparison,
  conditional_expression: lowerConditional,
  named_expression: lowerWalrus,
};
