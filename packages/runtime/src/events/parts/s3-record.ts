import { count, inside, matching, region, time } from './matching.ts';
import { checkAccount, foreignArn } from './arn.ts';
import { fail } from './failure.ts';
import { checkEncodedKey } from './object-key.ts';
import { checkBucket, checkEncodedKeyPolicy, type S3Policy } from './s3-policy.ts';
import { exactly, isMissing, line, map, object, optional, refine, string, type Infer, type Shape } from './shape.ts';

/** Bucket names: letters, digits, dots, hyphens; buckets of old may have capitals and underscores (Amazon S3, "Bucket naming rules"). */
const BUCKET = /^[A-Za-z\d][\w.-]{1,254}$/;

export const bucketName: Shape<string> = /* @__PURE__ */ matching(BUCKET, 'bucket name');

/** Another major version has another structure (Amazon S3 User Guide, "Event message structure"). */
const version = /* @__PURE__ */ matching(/^2\.\d+$/, 'version 2');

const text = /* @__PURE__ */ optional(line);

const item = /* @__PURE__ */ object({
  key: /* @__PURE__ */ refine(string, checkEncodedKey, 'object key'),
  size: /* @__PURE__ */ optional(count),
  eTag: text,
  versionId: /* @__PURE__ */ optional(inside),
  sequencer: text,
});

/** One record of a notification (Amazon S3 User Guide, "Event message structure"): version and source stand in each. */
const makeRecord = () =>
  object({
    eventVersion: version,
    eventSource: exactly('aws:s3'),
    awsRegion: region,
    eventTime: time,
    eventName: matching(/^(?:s3:)?[A-Z]\w+(?::\w+)?$/, 'name of an event'),
    userIdentity: optional(object({ principalId: text })),
    // An address of either version, or the name of an AWS service.
    requestParameters: optional(object({ sourceIPAddress: optional(matching(/^[\w:./ -]*$/, 'address')) })),
    responseElements: optional(map(text)),
    s3: object({
      configurationId: text,
      bucket: object({
        name: bucketName,
        ownerIdentity: optional(object({ principalId: text })),
        arn: foreignArn('s3'),
      }),
      // A change of tier names it `get_object` in some events (aws-powertools/powertools-lambda-python#7443).
      object: optional(item) as typeof item,
      get_object: optional(item),
    }),
  });

interface Configured {
  s3SchemaVersion?: string | null | undefined;
}

interface Restored {
  lifecycleRestorationExpiryTime?: string | null | undefined;
  lifecycleRestoreStorageClass?: string | null | undefined;
}

/** With fields on which nothing depends: they are not checked one by one. */
export type S3Record = Infer<typeof makeRecord> & {
  s3: Configured;
  glacierEventData?: { restoreEventData?: Restored | null | undefined } | null | undefined;
};

let made: Shape<S3Record> | undefined;

/** Made when it is asked for, since it stands in messages of other sources as well. */
export const s3Record = (): Shape<S3Record> => (made ??= makeRecord() as Shape<S3Record>);

/** The object of a record, whatever the record calls it. */
export const toItem = ({ object: item, get_object: other }: S3Record['s3']): S3Record['s3']['object'] =>
  item ?? (other as typeof item);

/** Whether all that follows the empty region and account is the name. */
const isOf = ({ name, arn }: S3Record['s3']['bucket']): boolean => arn.split(/:::(.*)/)[1] === name;

/** The notification with which the Lambda console tried functions for years, and which samples repeat. */
const isSample = ({ name, arn }: S3Record['s3']['bucket']): boolean =>
  name === 'sourcebucket' && arn === 'arn:aws:s3:::mybucket';

/** What must agree within a record, and the policy. */
export function checkS3Record({ s3, userIdentity }: S3Record, policy: S3Policy): void {
  const { bucket } = s3;
  const item = toItem(s3);
  if (isMissing(item)) fail('SHAPE', 's3.object');
  if (!isOf(bucket) && !isSample(bucket)) fail('INCONSISTENT', 's3.bucket.arn');
  checkBucket(bucket.name, policy, 's3.bucket.name');
  // A notification names no account; what it says is the owner's canonical identifier.
  const owner = bucket.ownerIdentity?.principalId ?? userIdentity?.principalId ?? '';
  checkAccount(owner, policy.allowedAccounts, 's3.bucket.ownerIdentity.principalId');
  checkEncodedKeyPolicy(item.key, policy, 's3.object.key');
}
