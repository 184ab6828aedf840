import type * as Ast from 'oxc-parser';
import type { Statement } from '../ir.ts';
import { lowerDeclaration, lowerVariables } from './declarations.ts';
import type { Lowering, StatementNode } from './lowering.ts';
import { lowerLoop } from './loops.ts';
import { lowerModuleStatement } from './modules.ts';

export function lowerStatements(cx: Lowering, nodes: readonly StatementNode[]): Statement[] {
  const into: Statement[] = [];
  for (const node of nodes) cx.statement(node, into);
  return into;
}

/** The statements of a body that may be a block or a single statement. */
function lowerBody(cx: Lowering, node: Ast.Statement | null | undefined): Statement[] {
  if (!node) return [];
  return cx.statements(node.type === 'BlockStatement' ? node.body : [node]);
}

export function lowerStatement(cx: Lowering, node: StatementNode, into: Statement[]): void {
  const at = node.start;
  switch (node.type) {
    case 'ExpressionStatement':
      if (!('directive' in node) || !node.directive)
        into.push({ kind: 'expression', at, value: cx.expression(node.expression) });
      return;
    case 'VariableDeclaration':
      lowerVariables(cx, node, into);
      return;
    case 'ReturnStatement':
      into.push({ kind: 'return', at, value: node.argument ? cx.expression(node.argument) : null });
      return;
    case 'ThrowStatement':
      into.push({ kind: 'throw', at, value: cx.expression(node.argument) });
      return;
    case 'IfStatement':
      into.push(lowerIf(cx, node));
      return;
    case 'BlockStatement':
      into.push({ kind: 'block', at, body: cx.statements(node.body) });
      return;
    case 'BreakStatement':
      into.push({ kind: 'jump', at, jump: 'break' });
      return;
    case 'ContinueStatement':
      into.push({ kind: 'jump', at, jump: 'continue' });
      return;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      into.push(lowerLoop(cx, node, lowerBody(cx, node.body)));
      return;
    default:
      lowerRarer(cx, node, into);
  }
}

function lowerRarer(cx: Lowering, node: Ast.Statement, into: Statement[]): void {
  const at = node.start;
  switch (node.type) {
    case 'TryStatement':
      into.push(lowerTry(cx, node));
      return;
    case 'SwitchStatement':
      into.push({
        kind: 'switch',
        at,
        subject: cx.expression(node.discriminant),
        cases: node.cases.map((c) => ({
          test: c.test ? cx.expression(c.test) : null,
          body: cx.statements(c.consequent),
        })),
      });
      return;
    case 'LabeledStatement':
      cx.statement(node.body, into);
      return;
    case 'WithStatement':
      into.push(
        { kind: 'expression', at, value: cx.expression(node.object) },
        { kind: 'block', at, body: lowerBody(cx, node.body) },
      );
      return;
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return;
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
    case 'TSExportAssignment':
    case 'TSImportEqualsDeclaration':
      lowerModuleStatement(cx, node, into);
      return;
    case 'TSNamespaceExportDeclaration':
      return;
    default:
      lowerDeclaration(cx, node as Ast.Declaration, into);
  }
}

/** A ladder of `else if` is lowered from its end. */
function lowerIf(cx: Lowering, node: Ast.IfStatement): Statement {
  const rungs: { at: number; test: Statement & { kind: 'if' } }[] = [];
  let rest: Ast.Statement | null = node;
  while (rest?.type === 'IfStatement') {
    const test = {
      kind: 'if',
      at: rest.start,
      test: cx.expression(rest.test),
      then: lowerBody(cx, rest.consequent),
      else: [],
    } as const;
    rungs.push({ at: rest.start, test });
    rest = rest.alternate;
  }
  let otherwise = lowerBody(cx, rest);
  for (const rung of rungs.toReversed()) otherwise = [{ ...rung.test, else: otherwise }];
  return otherwise[0] as Statement;
}

function lowerTry(cx: Lowering, node: Ast.TryStatement): Statement {
  const handler = node.handler;
  return {
    kind: 'try',
    at: node.start,
    body: cx.statements(node.block.body),
    handlers: handler
      ? [
          {
            parameter: handler.param ? cx.pattern(handler.param) : null,
            type: null,
            body: cx.statements(handler.body.body),
          },
        ]
      : [],
    otherwise: [],
    finalizer: node.finalizer ? cx.statements(node.finalizer.body) : [],
  };
}
