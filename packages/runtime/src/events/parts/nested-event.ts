import { isObject } from '../../is-object.ts';
import { checkAt, fail } from './failure.ts';
import { checkJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { checkEncodedKey, checkObjectKey } from './object-key.ts';
import { checkBucket, checkEncodedKeyPolicy, checkKeyPolicy, type S3Policy } from './s3-policy.ts';
import { checkS3Record, s3Record, type S3Record } from './s3-record.ts';
import { isArray, isText, object } from './shape.ts';
import { snsUrls } from './sns-url.ts';
import { walk } from './walk.ts';

/**
 * Checks what a message carries when AWS wrote it: a notification of S3, an envelope of SNS, an event of EventBridge, within
 * each other. A text that none of them wrote is the application's own. It has passed `checkJson`.
 */
export function checkMessage(text: string, policy: S3Policy & Limits): void {
  const first = text.charCodeAt(0);
  // An object, after white space: told at once of nearly all texts that are none.
  if (first !== 0x7b && first > 0x20) return;
  if (!OF_AWS.test(text)) return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  if (!isObject(value)) return;
  const { Records, Message } = value;
  // One need not exclude the others: a handler reads the one that it looks for.
  if (isArray(Records)) checkRecords(Records, policy);
  if (isText(Message)) {
    walk(value, envelope, policy, policy.maxBodyBytes);
    checkJson(Message, policy.maxDepth);
    checkMessage(Message, policy);
  }
  checkS3Detail(value, policy);
}

/**
 * What each of them says, also within a text in it, or one of its characters escaped, which would hide it; no serializer writes
 * one so.
 */
const OF_AWS = /s3\\*"|SigningCertU|\\u00(?:2[eE]|3[3aA]|[4-7])/;

/** What SNS sends to other services. */
const envelope = /* @__PURE__ */ object(snsUrls);

/** A record that anyone may have written. */
interface Loose {
  readonly eventSource?: unknown;
  readonly s3?: { readonly object?: { readonly key?: unknown } | null } | null;
}

function checkRecords(records: readonly unknown[], given: S3Policy & Limits): void {
  const policy = given.allowedAccounts === undefined ? given : withoutAccounts(given);
  for (const record of records) {
    const { eventSource, s3 } = (record ?? {}) as Loose;
    if (eventSource === 'aws:s3') {
      walk(record, s3Record(), policy, policy.maxBodyBytes);
      checkS3Record(record as S3Record, policy);
    } else if (isText(s3?.object?.key)) {
      // What reads the key may not read what the record says it is.
      const { key } = s3.object;
      checkAt('s3.object.key', () => checkEncodedKey(key));
      checkEncodedKeyPolicy(key, policy, 's3.object.key');
    }
  }
}

/** Records name the owner of a bucket, who need not be one of those who send events. */
function withoutAccounts(policy: S3Policy & Limits): S3Policy & Limits {
  const { allowedAccounts: _, ...others } = policy;
  return others;
}

/** An event of S3 through EventBridge, where the key is not encoded (Amazon S3 User Guide, "EventBridge event message structure"). */
export function checkS3Detail(event: Readonly<Record<string, unknown>>, policy: S3Policy): void {
  const { source, detail, resources } = event;
  if (source !== 'aws.s3' || !isObject(detail)) return;
  const { bucket, object } = detail;
  const name = isObject(bucket) ? bucket['name'] : undefined;
  if (isText(name)) {
    checkBucket(name, policy, 'detail.bucket.name');
    const isNamed = (arn: unknown): boolean => String(arn).endsWith(`:::${name}`);
    if (isArray(resources) && resources.length > 0 && !resources.some(isNamed)) fail('INCONSISTENT', 'resources');
  }
  const { key, size } = isObject(object) ? object : {};
  if (size !== undefined && !((size as number) >= 0)) fail('NUMBER', 'detail.object.size');
  if (key === undefined) return;
  if (!isText(key)) fail('SHAPE', KEY);
  checkAt(KEY, () => checkObjectKey(key));
  checkKeyPolicy(key, policy, KEY);
}

const KEY = 'detail.object.key';
