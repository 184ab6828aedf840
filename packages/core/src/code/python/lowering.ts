import type { Expression, ImportStatement, Pattern, Statement } from '../ir.ts';
import type { Scope } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

/**
 * The state of lowering one file. Its functions tie the files of this folder together, so that each of
 * them (statements, expressions, classes …) can be read and tested without importing the others.
 */
export interface Lowering {
  readonly text: string;
  readonly module: Scope;
  /** The innermost module, function or class scope. */
  scope: Scope;
  /** Assignments that must follow the pattern being lowered, because a {@link Pattern} cannot say them. */
  deferred: Expression[];
  /** What `if TYPE_CHECKING:` imports. */
  readonly typeImports: ImportStatement[];
  expression(node: SyntaxNode): Expression;
  pattern(node: SyntaxNode): Pattern;
  /** The statements of a `block` node, or of any list of statement nodes. */
  block(node: SyntaxNode | undefined): Statement[];
}

/** Thrown inside this folder and turned into a `failed` result at its border. */
export class LoweringFailure extends Error {
  readonly at: number;

  constructor(why: string, at: number) {
    super(why);
    this.at = at;
  }
}

/** The source text of a node. */
export function textOf(lowering: Lowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

/** Longer names nobody writes, and to normalise takes quadratic time where marks follow each other. */
const MAX_NAME = 1000;

/** Python compares identifiers after NFKC normalisation. */
export function toIdentifier(lowering: Lowering, node: SyntaxNode): string {
  const name = textOf(lowering, node);
  // oxlint-disable-next-line no-control-regex
  return name.length > MAX_NAME || /^[\u0000-\u007f]*$/.test(name) ? name : name.normalize('NFKC');
}

/** The first child of a type, if any. */
export function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

/** Lowers a pattern together with the assignments that must follow it. */
export function lowerTarget(lowering: Lowering, node: SyntaxNode): { target: Pattern; after: readonly Expression[] } {
  const outer = lowering.deferred;
  lowering.deferred = [];
  const target = lowering.pattern(node);
  const after = lowering.deferred;
  lowering.deferred = outer;
  return { target, after };
}

export function toExpressionStatement(value: Expression): Statement {
  return { kind: 'expression', at: value.at, value };
}
