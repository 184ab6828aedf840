import type * as Ast from 'oxc-parser';
import type { ClassIr, Expression, FunctionIr, ImportStatement, Pattern, Statement } from '../ir.ts';

/** The state and the entry points of lowering one file. The parts call each other through it, so that they need not import each other. */
export interface Lowering {
  readonly typescript: boolean;
  /** Strict code: a function in a block stays in the block. */
  readonly strict: boolean;
  /** Names that the file uses as values; an import of TypeScript whose name is not among them does not exist at run time. */
  readonly valueNames: Set<string>;
  /** Imports that exist for types only. */
  readonly typeImports: ImportStatement[];
  /** Exports of variables that may change until the module ends, and `export { … }` lists: they stand last. */
  lateExports: Statement[];
  /** Hoisted names of the function (or module) being lowered. */
  locals: Set<string>;
  expression(node: Ast.Expression): Expression;
  pattern(node: PatternNode): Pattern;
  /** One statement may become several, or none. */
  statement(node: StatementNode, into: Statement[]): void;
  statements(nodes: readonly StatementNode[]): Statement[];
  fn(node: FunctionNode, decorators?: readonly Expression[]): FunctionIr;
  cls(node: Ast.Class): ClassIr;
}

export type StatementNode = Ast.Statement | Ast.Directive;
export type PatternNode = Ast.BindingPattern | Ast.AssignmentTarget | Ast.AssignmentTargetMaybeDefault;
export type FunctionNode = Ast.Function | Ast.ArrowFunctionExpression;

/** A string constant, the form that static keys and names take. */
export const toText = (at: number, value: string): Expression => ({ kind: 'const', at, value });

/** The key of a property, member or class member: a constant unless it is computed. */
export function lowerKey(cx: Lowering, key: Ast.PropertyKey, computed: boolean): Expression {
  if (key.type === 'PrivateIdentifier') return toText(key.start, `#${key.name}`);
  if (!computed && key.type === 'Identifier') return toText(key.start, key.name);
  if (key.type === 'Literal' && typeof key.value === 'number') return toText(key.start, String(key.value));
  return cx.expression(key);
}

/** The names that a pattern binds. */
export function findBoundNames(pattern: Pattern, into: string[] = []): string[] {
  if (pattern.kind === 'name') into.push(pattern.name);
  else if (pattern.kind === 'default') findBoundNames(pattern.target, into);
  else if (pattern.kind === 'array' || pattern.kind === 'object') {
    const inner = pattern.kind === 'array' ? pattern.items : pattern.entries.map((entry) => entry.value);
    for (const item of inner) if (item !== null) findBoundNames(item, into);
    if (pattern.rest) findBoundNames(pattern.rest, into);
  }
  return into;
}

/** The name of a module's export: `export { a as "b c" }` may be a string. */
export const toExportName = (node: Ast.ModuleExportName): string => (node.type === 'Literal' ? node.value : node.name);

/** Function names belong to the whole body that they stand in; in sloppy code those inside blocks too, which are added where they stand. */
export function hoistFunctions(cx: Lowering, nodes: readonly StatementNode[]): void {
  for (const node of nodes) {
    const exported =
      node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration' ? node.declaration : node;
    if (exported?.type === 'FunctionDeclaration' && exported.id && !exported.declare) cx.locals.add(exported.id.name);
  }
}
