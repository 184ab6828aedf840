import { checkObjectKey } from './object-key.ts';
import { fail, type Failure } from './failure.ts';
import type { Limits } from './limits.ts';
import { checkKeyPolicy, isAllowedBucket, type S3Policy } from './s3-policy.ts';
import { checkS3Record, s3Record, type S3Record } from './s3-record.ts';
import { isObject } from './shape.ts';
import { checkSnsUrls } from './sns-url.ts';

/**
 * Checks what a message carries when AWS wrote it: a notification of S3, an envelope of SNS, an event of EventBridge, within
 * each other. A text that none of them wrote is the application's own. It has passed `inspectJson`.
 */
export function checkMessage(text: string, policy: S3Policy, limits: Limits): Failure | undefined {
  const isCandidate = text.includes('aws:s3') || text.includes('aws.s3') || text.includes('"SigningCertU');
  if (!isCandidate || text.charCodeAt(0) > 0x7b) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const failure = checkValue(value, policy, limits);
  // What is inside has no field of the event: the field that carries it is the place.
  return failure && fail(failure.code);
}

function checkValue(value: unknown, policy: S3Policy, limits: Limits): Failure | undefined {
  if (!isObject(value)) return undefined;
  const { Records, Message, Type } = value;
  if (Array.isArray(Records)) return checkRecords(Records, policy, limits);
  if (typeof Message === 'string' && typeof Type === 'string')
    return checkSnsUrls(value) ?? checkMessage(Message, policy, limits);
  return checkS3Detail(value, policy);
}

function checkRecords(records: readonly unknown[], policy: S3Policy, limits: Limits): Failure | undefined {
  for (const record of records) {
    if (!isObject(record) || record['eventSource'] !== 'aws:s3') continue;
    const failure =
      s3Record.check(record, limits) ??
      checkS3Record(record as unknown as S3Record, policy, { ...limits, allowedAccounts: undefined });
    if (failure) return failure;
  }
  return undefined;
}

/** An event of S3 through EventBridge, where the key is not encoded (Amazon S3 User Guide, "EventBridge event message structure"). */
export function checkS3Detail(event: Readonly<Record<string, unknown>>, policy: S3Policy): Failure | undefined {
  const { source, detail } = event;
  if (source !== 'aws.s3' || !isObject(detail)) return undefined;
  const { bucket, object } = detail;
  const name = isObject(bucket) ? bucket['name'] : undefined;
  if (typeof name === 'string' && !isAllowedBucket(name, policy))
    return fail('NOT_ALLOWED', 'detail', 'bucket', 'name');
  const key = isObject(object) ? object['key'] : undefined;
  if (key === undefined) return undefined;
  if (typeof key !== 'string') return fail('SHAPE', 'detail', 'object', 'key');
  const failure = checkObjectKey(key) ?? checkKeyPolicy(key, false, policy);
  return failure && fail(failure.code, 'detail', 'object', 'key');
}
