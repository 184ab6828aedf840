import type { Expression, Statement } from '../ir.ts';
import { lowerAssignment, lowerAugmented } from './assignment.ts';
import { lowerClass } from './class.ts';
import { lowerFor, lowerIf, lowerTry, lowerWhile, lowerWith } from './compound.ts';
import { lowerDecorators, lowerFunction } from './function.ts';
import { lowerImport, lowerImportFrom } from './import.ts';
import { childOf, LoweringFailure, toExpressionStatement, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { lowerMatch } from './match.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { bindName } from './scope.ts';

type Lower = (lowering: Lowering, node: SyntaxNode) => readonly Statement[];

/** Lowers one statement. Docstrings, `pass` and declarations give nothing. */
export function lowerStatement(lowering: Lowering, node: SyntaxNode): readonly Statement[] {
  const lower = LOWERERS[node.type];
  return lower === undefined ? [] : lower(lowering, node);
}

const lowerExpressionStatement: Lower = (lowering, node) => {
  const [first] = node.children;
  if (first === undefined || (node.children.length === 1 && first.type === 'string' && first.children.length === 0))
    return [];
  if (first.type === 'assignment') return lowerAssignment(lowering, first);
  if (first.type === 'augmented_assignment') return [toExpressionStatement(lowerAugmented(lowering, first))];
  return node.children.map((child) => toExpressionStatement(lowering.expression(child)));
};

const lowerDefinition: Lower = (lowering, node) => {
  const definition = node.type === 'decorated_definition' ? node.children.at(-1) : node;
  const decorators = lowerDecorators(lowering, node).map(({ expression }) => expression);
  const name = definition === undefined ? undefined : childOf(definition, 'identifier');
  if (definition === undefined || name === undefined) throw new LoweringFailure('incomplete definition', node.start);
  const at = definition.start;
  const bound = bindName(lowering, toIdentifier(lowering, name), name.start);
  const isClass = definition.type === 'class_definition';
  if (bound.kind === 'name') {
    if (isClass) return [{ kind: 'class', at, cls: lowerClass(lowering, definition, decorators) }];
    return [{ kind: 'function', at, fn: lowerFunction(lowering, definition, decorators) }];
  }
  const value: Expression = isClass
    ? { kind: 'class', at, cls: lowerClass(lowering, definition, decorators) }
    : { kind: 'function', at, fn: lowerFunction(lowering, definition, decorators) };
  return [toExpressionStatement({ kind: 'assign', at, target: bound, value })];
};

const lowerReturn: Lower = (lowering, node) => {
  const [value] = node.children;
  return [{ kind: 'return', at: node.start, value: value === undefined ? null : lowering.expression(value) }];
};

/** `raise x from y`: the cause is evaluated first for what it calls. */
const lowerRaise: Lower = (lowering, node) => {
  const [value, cause] = node.children;
  if (value === undefined) return [{ kind: 'throw', at: node.start, value: null }];
  if (value.type === 'expression_list') throw new LoweringFailure('Python 2 raise', node.start);
  const before = cause === undefined ? [] : [toExpressionStatement(lowering.expression(cause))];
  return [...before, { kind: 'throw', at: node.start, value: lowering.expression(value) }];
};

/** `assert test, why` is `if not test: raise why`. */
const lowerAssert: Lower = (lowering, node) => {
  const [test, why] = node.children;
  if (test === undefined) return [];
  const at = node.start;
  const value = why === undefined ? null : lowering.expression(why);
  const fails: Expression = { kind: 'unary', at, operator: 'not', value: lowering.expression(test) };
  return [{ kind: 'if', at, test: fails, then: [{ kind: 'throw', at, value }], else: [] }];
};

const lowerDelete: Lower = (lowering, node) => {
  const [first] = node.children;
  const targets = first?.type === 'expression_list' || first?.type === 'tuple' ? first.children : node.children;
  return targets.map((target) => {
    if (target.type === 'identifier') lowering.scope.bound.add(toIdentifier(lowering, target));
    const value = lowering.expression(target);
    return toExpressionStatement({ kind: 'unary', at: target.start, operator: 'delete', value });
  });
};

const lowerForeign: Lower = (lowering, node) => {
  for (const child of node.children) {
    const name = toIdentifier(lowering, child);
    if (lowering.scope !== lowering.module) lowering.scope.foreign.add(name);
    if (node.type === 'global_statement') lowering.module.bound.add(name);
  }
  return [];
};

function toJump(jump: 'break' | 'continue'): Lower {
  return (_lowering, node) => [{ kind: 'jump', at: node.start, jump }];
}

/** `type X = …` declares a name; but the grammar also takes `type(x).y = …`, an assignment, for it. */
const lowerAlias: Lower = (lowering, node) => {
  const left = node.children[0]?.children[0];
  const right = node.children[1]?.children[0];
  if (left?.type === 'identifier') lowering.scope.bound.add(toIdentifier(lowering, left));
  if (left === undefined || right === undefined || lowering.text[left.start] !== '(') return [];
  const target = toTypeCall(left, node.start);
  return lowerAssignment(lowering, { ...node, type: 'assignment', children: [target, right] });
};

function toTypeCall(node: SyntaxNode, start: number): SyntaxNode {
  const [first, ...rest] = node.children;
  if (first !== undefined && node.type !== 'parenthesized_expression')
    return { ...node, start, children: [toTypeCall(first, start), ...rest] };
  const callee = { type: 'identifier', start, end: start + 'type'.length, children: [] };
  return { type: 'call', start, end: node.end, children: [callee, { ...node, type: 'argument_list' }] };
}

const refuse: Lower = (_lowering, node) => {
  throw new LoweringFailure(`Python 2 ${node.type.replace('_', ' ')}`, node.start);
};

const LOWERERS: Readonly<Record<string, Lower>> = {
  expression_statement: lowerExpressionStatement,
  function_definition: lowerDefinition,
  class_definition: lowerDefinition,
  decorated_definition: lowerDefinition,
  return_statement: lowerReturn,
  raise_statement: lowerRaise,
  assert_statement: lowerAssert,
  delete_statement: lowerDelete,
  global_statement: lowerForeign,
  nonlocal_statement: lowerForeign,
  break_statement: toJump('break'),
  continue_statement: toJump('continue'),
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  try_statement: lowerTry,
  with_statement: lowerWith,
  match_statement: lowerMatch,
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  type_alias_statement: lowerAlias,
  print_statement: refuse,
  exec_statement: refuse,
};
