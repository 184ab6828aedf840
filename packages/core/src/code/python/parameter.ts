import type { Expression, Parameter } from '../ir.ts';
import { toTypeName } from './annotation.ts';
import { childOf, LoweringFailure, textOf, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** FastAPI's marks of a parameter that it fills by a call. */
const DEPENDENCY = /^(?:\w+\.)*(?:Depends|Security)$/;
/** An annotation of more nodes is not looked through. */
const MOST_NODES = 200;

/** Lowers `parameters` or `lambda_parameters`. Defaults belong to the scope around the function, so ask before entering it. */
export function lowerParameters(lowering: Lowering, node: SyntaxNode | undefined): Parameter[] {
  const params: Parameter[] = [];
  let keywordOnly = false;
  for (const child of node?.children ?? []) {
    if (child.type === 'keyword_separator') keywordOnly = true;
    if (child.type === 'keyword_separator' || child.type === 'positional_separator') continue;
    const param = lowerParameter(lowering, child);
    params.push(keywordOnly && param.rest === undefined ? { ...param, keywordOnly } : param);
    if (param.rest === 'list') keywordOnly = true;
  }
  return params;
}

function lowerParameter(lowering: Lowering, node: SyntaxNode): Parameter {
  const [first] = node.children;
  const name = node.type === 'identifier' ? node : first;
  if (name === undefined) throw new LoweringFailure('incomplete parameter', node.start);
  switch (node.type) {
    case 'identifier':
      return toParameter(lowering, node);
    case 'typed_parameter':
      return { ...lowerParameter(lowering, name), ...toDependency(lowering, node), ...toType(lowering, node) };
    case 'default_parameter':
    case 'typed_default_parameter':
      return {
        ...toParameter(lowering, name),
        default: lowering.expression(node.children.at(-1) ?? name),
        ...toType(lowering, node),
      };
    case 'list_splat_pattern':
      return { ...toParameter(lowering, name), rest: 'list' };
    case 'dictionary_splat_pattern':
      return { ...toParameter(lowering, name), rest: 'map' };
    default:
      throw new LoweringFailure('Python 2 parameter', node.start);
  }
}

function toParameter(lowering: Lowering, name: SyntaxNode): Parameter {
  if (name.type !== 'identifier') throw new LoweringFailure('Python 2 parameter', name.start);
  return { pattern: { kind: 'name', at: name.start, name: toIdentifier(lowering, name) } };
}

/** The name that the annotation of a parameter, or of what a function returns, comes down to. */
export function findTypeName(lowering: Lowering, node: SyntaxNode): string | undefined {
  const annotation = childOf(node, 'type');
  return annotation === undefined ? undefined : toTypeName(textOf(lowering, annotation));
}

function toType(lowering: Lowering, node: SyntaxNode): { type?: string } {
  const type = findTypeName(lowering, node);
  return type === undefined ? {} : { type };
}

/** `Annotated[Repository, Depends(get_repository)]`: what the framework calls for the parameter, as its default. */
function toDependency(lowering: Lowering, node: SyntaxNode): { default?: Expression } {
  const left = node.children.filter((child) => child.type === 'type');
  for (let seen = 0; left.length > 0 && seen < MOST_NODES; seen += 1) {
    const next = left.pop();
    if (next === undefined) break;
    const [callee] = next.children;
    if (next.type === 'call' && callee !== undefined && DEPENDENCY.test(textOf(lowering, callee)))
      return { default: lowering.expression(next) };
    left.push(...next.children);
  }
  return {};
}
