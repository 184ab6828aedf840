import type * as Ast from 'oxc-parser';
import type { Entry, Expression, FunctionIr, Pattern, Statement } from '../ir.ts';
import { hoistFunctions, toText } from './lowering.ts';
import type { Lowering } from './lowering.ts';

/** An enum is an object of constants; its reverse names (`E[0]`) are left out. */
export function lowerEnum(cx: Lowering, node: Ast.TSEnumDeclaration, into: Statement[]): void {
  const name = node.id.name;
  const known = new Map<string, Expression>();
  let next: number | null = 0;
  const entries: Entry[] = node.body.members.map((member) => {
    const at = member.start;
    const key = toMemberName(member.id);
    const value = lowerEnumValue(cx, member, known, next);
    next = value.kind === 'const' && typeof value.value === 'number' ? value.value + 1 : null;
    known.set(key, value);
    return { key: toText(at, key), value };
  });
  const value: Expression = { kind: 'object', at: node.start, entries };
  into.push({
    kind: 'declare',
    at: node.start,
    scope: 'block',
    target: { kind: 'name', at: node.id.start, name },
    value,
  });
}

function toMemberName(id: Ast.TSEnumMemberName): string {
  if (id.type === 'Identifier') return id.name;
  return id.type === 'Literal' ? id.value : (id.quasis[0]?.value.cooked ?? '');
}

function lowerEnumValue(
  cx: Lowering,
  member: Ast.TSEnumMember,
  known: ReadonlyMap<string, Expression>,
  next: number | null,
): Expression {
  const at = member.start;
  if (member.initializer === null) {
    return next === null
      ? { kind: 'opaque', at, why: 'computed enum member', children: [] }
      : { kind: 'const', at, value: next };
  }
  // Members name each other without the enum in front.
  if (member.initializer.type === 'Identifier')
    return known.get(member.initializer.name) ?? cx.expression(member.initializer);
  return cx.expression(member.initializer);
}

/**
 * `namespace N { export const a = 1 }` is `(function (N) { const a = 1; N.a = a })(N ||= {})`. A namespace that
 * holds only types does not exist.
 */
export function lowerNamespace(cx: Lowering, node: Ast.TSModuleDeclaration, into: Statement[]): void {
  if (node.id.type === 'Literal' || node.body === null) return;
  const path = toPath(node.id);
  lowerNested(cx, node, path, node.body, into);
}

function toPath(id: Ast.TSModuleDeclaration['id']): string[] {
  if (id.type === 'Identifier') return [id.name];
  if (id.type !== 'TSQualifiedName') return [];
  return [...toPath(id.left as Ast.TSModuleDeclaration['id']), id.right.name];
}

function lowerNested(
  cx: Lowering,
  node: Ast.TSModuleDeclaration,
  path: readonly string[],
  block: Ast.TSModuleBlock,
  into: Statement[],
): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const at = node.start;
  const outer = cx.locals;
  const outerExports = cx.lateExports;
  cx.locals = new Set();
  cx.lateExports = [];
  const body: Statement[] = [];
  if (rest.length > 0) {
    lowerNested(cx, node, rest, block, body);
    if (body.length > 0)
      body.push(assignMember(at, name, rest[0] as string, { kind: 'name', at, name: rest[0] as string }));
  } else {
    hoistFunctions(cx, block.body);
    const statements = cx.statements(block.body);
    body.push(...[...statements, ...cx.lateExports].map((statement) => toMemberExport(name, statement)));
  }
  const locals = [...cx.locals];
  cx.locals = outer;
  cx.lateExports = outerExports;
  if (body.length === 0) return;
  cx.locals.add(name);
  const fn = toNamespaceFunction(node, name, body, locals);
  const self: Expression = { kind: 'name', at, name };
  const made: Expression = {
    kind: 'logical',
    at,
    operator: '||',
    left: self,
    right: { kind: 'object', at, entries: [] },
  };
  const target: Pattern = { kind: 'name', at, name };
  into.push({ kind: 'expression', at, value: { kind: 'assign', at, target, value: made } });
  const callee: Expression = { kind: 'function', at, fn };
  into.push({ kind: 'expression', at, value: { kind: 'call', at, callee, args: [{ value: self }], isNew: false } });
}

function toNamespaceFunction(
  node: Ast.TSModuleDeclaration,
  name: string,
  body: readonly Statement[],
  locals: readonly string[],
): FunctionIr {
  const { start: at, end } = node;
  const params = [{ pattern: { kind: 'name', at, name } }] as const;
  return {
    name: null,
    at,
    end,
    params,
    body,
    locals,
    isAsync: false,
    isGenerator: false,
    isArrow: false,
    decorators: [],
  };
}

const toMemberExport = (namespace: string, statement: Statement): Statement =>
  statement.kind === 'export' ? assignMember(statement.at, namespace, statement.exported, statement.value) : statement;

function assignMember(at: number, object: string, member: string, value: Expression): Statement {
  const target: Pattern = {
    kind: 'member',
    at,
    object: { kind: 'name', at, name: object },
    property: toText(at, member),
    computed: false,
  };
  return { kind: 'expression', at, value: { kind: 'assign', at, target, value } };
}
