import type { FunctionIr } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { COMPILER_HELPERS } from './compiler-helpers.ts';

const found = new WeakMap<FunctionIr, Abstract | null>();
/** Helpers are short: a function with more nodes is none. */
const MOST_NODES = 1_500;

/** The helper of a compiler that a function is, by what it does: minified code keeps no names of its own. */
export function findHelperByShape(ir: FunctionIr): Abstract | undefined {
  const known = found.get(ir);
  if (known !== undefined) return known ?? undefined;
  const helper = recognise(ir);
  found.set(ir, helper ?? null);
  return helper;
}

function recognise(ir: FunctionIr): Abstract | undefined {
  const { length } = ir.params;
  if (length < 2 || length > 4 || ir.isGenerator || ir.isAsync) return undefined;
  const words = findWords(ir);
  if (words === null) return undefined;
  const has = (...wanted: string[]): boolean => wanted.every((w) => words.has(w));
  if (length === 2 && has('label', 'sent', 'trys', 'ops')) return COMPILER_HELPERS.get('__generator');
  if (length > 2 && has('apply', 'next', 'throw', 'done', 'then'))
    return COMPILER_HELPERS.get(length === 3 ? '__async' : '__awaiter');
  return undefined;
}

/** The property names in a function; `null` when it is too long to be a helper. */
function findWords(ir: FunctionIr): ReadonlySet<string> | null {
  const words = new Set<string>();
  const open: unknown[] = [ir.body];
  let nodes = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    nodes += 1;
    if (nodes > MOST_NODES) return null;
    if ('kind' in node && node.kind === 'const' && 'value' in node && typeof node.value === 'string')
      words.add(node.value);
    for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) open.push(child);
  }
  return words;
}
