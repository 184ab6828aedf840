import type { CatchClause, Expression, Statement } from '../ir.ts';
import { childOf, LoweringFailure, lowerTarget, toExpressionStatement } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { bindName, createScope, readName, within } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { isTypeCheckingTest } from './type-checking.ts';

function bodyOf(lowering: Lowering, node: SyntaxNode | undefined): Statement[] {
  return node === undefined ? [] : lowering.block(childOf(node, 'block'));
}

/** `if`, its `elif`s and its `else`; what only type checkers see is left out. */
export function lowerIf(lowering: Lowering, node: SyntaxNode): Statement[] {
  const branches = [node, ...node.children.filter((child) => child.type === 'elif_clause')];
  const lowered = branches.map((branch) => {
    const [test] = branch.children;
    if (test === undefined) throw new LoweringFailure('incomplete if', branch.start);
    if (isTypeCheckingTest(lowering, branch)) return collectTypeImports(lowering, branch);
    return { at: branch.start, test: lowering.expression(test), then: bodyOf(lowering, branch) };
  });
  let otherwise = bodyOf(lowering, childOf(node, 'else_clause'));
  for (const branch of lowered.toReversed())
    if (branch !== null) otherwise = [{ kind: 'if', ...branch, else: otherwise }];
  return otherwise;
}

function collectTypeImports(lowering: Lowering, branch: SyntaxNode): null {
  const body = within(lowering, createScope('function'), () => bodyOf(lowering, branch));
  for (const statement of body) if (statement.kind === 'import') lowering.typeImports.push(statement);
  return null;
}

export function lowerFor(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [left, right] = node.children;
  if (left === undefined || right === undefined) throw new LoweringFailure('incomplete for', node.start);
  const iterable = lowering.expression(right);
  const { target, after } = lowerTarget(lowering, left);
  const body = [...after.map(toExpressionStatement), ...bodyOf(lowering, node)];
  const otherwise = bodyOf(lowering, childOf(node, 'else_clause'));
  const each = { target, declare: null, iterable, over: 'values' } as const;
  return [{ kind: 'loop', at: node.start, init: [], each, test: null, update: null, body, otherwise }];
}

export function lowerWhile(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [condition] = node.children;
  if (condition === undefined) throw new LoweringFailure('incomplete while', node.start);
  const test = lowering.expression(condition);
  const body = bodyOf(lowering, node);
  const otherwise = bodyOf(lowering, childOf(node, 'else_clause'));
  return [{ kind: 'loop', at: node.start, init: [], each: null, test, update: null, body, otherwise }];
}

export function lowerTry(lowering: Lowering, node: SyntaxNode): Statement[] {
  const body = bodyOf(lowering, node);
  const clauses = node.children.filter((child) => child.type === 'except_clause');
  const handlers = clauses.map((clause) => lowerHandler(lowering, clause));
  const otherwise = bodyOf(lowering, childOf(node, 'else_clause'));
  const finalizer = bodyOf(lowering, childOf(node, 'finally_clause'));
  return [{ kind: 'try', at: node.start, body, handlers, otherwise, finalizer }];
}

/** `except A as e`, `except (A, B)`, Python 3.14's `except A, B` and `except* A`. */
function lowerHandler(lowering: Lowering, clause: SyntaxNode): CatchClause {
  const heads = clause.children.filter((child) => child.type !== 'block');
  const [first, second] = heads;
  const { value, alias } = splitAlias(first);
  const isAlias =
    first !== undefined && second !== undefined && /\bas\b/.test(lowering.text.slice(first.end, second.start));
  const name = isAlias ? second : alias;
  const types = (isAlias ? [value] : [value, ...heads.slice(1)]).filter((node) => node !== undefined);
  const [only] = types;
  const type: Expression | null =
    only === undefined
      ? null
      : types.length === 1
        ? lowering.expression(only)
        : {
            kind: 'array',
            at: only.start,
            items: types.map((node) => ({ value: lowering.expression(node), spread: false })),
          };
  const parameter = name === undefined ? null : lowerTarget(lowering, name).target;
  return { parameter, type, body: bodyOf(lowering, clause) };
}

function splitAlias(node: SyntaxNode | undefined): { value: SyntaxNode | undefined; alias?: SyntaxNode } {
  const [value, alias] = node?.children ?? [];
  return node?.type === 'as_pattern' && alias !== undefined ? { value, alias } : { value: node };
}

/** `with x as y:` enters `x` into `y`, runs the body, and leaves `x` however the body ends. */
export function lowerWith(lowering: Lowering, node: SyntaxNode): Statement[] {
  const entered: Statement[] = [];
  const left: Statement[] = [];
  for (const item of toItems(childOf(node, 'with_clause')?.children ?? [])) {
    const { value: manager, alias } = splitAlias(item);
    if (manager === undefined) continue;
    const at = item.start;
    const name = `$with${at}`;
    const value = lowering.expression(manager);
    entered.push(toExpressionStatement({ kind: 'assign', at, target: bindName(lowering, name, at), value }));
    const toProtocol = (protocol: 'enter' | 'exit'): Expression => ({
      kind: 'await',
      at,
      value: readName(lowering, name, at),
      protocol,
    });
    left.unshift(toExpressionStatement(toProtocol('exit')));
    if (alias === undefined) entered.push(toExpressionStatement(toProtocol('enter')));
    else {
      const { target, after } = lowerTarget(lowering, alias);
      const assign: Expression = { kind: 'assign', at, target, value: toProtocol('enter') };
      entered.push(toExpressionStatement(assign), ...after.map(toExpressionStatement));
    }
  }
  return [
    ...entered,
    { kind: 'try', at: node.start, body: bodyOf(lowering, node), handlers: [], otherwise: [], finalizer: left },
  ];
}

/** The managers of a `with`, which the grammar may wrap in parentheses or in a tuple. */
function toItems(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.flatMap((node) => {
    const holdsAlias = node.children.some((child) => child.type === 'as_pattern');
    const isWrapper =
      node.type === 'with_item' || ((node.type === 'parenthesized_expression' || node.type === 'tuple') && holdsAlias);
    return isWrapper ? toItems(node.children) : [node];
  });
}
