import { findField } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';
import { createTargets } from '../create-targets.ts';
import { deriveNeeds } from '../derive-needs.ts';
import { isGiven } from '../is-given.ts';
import type { Need, NeedCall, NeedRule, ServiceRules } from '../need.ts';
import { readCopySource } from './s3-copy-source.ts';
import { toObjectName } from './s3-object-name.ts';
import { allOf, mayBeMissing, needAny, needOn, optionally, whenGiven } from './need-on.ts';

// Source: "Policy actions for Amazon S3" and the "Permissions" section of each operation's page in the Amazon S3 API Reference.

/** Operations on a bucket whose action has another name. */
const BUCKET_ACTIONS: Readonly<Record<string, string>> = {
  HeadBucket: 'ListBucket',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
  GetBucketAnalyticsConfiguration: 'GetAnalyticsConfiguration',
  ListBucketAnalyticsConfigurations: 'GetAnalyticsConfiguration',
  PutBucketAnalyticsConfiguration: 'PutAnalyticsConfiguration',
  DeleteBucketAnalyticsConfiguration: 'PutAnalyticsConfiguration',
  DeleteBucketCors: 'PutBucketCORS',
  GetBucketCors: 'GetBucketCORS',
  PutBucketCors: 'PutBucketCORS',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  GetBucketIntelligentTieringConfiguration: 'GetIntelligentTieringConfiguration',
  ListBucketIntelligentTieringConfigurations: 'GetIntelligentTieringConfiguration',
  PutBucketIntelligentTieringConfiguration: 'PutIntelligentTieringConfiguration',
  DeleteBucketIntelligentTieringConfiguration: 'PutIntelligentTieringConfiguration',
  GetBucketInventoryConfiguration: 'GetInventoryConfiguration',
  ListBucketInventoryConfigurations: 'GetInventoryConfiguration',
  PutBucketInventoryConfiguration: 'PutInventoryConfiguration',
  DeleteBucketInventoryConfiguration: 'PutInventoryConfiguration',
  GetBucketLifecycle: 'GetLifecycleConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  PutBucketLifecycle: 'PutLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  GetBucketMetricsConfiguration: 'GetMetricsConfiguration',
  ListBucketMetricsConfigurations: 'GetMetricsConfiguration',
  PutBucketMetricsConfiguration: 'PutMetricsConfiguration',
  DeleteBucketMetricsConfiguration: 'PutMetricsConfiguration',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
  GetBucketReplication: 'GetReplicationConfiguration',
  PutBucketReplication: 'PutReplicationConfiguration',
  DeleteBucketReplication: 'PutReplicationConfiguration',
  DeleteBucketTagging: 'PutBucketTagging',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  CreateBucketMetadataConfiguration: 'CreateBucketMetadataTableConfiguration',
  GetBucketMetadataConfiguration: 'GetBucketMetadataTableConfiguration',
  DeleteBucketMetadataConfiguration: 'DeleteBucketMetadataTableConfiguration',
};

/** Operations on an object, with the action for a version where there is one. */
const OBJECT_ACTIONS: Readonly<Record<string, readonly [plain: string, version?: string]>> = {
  GetObject: ['GetObject', 'GetObjectVersion'],
  HeadObject: ['GetObject', 'GetObjectVersion'],
  SelectObjectContent: ['GetObject'],
  GetObjectAcl: ['GetObjectAcl', 'GetObjectVersionAcl'],
  GetObjectTagging: ['GetObjectTagging', 'GetObjectVersionTagging'],
  GetObjectTorrent: ['GetObjectTorrent', 'GetObjectVersionTorrent'],
  GetObjectLegalHold: ['GetObjectLegalHold'],
  GetObjectRetention: ['GetObjectRetention'],
  PutObjectAcl: ['PutObjectAcl', 'PutObjectVersionAcl'],
  PutObjectTagging: ['PutObjectTagging', 'PutObjectVersionTagging'],
  PutObjectLegalHold: ['PutObjectLegalHold'],
  PutObjectRetention: ['PutObjectRetention'],
  DeleteObject: ['DeleteObject', 'DeleteObjectVersion'],
  DeleteObjectTagging: ['DeleteObjectTagging', 'DeleteObjectVersionTagging'],
  RestoreObject: ['RestoreObject'],
  AbortMultipartUpload: ['AbortMultipartUpload'],
  ListParts: ['ListMultipartUploadParts'],
  UploadPart: ['PutObject'],
  CompleteMultipartUpload: ['PutObject'],
  UpdateObjectEncryption: ['UpdateObjectEncryption'],
};

