import type * as Ast from 'oxc-parser';
import type { ClassIr, ClassMember, Expression } from '../ir.ts';
import { lowerKey } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { toTypeName } from './types.ts';

export function lowerClass(cx: Lowering, node: Ast.Class): ClassIr {
  const members: ClassMember[] = [];
  for (const element of node.body.body) {
    const member = lowerMember(cx, element);
    if (member) members.push(member);
  }
  if (node.decorators.length > 0 && cx.typescript) noteInjectedTypes(cx, node);
  return {
    name: node.id?.name ?? null,
    at: node.start,
    end: node.end,
    superclasses: node.superClass ? [cx.expression(node.superClass)] : [],
    members,
    decorators: lowerDecorators(cx, node.decorators),
  };
}

const lowerDecorators = (cx: Lowering, nodes: readonly Ast.Decorator[]): Expression[] =>
  nodes.map((decorator) => cx.expression(decorator.expression));

function lowerMember(cx: Lowering, node: Ast.ClassElement): ClassMember | undefined {
  switch (node.type) {
    case 'MethodDefinition':
      return lowerMethod(cx, node);
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return node.declare ? undefined : lowerField(cx, node);
    case 'StaticBlock':
      return { kind: 'static-block', at: node.start, body: cx.statements(node.body) };
    default:
      // Abstract members and index signatures are types.
      return undefined;
  }
}

function lowerMethod(cx: Lowering, node: Ast.MethodDefinition): ClassMember | undefined {
  if (node.value.body === null) return undefined;
  return {
    kind: 'method',
    at: node.start,
    name: lowerKey(cx, node.key, node.computed),
    fn: cx.fn(node.value, lowerDecorators(cx, node.decorators)),
    isStatic: node.static,
    isClassMethod: false,
    accessor: node.kind === 'get' || node.kind === 'set' ? node.kind : null,
  };
}

function lowerField(cx: Lowering, node: Ast.PropertyDefinition | Ast.AccessorProperty): ClassMember {
  const type = toTypeName(node.typeAnnotation);
  const decorators = lowerDecorators(cx, node.decorators);
  return {
    kind: 'field',
    at: node.start,
    name: lowerKey(cx, node.key, node.computed),
    value: node.value ? cx.expression(node.value) : null,
    isStatic: node.static,
    ...(type !== undefined && { type }),
    ...(decorators.length > 0 && { decorators }),
  };
}

/** With `emitDecoratorMetadata` the types of a decorated class's constructor parameters are values at run time (dependency injection). */
function noteInjectedTypes(cx: Lowering, node: Ast.Class): void {
  for (const element of node.body.body) {
    if (element.type !== 'MethodDefinition' || element.kind !== 'constructor') continue;
    for (const param of element.value.params) {
      const target = param.type === 'TSParameterProperty' ? param.parameter : param;
      const name = 'typeAnnotation' in target ? toTypeName(target.typeAnnotation) : undefined;
      if (name !== undefined) cx.valueNames.add(name.split('.', 1)[0] ?? name);
    }
  }
}
