import type { Language, TreeCursor } from 'web-tree-sitter';

/**
 * A node of a Python syntax tree, copied out of WebAssembly memory. Comments and punctuation are left out;
 * anonymous tokens are kept only where they decide a meaning (operators, `async def`, `yield from`, `_` patterns).
 */
export interface SyntaxNode {
  /** The grammar's name of the node, e.g. `call` or `+`. */
  readonly type: string;
  /** UTF-16 offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** Copies the node under the cursor with all that it holds; the cursor ends where it began. */
export type SyntaxReader = (cursor: TreeCursor, text: string) => SyntaxNode;

interface OpenNode extends SyntaxNode {
  readonly children: SyntaxNode[];
}

const NO_CHILDREN: readonly SyntaxNode[] = [];
const LEAVES = new Set(
  'identifier integer float true false none ellipsis string_start string_end import_prefix type_conversion'.split(' '),
);
const SKIPPED = new Set(['comment', 'line_continuation', 'string_content']);
const TOKEN_KEEPERS = new Set(
  `binary_operator boolean_operator comparison_operator unary_operator augmented_assignment function_definition yield
  splat_pattern case_pattern complex_pattern union_pattern slice`.split(/\s+/),
);
const PUNCTUATION = new Set(['(', ')', ',', '->', 'def', 'yield']);

const SKIP = 0;
const LEAF = 1;
const INNER = 2;
const TOKEN = 3;

/** Builds a reader for one loaded grammar. */
export function createSyntaxReader(language: Language): SyntaxReader {
  const types = language.types;
  const roles = types.map((type, id) => toRole(language, type, id));
  const keepsTokens = types.map((type) => TOKEN_KEEPERS.has(type));

  // One crossing into WebAssembly costs more than the work done here, so leaves are never entered.
  const enter = (cursor: TreeCursor, text: string, parent: number): { node: SyntaxNode; id: number } | null => {
    const id = cursor.nodeTypeId;
    let role = roles[id] ?? INNER;
    if (role === SKIP) return null;
    if (role === TOKEN && !keepsTokens[parent]) return null;
    const start = cursor.startIndex;
    const type = types[id] ?? 'ERROR';
    if (type === 'string' && !isInterpolated(text, start)) role = LEAF;
    const children = role === INNER ? [] : NO_CHILDREN;
    return { node: { type, start, end: cursor.endIndex, children }, id };
  };

  return (cursor, text) => {
    const root = enter(cursor, text, 0);
    if (root === null || root.node.children === NO_CHILDREN || !cursor.gotoFirstChild())
      return root?.node ?? toEmpty(cursor);
    const open = [root];
    while (true) {
      const parent = open.at(-1) as { node: OpenNode; id: number };
      const entered = enter(cursor, text, parent.id);
      if (entered !== null) {
        parent.node.children.push(entered.node);
        if (entered.node.children !== NO_CHILDREN && cursor.gotoFirstChild()) {
          open.push(entered);
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        cursor.gotoParent();
        open.pop();
        if (open.length === 0) return root.node;
      }
    }
  };
}

function toRole(language: Language, type: string, id: number): number {
  if (SKIPPED.has(type)) return SKIP;
  if (LEAVES.has(type)) return LEAF;
  if (language.nodeTypeIsNamed(id)) return INNER;
  if (type === '_') return LEAF;
  return PUNCTUATION.has(type) ? SKIP : TOKEN;
}

function toEmpty(cursor: TreeCursor): SyntaxNode {
  return { type: 'comment', start: cursor.startIndex, end: cursor.endIndex, children: NO_CHILDREN };
}

/** Whether the string literal at `start` is an f-string or a t-string, and so has parts. */
function isInterpolated(text: string, start: number): boolean {
  for (let i = start; i < start + 3; i += 1) {
    const letter = text[i];
    if (letter === '"' || letter === "'" || letter === undefined) return false;
    if ('fFtT'.includes(letter)) return true;
  }
  return false;
}