const ACL_MEMBERS = ['ACL', 'GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWriteACP'];

function onObject(action: string, call: NeedCall, bucket?: CodeValue, key?: CodeValue): Need {
  const targets = createTargets({
    type: 's3:object',
    whole: bucket ?? findField(call.args, 'Bucket'),
    wholeName: 'BucketName',
    wholeForm: 'name',
    names: { ObjectName: toObjectName(key ?? findField(call.args, 'Key')) },
  });
  return { action: `s3:${action}`, targets };
}

/** With a `VersionId` the version's action is asked for, and only that; both when the version may be missing. */
function objectRule(plain: string, version?: string): NeedRule {
  return (call) => {
    const id = isGiven(call.args, ['VersionId']) ? findField(call.args, 'VersionId') : undefined;
    if (id === undefined || version === undefined) return [onObject(plain, call)];
    return [onObject(version, call), ...(mayBeMissing(id) ? [onObject(plain, call)] : [])];
  };
}

/** What a write asks for beyond `s3:PutObject`, by the arguments that set it. */
function findWriteExtras(call: NeedCall): Need[] {
  const extras: Need[] = [];
  if (isGiven(call.args, ACL_MEMBERS)) extras.push(onObject('PutObjectAcl', call));
  if (isGiven(call.args, ['Tagging'])) extras.push(onObject('PutObjectTagging', call));
  if (isGiven(call.args, ['ObjectLockMode', 'ObjectLockRetainUntilDate']))
    extras.push(onObject('PutObjectRetention', call));
  if (isGiven(call.args, ['ObjectLockLegalHoldStatus'])) extras.push(onObject('PutObjectLegalHold', call));
  if (isGiven(call.args, ['SSEKMSKeyId'])) {
    extras.push(...needOn('kms:GenerateDataKey', 'kms:key', 'KeyId', ['SSEKMSKeyId'])(call));
    // S3 reads the parts again to put them together.
    if (call.operation === 'CreateMultipartUpload')
      extras.push(...needOn('kms:Decrypt', 'kms:key', 'KeyId', ['SSEKMSKeyId'])(call));
  }
  return extras;
}

const put: NeedRule = (call) => [onObject('PutObject', call), ...findWriteExtras(call)];

/** An upload in parts is put together from parts that are encrypted already. */
const putParts: NeedRule = allOf(
  put,
  whenGiven(['SSEKMSKeyId'], needOn('kms:Decrypt', 'kms:key', 'KeyId', ['SSEKMSKeyId'])),
);

/** Reads the source with the caller's rights; tags go along unless the call sets its own, where the source has any. */
const copy: NeedRule = (call) => [...readSource(call), ...put(call)];

const copyWithTags: NeedRule = allOf(
  copy,
  optionally((call) => [
    ...readCopySource(findField(call.args, 'CopySource')).map(({ bucket, key, version }) =>
      onObject(version ? 'GetObjectVersionTagging' : 'GetObjectTagging', call, bucket, key),
    ),
    onObject('PutObjectTagging', call),
  ]),
);

/** A lock in governance mode gives way to those who say so. */
const bypassing = (rule: NeedRule): NeedRule =>
  allOf(
    rule,
    whenGiven(['BypassGovernanceRetention'], (call) => [onObject('BypassGovernanceRetention', call)]),
  );

const onBucket = (action: string): NeedRule => needOn(`s3:${action}`, 's3:bucket', 'BucketName', ['Bucket']);

