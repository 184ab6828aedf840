import type { Expression, Statement } from '../ir.ts';
import { lowerCasePattern } from './case-pattern.ts';
import type { CaseTest } from './case-pattern.ts';
import { childOf, LoweringFailure, toExpressionStatement } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { bindName, readName } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Lowers `match` to a chain of `if`s over a temporary name; captures become assignments. */
export function lowerMatch(lowering: Lowering, node: SyntaxNode): Statement[] {
  const subject = toSubject(lowering, node);
  const at = node.start;
  const isName = subject.kind === 'name';
  const target = isName ? null : bindName(lowering, `$match${at}`, at);
  const read = (): Expression => (isName ? subject : readName(lowering, `$match${at}`, at));
  const clauses = (childOf(node, 'block')?.children ?? []).filter((child) => child.type === 'case_clause');
  const branches = clauses.map((clause) => lowerClause(lowering, clause, read()));
  let chain: Statement[] = [];
  for (const branch of branches.toReversed()) chain = toBranch(branch, chain);
  return target === null ? chain : [toExpressionStatement({ kind: 'assign', at, target, value: subject }), ...chain];
}

interface Branch extends CaseTest {
  readonly at: number;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

function toSubject(lowering: Lowering, node: SyntaxNode): Expression {
  const nodes = node.children.filter((child) => child.type !== 'block');
  const [only] = nodes;
  if (only === undefined) throw new LoweringFailure('incomplete match', node.start);
  if (nodes.length === 1) return lowering.expression(only);
  return {
    kind: 'array',
    at: only.start,
    items: nodes.map((child) => ({ value: lowering.expression(child), spread: false })),
  };
}

function lowerClause(lowering: Lowering, clause: SyntaxNode, subject: Expression): Branch {
  const patterns = clause.children.filter((child) => child.type === 'case_pattern');
  const [only] = patterns;
  if (only === undefined) throw new LoweringFailure('incomplete case', clause.start);
  const pattern = patterns.length === 1 ? only : { ...only, type: 'tuple_pattern', children: patterns };
  const { tests, captures } = lowerCasePattern(lowering, pattern, subject);
  const condition = childOf(clause, 'if_clause')?.children[0];
  const guard = condition === undefined ? null : lowering.expression(condition);
  return { at: clause.start, tests, captures, guard, body: lowering.block(childOf(clause, 'block')) };
}

function toBranch({ at, tests, captures, guard, body }: Branch, otherwise: readonly Statement[]): Statement[] {
  // A guard reads what the pattern captured, so the captures must happen inside the test.
  const bound = guard === null ? captures.map(toExpressionStatement) : [];
  const guarded: Expression[] =
    guard === null ? [] : [captures.length === 0 ? guard : { kind: 'sequence', at, items: [...captures, guard] }];
  const [first, ...rest] = [...tests, ...guarded];
  const then = [...bound, ...body];
  if (first === undefined) return then;
  const test = rest.reduce(
    (left, right): Expression => ({ kind: 'logical', at: left.at, operator: '&&', left, right }),
    first,
  );
  return [{ kind: 'if', at, test, then, else: otherwise }];
}
