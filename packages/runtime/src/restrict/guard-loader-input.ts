import { findBuiltIn } from './built-in.ts';
import { defineProperty, findCaller, getDescriptor, startsWith } from './intrinsics.ts';
import type { Judge } from './judge.ts';
import { isHolder } from './replace.ts';

/**
 * The loader of ES modules reads files by `fs` and makes text of them by a `TextDecoder`, which everybody can replace: what is put in
 * their place could give it any code for a file. It alone is given them as they were.
 */
export function guardLoaderInput(judge: Judge): void {
  if (!judge.isBlocking('evaluate')) return;
  const fs = findBuiltIn('fs');
  keepForLoader(fs, 'readFileSync');
  keepForLoader(fs?.['promises'], 'readFile');
  keepForLoader(TextDecoder.prototype, 'decode');
}

function keepForLoader(holder: unknown, key: string): void {
  if (!isHolder(holder)) return;
  const descriptor = getDescriptor(holder, key);
  const original: unknown = descriptor?.value;
  if (descriptor?.configurable !== true || original === undefined) return;
  let given: unknown = original;
  const access = {
    get: (): unknown => (given === original || !mayBeLoader(access.get) ? given : original),
    set(this: unknown, value: unknown): void {
      if (this === holder) given = value;
      else if (isHolder(this)) setOwn(this, key, value);
    },
  };
  const { enumerable = true } = descriptor;
  defineProperty(holder, key, { get: access.get, set: access.set, enumerable, configurable: false });
}

/** As an assignment does where there is no setter. */
function setOwn(holder: object, key: string, value: unknown): void {
  defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function mayBeLoader(below: unknown): boolean {
  const caller = findCaller(below, () => false);
  return caller === undefined || startsWith(caller, 'node:internal/modules/');
}
