import type { Argument, Expression } from '../ir.ts';
import { LoweringFailure, textOf } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

const SPINE = new Set(['attribute', 'call', 'subscript', 'binary_operator', 'boolean_operator']);
/** Chains of one associative operator are balanced beyond this length, so that whoever walks the result needs little stack. */
const LONG_CHAIN = 32;
const LOGICAL: Readonly<Record<string, '&&' | '||'>> = { and: '&&', or: '||' };

/** Whether a node continues the expression that is its first child. */
export function isSpine(node: SyntaxNode): boolean {
  return SPINE.has(node.type) && node.children.length > 1;
}

/** Whether an item or argument is `*x`. The grammar takes `*f(x)` for `(*f)(x)`, so the star may stand at the spine's base. */
export function isSpread(node: SyntaxNode): boolean {
  let base = node;
  while (isSpine(base) || (base.type === 'parenthesized_expression' && base.children.length === 1))
    base = base.children[0] as SyntaxNode;
  return base.type === 'list_splat' || base.type === 'list_splat_pattern';
}

/** Applies attribute accesses, calls, subscripts and operators to `base`, innermost first. */
export function extendSpine(lowering: Lowering, base: Expression, links: readonly SyntaxNode[]): Expression {
  let value = base;
  let i = 0;
  while (i < links.length) {
    const link = links[i] as SyntaxNode;
    const length = countChain(links, i);
    if (length > LONG_CHAIN) {
      const operands = links.slice(i, i + length).map((node) => lowering.expression(node.children[2] as SyntaxNode));
      value = balance(link.children[1]?.type ?? '+', [value, ...operands]);
      i += length;
    } else {
      value = extend(lowering, value, link);
      i += 1;
    }
  }
  return value;
}

function countChain(links: readonly SyntaxNode[], from: number): number {
  const operator = links[from]?.children[1]?.type;
  if (operator !== '+' && operator !== 'and' && operator !== 'or') return 1;
  let end = from;
  while (end < links.length && links[end]?.children[1]?.type === operator && links[end]?.children.length === 3)
    end += 1;
  return end - from;
}

function balance(operator: string, operands: readonly Expression[]): Expression {
  const only = operands[0] as Expression;
  if (operands.length === 1) return only;
  const middle = operands.length >> 1;
  return toOperation(operator, balance(operator, operands.slice(0, middle)), balance(operator, operands.slice(middle)));
}

function toOperation(operator: string, left: Expression, right: Expression): Expression {
  const logical = LOGICAL[operator];
  if (logical !== undefined) return { kind: 'logical', at: left.at, operator: logical, left, right };
  return { kind: 'binary', at: left.at, operator, left, right };
}

function extend(lowering: Lowering, value: Expression, link: SyntaxNode): Expression {
  const [, second, third] = link.children as [SyntaxNode, SyntaxNode, SyntaxNode?];
  const at = link.start;
  if (link.type === 'attribute') {
    const property: Expression = { kind: 'const', at: second.start, value: textOf(lowering, second) };
    return { kind: 'member', at, object: value, property, computed: false };
  }
  if (link.type === 'call') return toCall(lowering, value, second, at);
  if (link.type === 'subscript') return toSubscript(lowering, value, link.children.slice(1), at);
  if (third === undefined) throw new LoweringFailure('incomplete operator', at);
  return toOperation(second.type, value, lowering.expression(third));
}

function toCall(lowering: Lowering, callee: Expression, list: SyntaxNode, at: number): Expression {
  if (callee.kind === 'name' && callee.name === 'super') return { kind: 'super', at };
  if (list.type === 'generator_expression')
    return { kind: 'call', at, callee, args: [{ value: lowering.expression(list) }], isNew: false };
  return { kind: 'call', at, callee, args: list.children.map((node) => toArgument(lowering, node)), isNew: false };
}

function toArgument(lowering: Lowering, node: SyntaxNode): Argument {
  const last = node.children.at(-1);
  if (last === undefined) return { value: lowering.expression(node) };
  if (node.type === 'keyword_argument')
    return { value: lowering.expression(last), name: textOf(lowering, node.children[0] ?? last) };
  if (isSpread(node)) return { value: lowering.expression(node), spread: 'list' };
  if (node.type === 'dictionary_splat') return { value: lowering.expression(last), spread: 'map' };
  return { value: lowering.expression(node) };
}

function toSubscript(lowering: Lowering, object: Expression, keys: readonly SyntaxNode[], at: number): Expression {
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    const items = keys.map((node) => ({ value: toKey(lowering, node), spread: false }));
    return { kind: 'member', at, object, property: { kind: 'array', at: key?.start ?? at, items }, computed: true };
  }
  if (key.type === 'slice') return { kind: 'slice', at, object, bounds: toBounds(lowering, key) };
  return { kind: 'member', at, object, property: lowering.expression(key), computed: true };
}

function toKey(lowering: Lowering, node: SyntaxNode): Expression {
  if (node.type !== 'slice') return lowering.expression(node);
  return { kind: 'opaque', at: node.start, why: 'slice', children: toBounds(lowering, node) };
}

/** Start, end and step as far as written; `None` stands for one that is left out. */
function toBounds(lowering: Lowering, node: SyntaxNode): Expression[] {
  const bounds: Expression[] = [{ kind: 'const', at: node.start, value: null }];
  for (const child of node.children) {
    if (child.type === ':') bounds.push({ kind: 'const', at: child.start, value: null });
    else bounds[bounds.length - 1] = lowering.expression(child);
  }
  return bounds;
}
