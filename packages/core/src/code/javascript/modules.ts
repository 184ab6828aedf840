import type * as Ast from 'oxc-parser';
import type { Expression, ImportBinding, ImportStatement, Statement } from '../ir.ts';
import { lowerDeclaration } from './declarations.ts';
import { findBoundNames, toExportName, toText } from './lowering.ts';
import type { Lowering } from './lowering.ts';

export type ModuleNode =
  | Ast.ImportDeclaration
  | Ast.ExportAllDeclaration
  | Ast.ExportDefaultDeclaration
  | Ast.ExportNamedDeclaration
  | Ast.TSExportAssignment
  | Ast.TSImportEqualsDeclaration;

/** Lowers imports and exports. */
export function lowerModuleStatement(cx: Lowering, node: ModuleNode, into: Statement[]): void {
  const at = node.start;
  switch (node.type) {
    case 'ImportDeclaration':
      lowerImport(cx, node, into);
      return;
    case 'ExportAllDeclaration':
      if (node.exportKind === 'type') return;
      into.push({
        kind: 'export-from',
        at,
        specifier: node.source.value,
        names: [{ imported: '*', exported: node.exported ? toExportName(node.exported) : '*' }],
      });
      return;
    case 'ExportDefaultDeclaration':
      lowerDefaultExport(cx, node, into);
      return;
    case 'ExportNamedDeclaration':
      if (node.exportKind !== 'type') lowerNamedExport(cx, node, into);
      return;
    case 'TSExportAssignment':
      into.push({ kind: 'expression', at, value: assignModuleExports(at, cx.expression(node.expression)) });
      return;
    case 'TSImportEqualsDeclaration':
      lowerImportEquals(cx, node, into);
  }
}

function lowerImport(cx: Lowering, node: Ast.ImportDeclaration, into: Statement[]): void {
  const values: ImportBinding[] = [];
  const types: ImportBinding[] = [];
  for (const specifier of node.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') values.push({ kind: 'namespace', local });
    else if (specifier.type === 'ImportDefaultSpecifier') values.push({ kind: 'member', local, imported: 'default' });
    else
      (specifier.importKind === 'type' ? types : values).push({
        kind: 'member',
        local,
        imported: toExportName(specifier.imported),
      });
  }
  const statement = { kind: 'import', at: node.start, specifier: node.source.value } as const;
  if (node.importKind === 'type') cx.typeImports.push({ ...statement, bindings: values });
  else {
    if (types.length > 0) cx.typeImports.push({ ...statement, bindings: types });
    if (values.length > 0 || types.length === 0) into.push({ ...statement, bindings: values });
  }
}

function lowerDefaultExport(cx: Lowering, node: Ast.ExportDefaultDeclaration, into: Statement[]): void {
  const { start: at, declaration } = node;
  if (declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'TSDeclareFunction') return;
  const isNamed =
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') && declaration.id !== null;
  if (!isNamed) {
    into.push({ kind: 'export', at, exported: 'default', value: cx.expression(declaration) });
    return;
  }
  lowerDeclaration(cx, declaration, into);
  into.push({ kind: 'export', at, exported: 'default', value: { kind: 'name', at, name: declaration.id?.name ?? '' } });
}

function lowerNamedExport(cx: Lowering, node: Ast.ExportNamedDeclaration, into: Statement[]): void {
  if (node.source) return lowerExportFrom(node, node.source.value, into);
  for (const specifier of node.specifiers) {
    if (specifier.exportKind === 'type') continue;
    const name = toExportName(specifier.local);
    cx.valueNames.add(name);
    cx.lateExports.push({
      kind: 'export',
      at: specifier.start,
      exported: toExportName(specifier.exported),
      value: { kind: 'name', at: specifier.start, name },
    });
  }
  if (!node.declaration) return;
  const start = into.length;
  if (node.declaration.type === 'TSImportEqualsDeclaration') {
    cx.valueNames.add(node.declaration.id.name);
    lowerImportEquals(cx, node.declaration, into);
  } else lowerDeclaration(cx, node.declaration, into);
  const isLate = node.declaration.type === 'VariableDeclaration' && node.declaration.kind !== 'const';
  for (const name of findDeclaredNames(into.slice(start))) {
    (isLate ? cx.lateExports : into).push({
      kind: 'export',
      at: node.start,
      exported: name,
      value: { kind: 'name', at: node.start, name },
    });
  }
}

function lowerExportFrom(node: Ast.ExportNamedDeclaration, specifier: string, into: Statement[]): void {
  const names = node.specifiers
    .filter((s) => s.exportKind !== 'type')
    .map((s) => ({ imported: toExportName(s.local), exported: toExportName(s.exported) }));
  if (names.length > 0 || node.specifiers.length === 0)
    into.push({ kind: 'export-from', at: node.start, specifier, names });
}

function findDeclaredNames(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const s of statements) {
    if (s.kind === 'declare') for (const name of findBoundNames(s.target)) names.add(name);
    else if (s.kind === 'function' && s.fn.name) names.add(s.fn.name);
    else if (s.kind === 'class' && s.cls.name) names.add(s.cls.name);
    else if (s.kind === 'import') for (const binding of s.bindings) names.add('local' in binding ? binding.local : '*');
    // A namespace is an assignment to its name.
    else if (s.kind === 'expression' && s.value.kind === 'assign' && s.value.target.kind === 'name')
      names.add(s.value.target.name);
  }
  return names;
}

/** `import x = require('m')` is an import, `import x = A.B` a constant. */
function lowerImportEquals(cx: Lowering, node: Ast.TSImportEqualsDeclaration, into: Statement[]): void {
  const at = node.start;
  const local = node.id.name;
  const reference = node.moduleReference;
  if (reference.type === 'TSExternalModuleReference') {
    const statement: ImportStatement = {
      kind: 'import',
      at,
      specifier: reference.expression.value,
      bindings: [{ kind: 'require', local }],
    };
    if (node.importKind === 'type') cx.typeImports.push(statement);
    else into.push(statement);
    return;
  }
  if (node.importKind === 'type') return;
  const value = lowerEntityName(cx, reference);
  if (value) into.push({ kind: 'declare', at, scope: 'block', target: { kind: 'name', at, name: local }, value });
}

function lowerEntityName(cx: Lowering, name: Ast.TSTypeName): Expression | undefined {
  if (name.type === 'Identifier') return cx.expression(name);
  if (name.type !== 'TSQualifiedName') return undefined;
  const object = lowerEntityName(cx, name.left);
  return (
    object && {
      kind: 'member',
      at: name.start,
      object,
      property: toText(name.right.start, name.right.name),
      computed: false,
    }
  );
}

function assignModuleExports(at: number, value: Expression): Expression {
  const object: Expression = { kind: 'name', at, name: 'module' };
  return {
    kind: 'assign',
    at,
    target: { kind: 'member', at, object, property: toText(at, 'exports'), computed: false },
    value,
  };
}

/** Leaves out the imports that TypeScript erases because no value of theirs is used. */
export function dropTypeImports(cx: Lowering, body: readonly Statement[]): readonly Statement[] {
  return body.flatMap((statement) => {
    if (statement.kind !== 'import' || statement.bindings.length === 0) return [statement];
    const isUsed = (b: ImportBinding): boolean => b.kind === 'star' || cx.valueNames.has(b.local);
    const unused = statement.bindings.filter((b) => !isUsed(b));
    if (unused.length === 0) return [statement];
    cx.typeImports.push({ ...statement, bindings: unused });
    const bindings = statement.bindings.filter(isUsed);
    return bindings.length > 0 ? [{ ...statement, bindings }] : [];
  });
}
