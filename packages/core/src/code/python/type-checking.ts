import { textOf } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Whether an `if` or `elif` holds only for type checkers (`if TYPE_CHECKING:`), so that its body never runs. */
export function isTypeCheckingTest(lowering: Lowering, node: SyntaxNode): boolean {
  const [test] = node.children;
  if (node.type !== 'if_statement' && node.type !== 'elif_clause') return false;
  return test !== undefined && /^\(?\s*(?:\w+\.)?TYPE_CHECKING\s*\)?$/.test(textOf(lowering, test));
}
