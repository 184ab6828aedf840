import type { Expression, FunctionIr, Parameter, Statement } from '../ir.ts';
import { childOf, textOf, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { findTypeName, lowerParameters } from './parameter.ts';
import { createScope, toLocals, within } from './scope.ts';
import type { Scope } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Lowers a `function_definition`; its name is bound by whoever asks. */
export function lowerFunction(lowering: Lowering, node: SyntaxNode, decorators: readonly Expression[]): FunctionIr {
  const name = childOf(node, 'identifier');
  const params = lowerParameters(lowering, childOf(node, 'parameters'));
  const scope = createScope('function');
  const body = within(lowering, scope, () => lowering.block(childOf(node, 'block')));
  const returns = findTypeName(lowering, node);
  return {
    ...toFunction(node, params, body, scope),
    name: name === undefined ? null : toIdentifier(lowering, name),
    isAsync: node.children[0]?.type === 'async',
    isArrow: false,
    decorators,
    ...(returns === undefined ? {} : { returns }),
  };
}

export function lowerLambda(lowering: Lowering, node: SyntaxNode): Expression {
  const params = lowerParameters(lowering, childOf(node, 'lambda_parameters'));
  const scope = createScope('function');
  const body = within(lowering, scope, (): Statement[] => {
    const result = node.children.at(-1) ?? node;
    return [{ kind: 'return', at: result.start, value: lowering.expression(result) }];
  });
  return { kind: 'function', at: node.start, fn: toFunction(node, params, body, scope) };
}

function toFunction(
  node: SyntaxNode,
  params: readonly Parameter[],
  body: readonly Statement[],
  scope: Scope,
): FunctionIr {
  const own = new Set(params.map(({ pattern }) => (pattern.kind === 'name' ? pattern.name : '')));
  return {
    name: null,
    at: node.start,
    end: node.end,
    params,
    body,
    locals: toLocals(scope, own),
    isAsync: false,
    isGenerator: scope.isGenerator,
    isArrow: true,
    decorators: [],
  };
}

/** The expressions of the decorators of a `decorated_definition`, outermost first. */
export function lowerDecorators(lowering: Lowering, node: SyntaxNode): { expression: Expression; text: string }[] {
  const decorators = node.children.filter((child) => child.type === 'decorator');
  return decorators.flatMap(({ children: [inner] }) =>
    inner === undefined ? [] : [{ expression: lowering.expression(inner), text: textOf(lowering, inner) }],
  );
}
