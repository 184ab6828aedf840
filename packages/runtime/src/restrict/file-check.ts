import { apply, createTable, indexOf, later, startsWith, type Table } from './intrinsics.ts';
import { isHolder } from './replace.ts';

/**
 * What a function does with each of its first arguments: reads or writes there; opens as its flags say, or as those in its options;
 * copies all of a folder, or over all of one; makes, deletes or renames the entry itself, be it a link; gives the file another name,
 * under which it could be read and written.
 */
export type Use = 'read' | 'write' | 'open' | 'readFile' | 'tree' | 'over' | 'entry' | 'rename' | 'move' | 'none';

interface Call {
  readonly api: string;
  readonly wrapper: unknown;
}
export type Check = (path: string, use: Use, flags: unknown, call: Call) => Error | 'loading' | undefined;

/** Callers with a callback are answered by it, a moment later. */
export function refuseCall(error: Error, args: readonly unknown[]): { readonly value: unknown } {
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? last : isHolder(last) ? last['oncomplete'] : undefined;
  if (typeof callback !== 'function') throw error;
  later(() => void apply(callback, last, [error]));
  return { value: undefined };
}

const READING: Table<true> = Object.assign(createTable<true>(), { r: true, rs: true, sr: true });
const ACCESS = 0o3;
const WRITE_ONLY = 0o1;
const TRUNCATING = 0o1000;
const WRITING = ACCESS | 0o100 | TRUNCATING | 0o2000;

/** `fs` takes flags as numbers, and as texts. */
export function isReading(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & WRITING) === 0;
  return typeof flags === 'string' ? READING[flags] === true : typeof flags !== 'object' || flags === null;
}

/** Whether what the file held before can be read by a descriptor that may write. */
export function isRevealing(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & ACCESS) !== WRITE_ONLY && (flags & TRUNCATING) === 0;
  return typeof flags !== 'string' || (indexOf(flags, '+') > 0 && !startsWith(flags, 'w'));
}

/** The flag in options, which could say something else when they are asked again: a copy takes their place. */
export function settleFlag(args: unknown[], at: number): unknown {
  const options = args[at];
  if (!isHolder(options) || typeof options === 'function') return undefined;
  const { flag } = options;
  args[at] = { ...options, encoding: options['encoding'], signal: options['signal'], flag };
  return flag;
}
