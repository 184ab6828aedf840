import type { Expression, Pattern } from '../ir.ts';
import { LoweringFailure, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { bindName, readName } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

const SEQUENCES = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);
const SPLATS = new Set(['list_splat_pattern', 'list_splat']);

/** Lowers the target of an assignment, loop, `with`, `except` or `del`, and binds its names. */
export function lowerPattern(lowering: Lowering, node: SyntaxNode): Pattern {
  if (node.type === 'identifier') return bindName(lowering, toIdentifier(lowering, node), node.start);
  if (SEQUENCES.has(node.type)) return lowerSequence(lowering, node);
  const [first] = node.children;
  if (first === undefined) throw new LoweringFailure('cannot be assigned to', node.start);
  if (node.type === 'parenthesized_expression' || node.type === 'as_pattern_target') return lowering.pattern(first);
  const place = lowering.expression(node);
  if (place.kind === 'member') return place;
  if (place.kind === 'slice') {
    const property: Expression = { kind: 'opaque', at: place.at, why: 'slice', children: place.bounds };
    return { kind: 'member', at: place.at, object: place.object, property, computed: true };
  }
  throw new LoweringFailure('cannot be assigned to', node.start);
}

function lowerSequence(lowering: Lowering, node: SyntaxNode): Pattern {
  const nodes = node.children;
  const only = nodes[0];
  const isParenthesised = node.type === 'tuple_pattern' && nodes.length === 1 && only !== undefined;
  if (isParenthesised && !lowering.text.slice(only.end, node.end).includes(',')) return lowering.pattern(only);
  const star = nodes.findIndex((child) => SPLATS.has(child.type));
  if (star !== -1 && star < nodes.length - 1) return lowerMiddleStar(lowering, node, star);
  const items = nodes.slice(0, star === -1 ? nodes.length : star).map((child) => lowering.pattern(child));
  if (star === -1) return { kind: 'array', at: node.start, items };
  return { kind: 'array', at: node.start, items, rest: lowering.pattern(starred(nodes[star] as SyntaxNode)) };
}

function starred(node: SyntaxNode): SyntaxNode {
  return node.children.at(-1) ?? node;
}

/** `first, *middle, last = x`: a pattern's rest is its end, so each target is assigned from a temporary name instead. */
function lowerMiddleStar(lowering: Lowering, node: SyntaxNode, star: number): Pattern {
  const at = node.start;
  const name = `$unpacked${at}`;
  const whole = bindName(lowering, name, at);
  const constant = (value: number): Expression => ({ kind: 'const', at, value });
  node.children.forEach((child, index) => {
    const object = readName(lowering, name, at);
    const fromEnd = index - node.children.length;
    const bounds = [constant(star), constant(star + 1 - node.children.length)];
    const value: Expression =
      index === star
        ? { kind: 'slice', at, object, bounds }
        : { kind: 'member', at, object, property: constant(index < star ? index : fromEnd), computed: true };
    const next = lowering.deferred.length;
    const target = lowering.pattern(index === star ? starred(child) : child);
    lowering.deferred.splice(next, 0, { kind: 'assign', at, target, value });
  });
  return whole;
}
