import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ModuleIr } from '../../../src/code/ir.ts';
import { lowerPython } from '../../../src/code/python/lower.ts';
import { createPythonParser } from '../../../src/code/python/parser.ts';
import type { PythonParser } from '../../../src/code/python/parser.ts';
import type { PythonGrammar } from '../../../src/host.ts';

const require = createRequire(import.meta.url);

/** The two binaries, from the installed packages. */
export function readPythonGrammar(): Promise<PythonGrammar> {
  const read = (name: string): Uint8Array => readFileSync(require.resolve(name));
  return Promise.resolve({
    runtime: read('web-tree-sitter/web-tree-sitter.wasm'),
    grammar: read('tree-sitter-python/tree-sitter-python.wasm'),
  });
}

let parser: Promise<PythonParser> | undefined;

export function getParser(): Promise<PythonParser> {
  parser ??= readPythonGrammar().then(createPythonParser);
  return parser;
}

/** Lowers text that must be valid. */
export async function lower(text: string): Promise<ModuleIr> {
  const result = lowerPython(await getParser(), 'app.py', text);
  if (result.kind === 'failed') throw new Error(`${result.line}:${result.column} ${result.why}`);
  return result.module;
}

export interface IrNode {
  readonly kind?: string;
  readonly at?: number;
  readonly [key: string]: unknown;
}

/** Every object of an intermediate form once, parents first. */
export function* findNodes(root: unknown): Generator<IrNode> {
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (!Array.isArray(value)) yield value as IrNode;
    for (const child of Object.values(value).toReversed()) open.push(child);
  }
}
