import { fail, type Failure } from './failure.ts';
import { decodeObjectKey } from './object-key.ts';
import { matches } from './http-query.ts';
import type { Policy } from './policy.ts';

/** What a policy of sources with objects of S3 may say; each is held against the key once it is decoded. */
export interface S3Policy extends Policy {
  /** Extensions that keys may have, such as `.csv`; upper and lower case are alike. */
  readonly allowedExtensions?: readonly string[];
  /** What the whole key must match. */
  readonly keyPattern?: RegExp;
  /** Buckets that events may come from, by name or by ARN. */
  readonly allowedBuckets?: readonly string[];
}

export const S3_FIELDS: readonly Exclude<keyof S3Policy, keyof Policy>[] = [
  'allowedExtensions',
  'keyPattern',
  'allowedBuckets',
];

/** Holds a key against the policy; `isEncoded` where S3 writes it percent-encoded. */
export function checkKeyPolicy(key: string, isEncoded: boolean, policy: S3Policy): Failure | undefined {
  if (policy.allowedExtensions === undefined && policy.keyPattern === undefined) return undefined;
  const name = isEncoded ? decodeObjectKey(key) : key;
  const lower = name.toLowerCase();
  const hasExtension = policy.allowedExtensions?.some((one) => lower.endsWith(withDot(one.toLowerCase())));
  if (hasExtension === false) return fail('NOT_ALLOWED');
  const isMatch = policy.keyPattern === undefined || matches(policy.keyPattern, name);
  return isMatch ? undefined : fail('NOT_ALLOWED');
}

const withDot = (extension: string): string => (extension.startsWith('.') ? extension : `.${extension}`);

export function isAllowedBucket(name: string, { allowedBuckets }: S3Policy): boolean {
  if (allowedBuckets === undefined) return true;
  return allowedBuckets.some(
    (one) => one === name || (one.startsWith('arn:') && one.slice(one.lastIndexOf(':') + 1) === name),
  );
}
