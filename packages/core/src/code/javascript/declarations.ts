import type * as Ast from 'oxc-parser';
import type { Expression, Pattern, Statement } from '../ir.ts';
import { findBoundNames } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { lowerEnum, lowerNamespace } from './typescript.ts';
import { toTypeName } from './types.ts';

/** `var`, `let`, `const`, `using`: one statement per declarator. */
export function lowerVariables(cx: Lowering, node: Ast.VariableDeclaration, into: Statement[]): void {
  if (node.declare) return;
  const scope = node.kind === 'var' ? 'function' : 'block';
  for (const declarator of node.declarations) {
    const target = cx.pattern(declarator.id);
    if (scope === 'function') for (const name of findBoundNames(target)) cx.locals.add(name);
    const type = 'typeAnnotation' in declarator.id ? toTypeName(declarator.id.typeAnnotation) : undefined;
    into.push({
      kind: 'declare',
      at: declarator.start,
      scope,
      target,
      value: declarator.init ? cx.expression(declarator.init) : null,
      ...(type !== undefined && { type }),
    });
    if (node.kind === 'await using' || node.kind === 'using') disposeOf(target, node.kind, into);
  }
}

/** `using x = …` calls `x[Symbol.dispose]()` where the block ends, `await using` the asynchronous one before it. */
function disposeOf(target: Pattern, kind: 'using' | 'await using', into: Statement[]): void {
  if (target.kind !== 'name') return;
  const { at, name } = target;
  for (const method of kind === 'using' ? ['@@dispose'] : ['@@asyncDispose', '@@dispose']) {
    const property: Expression = { kind: 'const', at, value: method };
    const callee: Expression = { kind: 'member', at, object: { kind: 'name', at, name }, property, computed: true };
    into.push({
      kind: 'expression',
      at,
      value: { kind: 'call', at, callee, args: [], isNew: false, isOptional: true },
    });
  }
}

/** Functions, classes and the declarations of TypeScript that exist at run time; the others vanish. */
export function lowerDeclaration(cx: Lowering, node: Ast.Declaration, into: Statement[]): void {
  const at = node.start;
  switch (node.type) {
    case 'VariableDeclaration':
      lowerVariables(cx, node, into);
      return;
    case 'FunctionDeclaration':
      if (node.body === null || node.declare) return;
      if (node.id && !cx.strict) cx.locals.add(node.id.name);
      into.push({ kind: 'function', at, fn: cx.fn(node) });
      return;
    case 'ClassDeclaration':
      if (!node.declare) into.push({ kind: 'class', at, cls: cx.cls(node) });
      return;
    case 'TSEnumDeclaration':
      if (!node.declare) lowerEnum(cx, node, into);
      return;
    case 'TSModuleDeclaration':
      if (!node.declare && !node.global) lowerNamespace(cx, node, into);
      return;
    default:
  }
}
