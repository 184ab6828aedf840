import type { Json } from './json.ts';
import { isSet, toCanonicalText } from './json.ts';
import { toSha1 } from './sha1.ts';

/** A logical id that changes with `data`: the prefix and the first ten digits of the data's SHA-1; the prefix alone when there is none. */
export function toLogicalId(prefix: string, data: Json | undefined, given?: string): string {
  if (given !== undefined && given !== '') return prefix + given.slice(0, 10);
  return prefix + toDataHash(data).slice(0, 10);
}

/** 40 digits, or the empty text for data that is not set. */
export function toDataHash(data: Json | undefined): string {
  if (!isSet(data)) return '';
  return toSha1(typeof data === 'string' ? data : toCanonicalText(data));
}

/** `idPermissionProd`, or with a hash when the suffix is no part of an id. */
export const toSuffixedId = (prefix: string, suffix: string): string =>
  isAlphanumeric(suffix) ? prefix + suffix : toLogicalId(prefix, suffix);

export const isAlphanumeric = (text: string): boolean => /^[\p{L}\p{N}]+$/u.test(text);
