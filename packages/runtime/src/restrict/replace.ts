import { apply, construct, createObject, defineProperty, getDescriptor, ownKeys } from './intrinsics.ts';
import type { Judge } from './judge.ts';
import type { Kind } from './policy.ts';

export type Holder = Record<PropertyKey, unknown>;
export type Method = (...args: unknown[]) => unknown;
/** Runs before the original: throws, or answers instead of it by `{ value }`, or changes the arguments in place. */
export type Before = (
  args: unknown[],
  self: unknown,
  wrapper: unknown,
) => { readonly value: unknown } | undefined | void;

export const isHolder = (value: unknown): value is Holder =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Puts a method in the place of another; the original stays in the closure alone. */
export function replace(holder: unknown, key: PropertyKey, make: (original: Method) => Method): void {
  if (!isHolder(holder)) return;
  const descriptor = getDescriptor(holder, key);
  const original = descriptor === undefined ? undefined : holder[key];
  if (typeof original !== 'function') return;
  const method = make(original as Method);
  // Names, and what `util.promisify` looks for; never the prototype, whose `constructor` is the original.
  for (const name of ownKeys(original)) {
    const own = getDescriptor(original, name);
    if (own !== undefined && name !== 'prototype') defineProperty(method, name, own);
  }
  defineProperty(holder, key, {
    value: method,
    writable: true,
    configurable: true,
    enumerable: descriptor?.enumerable ?? true,
  });
}

export function guard(holder: unknown, key: PropertyKey, before: Before): void {
  replace(holder, key, (original) => {
    // A method has no `prototype` and cannot be a constructor.
    const { wrapper } = {
      wrapper(this: unknown, ...args: unknown[]): unknown {
        const answer = before(args, this, wrapper);
        return answer ? answer.value : apply(original, this, args);
      },
    };
    return wrapper;
  });
}

/** Refuses each call; in other modes it goes on. */
export function refuse(judge: Judge, kind: Kind, holder: unknown, name: string, keys: readonly string[]): void {
  for (const key of keys) guard(holder, key, () => judge.check(kind, `${name}.${key}`));
}

/** As `refuse`, for classes. The one in its place has no way to the original. */
export function refuseClass(judge: Judge, kind: Kind, holder: unknown, name: string, key: string): void {
  replace(holder, key, (original) => {
    const replacement = function (this: unknown, ...args: unknown[]): unknown {
      judge.check(kind, `${name}.${key}`);
      return construct(original, args, new.target === undefined || new.target === replacement ? original : new.target);
    };
    const isBlocked = judge.isBlocking(kind);
    if (isBlocked) replacement.prototype = createObject(null) as object;
    else replacement.prototype = (original as unknown as Holder)['prototype'];
    return replacement;
  });
}
