import { fail } from './failure.ts';
import { decodeObjectKey } from './object-key.ts';
import { matches } from './shape.ts';
import { isPattern, isTexts, type Policy, type RulesOf } from './policy.ts';

/** What a policy of sources with objects of S3 may say; each is held against the key once it is decoded. */
export interface S3Policy extends Policy {
  /** Extensions that keys may have, such as `.csv`; upper and lower case are alike. */
  readonly allowedExtensions?: readonly string[];
  /** What the key, decoded, must match: `^` and `$` bind it to its beginning and its end. */
  readonly keyPattern?: RegExp;
  /** Buckets that events may come from, by name or by ARN. */
  readonly allowedBuckets?: readonly string[];
}

export const S3_FIELDS: RulesOf<S3Policy> = {
  allowedExtensions: isTexts,
  keyPattern: isPattern,
  allowedBuckets: isTexts,
};

/** Holds a key, decoded, against the policy. */
export function checkKeyPolicy(key: string, { allowedExtensions, keyPattern }: S3Policy, path: string): void {
  const lower = key.toLowerCase();
  const isAllowed = allowedExtensions?.some((one) => lower.endsWith(one.toLowerCase().replace(/^\.?/, '.')));
  if (isAllowed === false || (keyPattern !== undefined && !matches(keyPattern, key))) fail('NOT_ALLOWED', path);
}

/** The same for a key that S3 writes percent-encoded. */
export function checkEncodedKeyPolicy(key: string, policy: S3Policy, path: string): void {
  if (policy.allowedExtensions !== undefined || policy.keyPattern !== undefined)
    checkKeyPolicy(decodeObjectKey(key), policy, path);
}

export function checkBucket(name: string, { allowedBuckets }: S3Policy, path: string): void {
  if (allowedBuckets?.some((one) => one === name || (one.startsWith('arn:') && one.endsWith(`:${name}`))) === false)
    fail('NOT_ALLOWED', path);
}
