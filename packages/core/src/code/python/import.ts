import type { ImportBinding, Statement } from '../ir.ts';
import { textOf, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Lowers `import a.b, c as d`: one statement for each module. */
export function lowerImport(lowering: Lowering, node: SyntaxNode): Statement[] {
  return node.children.map((child): Statement => {
    const { name, alias } = toName(lowering, child);
    const local = alias ?? name.split('.')[0] ?? name;
    lowering.scope.bound.add(local);
    const kind = alias === undefined ? 'root' : 'namespace';
    return { kind: 'import', at: child.start, specifier: name, bindings: [{ kind, local }] };
  });
}

/** Lowers `from m import a as b, c` and `from m import *`. */
export function lowerImportFrom(lowering: Lowering, node: SyntaxNode): Statement[] {
  const [module, ...names] = node.children;
  if (module === undefined) return [];
  const specifier = textOf(lowering, module).replaceAll(/\s|\\/g, '');
  const bindings = names.map((child): ImportBinding => {
    if (child.type === 'wildcard_import') return { kind: 'star' };
    const { name, alias } = toName(lowering, child);
    const local = alias ?? name;
    lowering.scope.bound.add(local);
    return { kind: 'member', local, imported: name };
  });
  return [{ kind: 'import', at: node.start, specifier, bindings }];
}

function toName(lowering: Lowering, node: SyntaxNode): { name: string; alias?: string } {
  const [dotted, alias] = node.type === 'aliased_import' ? node.children : [node];
  const name = (dotted ?? node).children.map((part) => toIdentifier(lowering, part)).join('.');
  return alias === undefined ? { name } : { name, alias: toIdentifier(lowering, alias) };
}
