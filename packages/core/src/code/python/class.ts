import type { ClassIr, ClassMember, Expression } from '../ir.ts';
import { toTypeName } from './annotation.ts';
import { lowerDecorators, lowerFunction } from './function.ts';
import { childOf, LoweringFailure, textOf, toIdentifier } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { bindName, createScope, within } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { isTypeCheckingTest } from './type-checking.ts';

const NESTED = new Set([
  'if_statement',
  'elif_clause',
  'else_clause',
  'try_statement',
  'except_clause',
  'finally_clause',
]);
const GETTERS = /^(?:\w+\.)*(?:property|cached_property|abstractproperty)$/;
const SETTERS = /^\w+\.setter$/;
const DELETERS = /^\w+\.deleter$/;

/** Lowers a `class_definition`; its name is bound by whoever asks. */
export function lowerClass(lowering: Lowering, node: SyntaxNode, decorators: readonly Expression[]): ClassIr {
  const name = childOf(node, 'identifier');
  const bases = (childOf(node, 'argument_list')?.children ?? []).filter(
    (base) => base.type !== 'keyword_argument' && base.type !== 'dictionary_splat',
  );
  const superclasses = bases.map((base) =>
    lowering.expression(base.type.endsWith('splat') ? (base.children.at(-1) ?? base) : base),
  );
  const keywords = (childOf(node, 'argument_list')?.children ?? [])
    .filter((base) => base.type === 'keyword_argument')
    .flatMap(({ children: [key, value] }) =>
      key === undefined || value === undefined
        ? []
        : [{ name: textOf(lowering, key), value: lowering.expression(value) }],
    );
  const members: ClassMember[] = [];
  within(lowering, createScope('class'), () => collect(lowering, childOf(node, 'block')?.children ?? [], members));
  return {
    name: name === undefined ? null : toIdentifier(lowering, name),
    at: node.start,
    end: node.end,
    superclasses,
    ...(keywords.length === 0 ? {} : { keywords }),
    members,
    decorators,
  };
}

/** Members may stand in the branches of an `if` or `try`: all of them count, the last one wins. */
function collect(lowering: Lowering, nodes: readonly SyntaxNode[], members: ClassMember[]): void {
  for (const node of nodes) {
    if (node.type === 'function_definition') members.push(toMethod(lowering, node, node));
    else if (node.type === 'class_definition') members.push(toNested(lowering, node, []));
    else if (node.type === 'decorated_definition') members.push(toDecorated(lowering, node));
    else if (NESTED.has(node.type)) collectNested(lowering, node, members);
    else if (!collectFields(lowering, node, members)) toStaticBlock(lowering, node, members);
  }
}

function collectNested(lowering: Lowering, node: SyntaxNode, members: ClassMember[]): void {
  const skipsFirst = isTypeCheckingTest(lowering, node);
  const [test] = node.children;
  if (test !== undefined && /^(?:if_statement|elif_clause)$/.test(node.type) && !skipsFirst) {
    const value = lowering.expression(test);
    members.push({ kind: 'static-block', at: test.start, body: [{ kind: 'expression', at: test.start, value }] });
  }
  const blocks = node.children.filter((child) => child.type === 'block' || NESTED.has(child.type));
  blocks.forEach((child, index) => {
    if (index === 0 && skipsFirst) return;
    if (child.type === 'block') collect(lowering, child.children, members);
    else collectNested(lowering, child, members);
  });
}

function toDecorated(lowering: Lowering, node: SyntaxNode): ClassMember {
  const definition = node.children.at(-1);
  if (definition?.type === 'class_definition') {
    return toNested(
      lowering,
      definition,
      lowerDecorators(lowering, node).map(({ expression }) => expression),
    );
  }
  if (definition?.type !== 'function_definition') throw new LoweringFailure('incomplete definition', node.start);
  return toMethod(lowering, definition, node);
}

function toMethod(lowering: Lowering, node: SyntaxNode, decorated: SyntaxNode): ClassMember {
  const decorators = lowerDecorators(lowering, decorated);
  const is = (pattern: RegExp): boolean => decorators.some(({ text }) => pattern.test(text));
  const isStatic = is(/^staticmethod$/);
  const isClassMethod = is(/^classmethod$/);
  const accessor = is(GETTERS) ? 'get' : is(SETTERS) ? 'set' : null;
  // What the flags say is not said again as a decorator: calling `property` here would hide the function.
  const rest = decorators.filter(
    ({ text }) =>
      !/^(?:staticmethod|classmethod)$/.test(text) &&
      !GETTERS.test(text) &&
      !SETTERS.test(text) &&
      !DELETERS.test(text),
  );
  const fn = lowerFunction(
    lowering,
    node,
    rest.map(({ expression }) => expression),
  );
  // A deleter has the name of its property, which it must not replace.
  const own = is(DELETERS) ? `del ${fn.name}` : (fn.name ?? '');
  const name: Expression = { kind: 'const', at: node.start, value: own };
  lowering.scope.bound.add(fn.name ?? '');
  return { kind: 'method', at: node.start, name, fn, isStatic, isClassMethod, accessor };
}

function toNested(lowering: Lowering, node: SyntaxNode, decorators: readonly Expression[]): ClassMember {
  const cls = lowerClass(lowering, node, decorators);
  lowering.scope.bound.add(cls.name ?? '');
  return toField(node.start, cls.name ?? '', { kind: 'class', at: node.start, cls });
}

function toField(at: number, name: string, value: Expression | null, type?: string): ClassMember {
  const field = { kind: 'field', at, name: { kind: 'const', at, value: name }, value, isStatic: true } as const;
  return type === undefined ? field : { ...field, type };
}

/** `a = b = x`, `a: T = x` and `a: T`; answers false for anything else. */
function collectFields(lowering: Lowering, statement: SyntaxNode, members: ClassMember[]): boolean {
  const names: SyntaxNode[] = [];
  let type: string | undefined;
  let node = statement.type === 'expression_statement' ? statement.children[0] : undefined;
  let value: SyntaxNode | null = null;
  while (node?.type === 'assignment') {
    const [left, second] = node.children;
    if (left?.type !== 'identifier' || second === undefined) return false;
    names.push(left);
    if (second.type === 'type') type = toTypeName(textOf(lowering, second));
    const right = second.type === 'type' ? node.children[2] : second;
    if (right?.type === 'augmented_assignment') return false;
    value = right?.type === 'assignment' ? value : (right ?? null);
    node = right;
  }
  if (names.length === 0) return false;
  const lowered = value === null ? null : lowering.expression(value);
  for (const left of names) {
    const name = toIdentifier(lowering, left);
    members.push(toField(left.start, name, lowered, type));
    if (lowered !== null) bindName(lowering, name, left.start);
  }
  return true;
}

function toStaticBlock(lowering: Lowering, node: SyntaxNode, members: ClassMember[]): void {
  const body = lowering.block({ ...node, type: 'block', children: [node] });
  if (body.length > 0) members.push({ kind: 'static-block', at: node.start, body });
}
