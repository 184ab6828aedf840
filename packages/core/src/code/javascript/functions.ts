import type * as Ast from 'oxc-parser';
import type { Expression, FunctionIr, Parameter, Statement } from '../ir.ts';
import type { FunctionNode, Lowering } from './lowering.ts';
import { hoistFunctions, toText } from './lowering.ts';
import { toTypeName } from './types.ts';

/**
 * Lowers a function or arrow function. Only a function's own `id` becomes its name: a method's key is not a
 * name inside its body.
 */
export function lowerFunction(cx: Lowering, node: FunctionNode, decorators: readonly Expression[] = []): FunctionIr {
  const outer = cx.locals;
  cx.locals = new Set();
  try {
    const params = lowerParameters(cx, node.params);
    const body = [...lowerParameterProperties(node.params), ...lowerBody(cx, node)];
    return {
      name: node.id?.name ?? null,
      at: node.start,
      end: node.end,
      params,
      body,
      locals: [...cx.locals],
      isAsync: node.async,
      isGenerator: node.generator,
      isArrow: node.type === 'ArrowFunctionExpression',
      decorators,
    };
  } finally {
    cx.locals = outer;
  }
}

function lowerBody(cx: Lowering, node: FunctionNode): readonly Statement[] {
  const body = node.body;
  if (body === null) return [];
  if (body.type === 'BlockStatement') {
    hoistFunctions(cx, body.body);
    return cx.statements(body.body);
  }
  return [{ kind: 'return', at: body.start, value: cx.expression(body) }];
}

function lowerParameters(cx: Lowering, nodes: readonly Ast.ParamPattern[]): Parameter[] {
  const params: Parameter[] = [];
  for (const node of nodes) {
    if (node.type === 'Identifier' && node.name === 'this') continue;
    const decorators = node.decorators?.map((d) => cx.expression(d.expression)) ?? [];
    params.push({
      ...lowerParameter(cx, node.type === 'TSParameterProperty' ? node.parameter : node),
      ...(decorators.length > 0 && { decorators }),
    });
  }
  return params;
}

function lowerParameter(cx: Lowering, node: Exclude<Ast.ParamPattern, Ast.TSParameterProperty>): Parameter {
  if (node.type === 'RestElement') return { pattern: cx.pattern(node.argument), rest: 'list' };
  const target = node.type === 'AssignmentPattern' ? node.left : node;
  const type = 'typeAnnotation' in target ? toTypeName(target.typeAnnotation) : undefined;
  return {
    pattern: cx.pattern(target),
    ...(node.type === 'AssignmentPattern' && { default: cx.expression(node.right) }),
    ...(type !== undefined && { type }),
  };
}

/** `constructor(private readonly client: S3Client)` assigns `this.client` before anything else. */
function lowerParameterProperties(nodes: readonly Ast.ParamPattern[]): Statement[] {
  const body: Statement[] = [];
  for (const node of nodes) {
    if (node.type !== 'TSParameterProperty') continue;
    const target = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter;
    if (target.type !== 'Identifier') continue;
    const at = target.start;
    const property = {
      kind: 'member',
      at,
      object: { kind: 'this', at },
      property: toText(at, target.name),
      computed: false,
    } as const;
    body.push({
      kind: 'expression',
      at,
      value: { kind: 'assign', at, target: property, value: { kind: 'name', at, name: target.name } },
    });
  }
  return body;
}
