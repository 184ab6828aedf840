import { apply, createTable, later, type Table } from './intrinsics.ts';
import { isHolder } from './replace.ts';

/** What a function does with each of its first arguments: reads or writes there, copies all of a folder, or opens as its flags say. */
export type Use = 'read' | 'write' | 'tree' | 'open' | 'none';

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
const WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000;

/** `fs` takes flags as numbers, as texts, and in options. */
export function isReading(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & WRITING) === 0;
  return typeof flags === 'string' ? READING[flags] === true : typeof flags !== 'object' || flags === null;
}
