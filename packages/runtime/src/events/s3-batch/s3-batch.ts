import { isObject } from '../../is-object.ts';
import { foreignArn } from '../parts/arn.ts';
import { optionalText } from '../parts/optional.ts';
import {
  array,
  isArray,
  isText,
  line,
  map,
  object,
  oneOf,
  optional,
  refine,
  string,
  type Infer,
} from '../parts/shape.ts';
import { defineBatchSource } from '../parts/batch-source.ts';
import type { EventSource } from '../parts/source.ts';
import { checkEncodedKey } from '../parts/object-key.ts';
import { checkEncodedKeyPolicy, checkBucket, S3_FIELDS, type S3Policy } from '../parts/s3-policy.ts';
import { bucketName } from '../parts/s3-record.ts';

const task = () =>
  object({
    taskId: line,
    s3Key: refine(string, checkEncodedKey, 'object key'),
    s3VersionId: optionalText,
    s3BucketArn: optional(foreignArn('s3')),
    s3Bucket: optional(bucketName),
  });

interface Job {
  readonly invocationSchemaVersion: string;
  readonly invocationId: string;
}

/** Tasks that failed, beside those that the handler has done (Amazon S3 User Guide, "Response" of an S3 Batch Operations function). */
function toAnswer(response: unknown, failed: readonly string[], job: Job): unknown {
  const own = isObject(response) ? response : {};
  const results = isArray(own['results']) ? (own['results'] as unknown[]) : [];
  const rejected = failed.map((taskId) => ({ taskId, resultCode: 'PermanentFailure', resultString: 'refused' }));
  return {
    invocationSchemaVersion: job.invocationSchemaVersion,
    treatMissingKeysAs: 'PermanentFailure',
    invocationId: job.invocationId,
    ...own,
    results: [...results, ...rejected],
  };
}

const shape = () =>
  object({
    invocationSchemaVersion: oneOf('1.0', '2.0'),
    invocationId: line,
    job: object({ id: line, userArguments: optional(map(string)) }),
    tasks: array(task()),
  });

/** Tasks of a job of S3 Batch Operations. */
export type S3BatchEvent = Infer<typeof shape>;

export type S3BatchTask = Infer<typeof task>;
export type S3BatchPolicy = S3Policy;

export const s3Batch: EventSource<S3BatchEvent, S3BatchPolicy> = defineBatchSource<S3BatchEvent, S3BatchPolicy>({
  name: 's3-batch',
  shape,
  matches: ({ invocationSchemaVersion, tasks }) => isText(invocationSchemaVersion) && isArray(tasks),
  policyFields: S3_FIELDS,
  batch: { at: 'tasks', id: ({ taskId }: S3BatchTask) => taskId, order: 'each', answer: toAnswer },
  checkRecord: ({ s3Key, s3Bucket, s3BucketArn }: S3BatchTask, policy): void => {
    const bucket = s3Bucket ?? s3BucketArn?.slice(s3BucketArn.lastIndexOf(':') + 1) ?? '';
    checkBucket(bucket, policy, isText(s3Bucket) ? 's3Bucket' : 's3BucketArn');
    checkEncodedKeyPolicy(s3Key, policy, 's3Key');
  },
});