/** What a new bucket is given from the start is asked for as if it were set later. */
const createBucket: NeedRule = allOf(
  onBucket('CreateBucket'),
  whenGiven(ACL_MEMBERS, onBucket('PutBucketAcl')),
  whenGiven(
    ['ObjectLockEnabledForBucket'],
    allOf(onBucket('PutBucketObjectLockConfiguration'), onBucket('PutBucketVersioning')),
  ),
  whenGiven(['ObjectOwnership'], onBucket('PutBucketOwnershipControls')),
);

function readSource(call: NeedCall): Need[] {
  return readCopySource(findField(call.args, 'CopySource')).map(({ bucket, key, version }) =>
    onObject(version ? 'GetObjectVersion' : 'GetObject', call, bucket, key),
  );
}

const deleteMany: NeedRule = (call) => {
  const list = findField(findField(call.args, 'Delete'), 'Objects');
  const items = list?.kind === 'list' ? list.items : [];
  const keys = items.map((item) => findField(item, 'Key'));
  const key = keys.length === 1 ? keys[0] : undefined;
  const versioned = items.length > 0 && items.every((item) => isGiven(item, ['VersionId']));
  const plain = items.length === 0 || items.some((item) => !isGiven(item, ['VersionId']));
  return [
    ...(plain ? [onObject('DeleteObject', call, undefined, key)] : []),
    ...(versioned || items.some((item) => isGiven(item, ['VersionId']))
      ? [onObject('DeleteObjectVersion', call, undefined, key)]
      : []),
  ];
};

/** S3 answers 404 for a missing key only to those who may list the bucket, and 403 to the rest. */
const head: NeedRule = (call) => [
  ...objectRule('GetObject', 'GetObjectVersion')(call),
  ...needOn('s3:ListBucket', 's3:bucket', 'BucketName', ['Bucket'])(call).map((need) => ({ ...need, optional: true })),
];

const attributes: NeedRule = (call) => [
  ...objectRule('GetObjectAttributes', 'GetObjectVersionAttributes')(call),
  ...objectRule('GetObject', 'GetObjectVersion')(call),
];

const toRules = <T>(table: Readonly<Record<string, T>>, rule: (entry: T) => NeedRule): ServiceRules =>
  Object.fromEntries(Object.entries(table).map(([operation, entry]) => [operation, rule(entry)]));

export const s3Rules: ServiceRules = {
  ...toRules(BUCKET_ACTIONS, (action) => onBucket(action)),
  ...toRules(OBJECT_ACTIONS, ([plain, version]) => objectRule(plain, version)),
  HeadObject: head,
  GetObjectAttributes: attributes,
  PutObject: put,
  // The form upload that a presigned POST allows.
  PostObject: put,
  CreateMultipartUpload: putParts,
  CopyObject: copyWithTags,
  UploadPartCopy: copy,
  CreateBucket: createBucket,
  DeleteObject: bypassing(objectRule('DeleteObject', 'DeleteObjectVersion')),
  DeleteObjects: bypassing(deleteMany),
  PutObjectRetention: bypassing(objectRule('PutObjectRetention')),
  // Only directory buckets rename objects, in a session.
  RenameObject: needOn('s3express:CreateSession', 's3express:bucket', 'BucketName', ['Bucket']),
  ListBuckets: needAny('s3:ListAllMyBuckets'),
  ListDirectoryBuckets: needAny('s3express:ListAllMyDirectoryBuckets'),
  CreateSession: needOn('s3express:CreateSession', 's3express:bucket', 'BucketName', ['Bucket']),
  WriteGetObjectResponse: needAny('s3-object-lambda:WriteGetObjectResponse'),
  PutBucketReplication: (call) => [
    ...needOn('s3:PutReplicationConfiguration', 's3:bucket', 'BucketName', ['Bucket'])(call),
    ...deriveNeeds(call).filter((need) => need.action === 'iam:PassRole'),
  ],
};
