import { Language, Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import type { PythonGrammar } from '../../host.ts';
import { createSyntaxReader } from './syntax-node.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Why a text could not be parsed; `at` is the UTF-16 offset of the first error. */
export interface PythonSyntaxError {
  readonly why: string;
  readonly at: number;
}

/** Parses Python 3 source. One instance serves a whole scan. */
export interface PythonParser {
  /**
   * Hands the statements of `text` to `visit` in order, one at a time so that a large file is never held twice.
   * Returns the first syntax error, in which case nothing was visited, or `null`.
   */
  parse(text: string, visit: (statement: SyntaxNode) => void): PythonSyntaxError | null;
}

/** Progress reports (one per some hundred steps of the parser) that any text may cost, and more for each character. */
const FREE_REPORTS = 20_000;
const REPORTS_PER_CHARACTER = 0.25;

let runtime: Promise<void> | undefined;

/**
 * Loads the tree-sitter runtime and its Python grammar from the given bytes.
 *
 * INVARIANT: the runtime is one global; starting it twice would pull the memory from under the first parser.
 */
export async function createPythonParser(grammar: PythonGrammar): Promise<PythonParser> {
  runtime ??= Parser.init({ wasmBinary: toArrayBuffer(grammar.runtime) });
  await runtime;
  const language = await Language.load(grammar.grammar);
  const parser = new Parser().setLanguage(language);
  const read = createSyntaxReader(language);
  return {
    parse(text, visit) {
      const tree = parseWithin(parser, text);
      if (tree === null) return { why: 'too hard to parse', at: 0 };
      try {
        const at = findSyntaxError(tree);
        if (at !== null) return { why: 'syntax error', at };
        const cursor = tree.walk();
        try {
          for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) visit(read(cursor, text));
        } finally {
          cursor.delete();
        }
        return null;
      } finally {
        tree.delete();
      }
    },
  };
}

/** Gives up on text that makes the parser's error recovery explode; counted in steps so that every machine agrees. */
function parseWithin(parser: Parser, text: string): Tree | null {
  let reports = 0;
  const limit = FREE_REPORTS + text.length * REPORTS_PER_CHARACTER;
  const tree = parser.parse(text, null, { progressCallback: () => (reports += 1) > limit });
  if (tree === null) parser.reset();
  return tree;
}

function findSyntaxError(tree: Tree): number | null {
  if (!tree.rootNode.hasError) return null;
  const cursor = tree.walk();
  try {
    while (true) {
      if (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing) return cursor.startIndex;
      if (cursor.gotoFirstChild()) continue;
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return 0;
    }
  } finally {
    cursor.delete();
  }
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
