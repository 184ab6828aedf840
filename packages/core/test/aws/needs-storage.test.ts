import { describe, expect, it } from 'vitest';
import type { CodeValue } from '../../src/app/code-value.ts';
import { constant, notKnown } from '../../src/app/code-value.ts';
import { findNeeds } from '../../src/aws/needs.ts';
import { concat, env, event, list, object, showNeeds } from './code-values.ts';

const Bucket = env('B');

describe('Amazon S3', () => {
  it.each([
    ['ListObjectsV2', 's3:ListBucket'],
    ['ListObjects', 's3:ListBucket'],
    ['HeadBucket', 's3:ListBucket'],
    ['ListObjectVersions', 's3:ListBucketVersions'],
    ['ListMultipartUploads', 's3:ListBucketMultipartUploads'],
    ['GetBucketEncryption', 's3:GetEncryptionConfiguration'],
    ['PutBucketNotificationConfiguration', 's3:PutBucketNotification'],
    ['DeleteBucketCors', 's3:PutBucketCORS'],
    ['GetBucketLocation', 's3:GetBucketLocation'],
    ['GetBucketTagging', 's3:GetBucketTagging'],
    ['CreateBucket', 's3:CreateBucket'],
  ])('%s needs %s on the bucket', (operation, action) => {
    expect(showNeeds('s3', operation, { Bucket })).toEqual([`${action} s3:::<B>`]);
  });

  it.each([
    ['GetObject', 's3:GetObject'],
    ['SelectObjectContent', 's3:GetObject'],
    ['PutObject', 's3:PutObject'],
    ['PostObject', 's3:PutObject'],
    ['CreateMultipartUpload', 's3:PutObject'],
    ['UploadPart', 's3:PutObject'],
    ['CompleteMultipartUpload', 's3:PutObject'],
    ['AbortMultipartUpload', 's3:AbortMultipartUpload'],
    ['ListParts', 's3:ListMultipartUploadParts'],
    ['DeleteObject', 's3:DeleteObject'],
    ['PutObjectTagging', 's3:PutObjectTagging'],
    ['RestoreObject', 's3:RestoreObject'],
  ])('%s needs %s on any object when the key is of run time', (operation, action) => {
    expect(showNeeds('s3', operation, { Bucket, Key: concat('in/', event) })).toEqual([`${action} s3:::<B>/*`]);
  });

  it('narrows to a key that the code or the deployment fixes', () => {
    expect(showNeeds('s3', 'GetObject', { Bucket, Key: 'config.json' })).toEqual(['s3:GetObject s3:::<B>/config.json']);
    expect(showNeeds('s3', 'GetObject', { Bucket, Key: concat(env('STAGE'), '/config.json') })).toEqual([
      's3:GetObject s3:::<B>/<STAGE>/config.json',
    ]);
  });

  it('needs the actions of versions, access lists, tags, locks and keys by the arguments', () => {
    expect(showNeeds('s3', 'GetObject', { Bucket, VersionId: event })).toEqual(['s3:GetObjectVersion s3:::<B>/*']);
    expect(showNeeds('s3', 'GetObject', { Bucket, VersionId: notKnown('?') })).toEqual([
      's3:GetObjectVersion s3:::<B>/*',
      's3:GetObject s3:::<B>/*',
    ]);
    expect(showNeeds('s3', 'PutObject', { Bucket, ACL: 'public-read', Tagging: 'a=b' })).toEqual([
      's3:PutObject s3:::<B>/*',
      's3:PutObjectAcl s3:::<B>/*',
      's3:PutObjectTagging s3:::<B>/*',
    ]);
    expect(showNeeds('s3', 'PutObject', { Bucket, SSEKMSKeyId: env('K') })).toContain(
      'kms:GenerateDataKey kms:::key/<K>',
    );
  });

  it('copies from a source in each of its spellings', () => {
    const put = 's3:PutObject s3:::<B>/*';
    const copied = (args: Readonly<Record<string, CodeValue | string>>): string[] =>
      showNeeds('s3', 'CopyObject', args).filter((need) => !need.startsWith('?'));
    expect(copied({ Bucket, CopySource: concat(env('SRC'), '/', event) })).toEqual(['s3:GetObject s3:::<SRC>/*', put]);
    expect(copied({ Bucket, CopySource: concat('/', env('SRC'), '/a.txt') })).toEqual([
      's3:GetObject s3:::<SRC>/a.txt',
      put,
    ]);
    expect(copied({ Bucket, CopySource: 'source/a.txt?versionId=1' })).toEqual([
      's3:GetObjectVersion s3:::source/a.txt',
      put,
    ]);
    expect(copied({ Bucket, CopySource: object({ Bucket: env('SRC'), Key: event }) })).toEqual([
      's3:GetObject s3:::<SRC>/*',
      put,
    ]);
    expect(showNeeds('s3', 'UploadPartCopy', { Bucket, CopySource: event })).toEqual([
      's3:GetObject s3:::<event>/*',
      put,
    ]);
  });

  it('deletes many', () => {
    const Delete = object({ Objects: list(object({ Key: event }), object({ Key: 'b', VersionId: 'v' })) });
    expect(showNeeds('s3', 'DeleteObjects', { Bucket, Delete })).toEqual([
      's3:DeleteObject s3:::<B>/*',
      's3:DeleteObjectVersion s3:::<B>/*',
    ]);
    expect(showNeeds('s3', 'DeleteObjects', { Bucket, Delete: event })).toEqual(['s3:DeleteObject s3:::<B>/*']);
  });

  it('takes tags along where the source has any', () => {
    expect(showNeeds('s3', 'CopyObject', { Bucket, CopySource: 'source/a.txt' }).slice(2)).toEqual([
      '?s3:GetObjectTagging s3:::source/a.txt',
      '?s3:PutObjectTagging s3:::<B>/*',
    ]);
  });

  it('asks for what the arguments of a call set besides', () => {
    expect(showNeeds('s3', 'CreateBucket', { Bucket, ACL: 'private', ObjectOwnership: 'x' })).toEqual([
      's3:CreateBucket s3:::<B>',
      's3:PutBucketAcl s3:::<B>',
      's3:PutBucketOwnershipControls s3:::<B>',
    ]);
    expect(showNeeds('s3', 'DeleteObject', { Bucket, Key: 'a', BypassGovernanceRetention: event })).toEqual([
      's3:DeleteObject s3:::<B>/a',
      's3:BypassGovernanceRetention s3:::<B>/a',
    ]);
    expect(showNeeds('s3', 'CreateMultipartUpload', { Bucket, Key: 'a', SSEKMSKeyId: env('K') })).toContain(
      'kms:Decrypt kms:::key/<K>',
    );
  });

  it('may list the bucket to tell a missing key from a forbidden one', () => {
    expect(showNeeds('s3', 'HeadObject', { Bucket, Key: event })).toEqual([
      's3:GetObject s3:::<B>/*',
      '?s3:ListBucket s3:::<B>',
    ]);
  });
});

describe('Amazon DynamoDB', () => {
  it('reads through an index on the index alone', () => {
    expect(showNeeds('dynamodb', 'Query', { TableName: env('T'), IndexName: 'by-date' })).toEqual([
      'dynamodb:Query dynamodb:::table/<T>/index/by-date',
    ]);
    expect(showNeeds('dynamodb', 'Scan', { TableName: env('T') })).toEqual(['dynamodb:Scan dynamodb:::table/<T>']);
    // `scan(**event)`: an index may be among what is passed on, and hardly ever is.
    const passedOn = findNeeds({ service: 'dynamodb', operation: 'Scan', args: object({ TableName: 't' }, true) });
    expect(passedOn.map((need) => [need.action, need.optional === true])).toEqual([
      ['dynamodb:Scan', false],
      ['dynamodb:Scan', true],
    ]);
    const IndexName = { kind: 'one-of', values: [constant('i'), constant(null)] } as const;
    expect(showNeeds('dynamodb', 'Query', { TableName: 't', IndexName })).toHaveLength(2);
  });

  it('takes the tables of a batch from the keys', () => {
    const RequestItems = {
      kind: 'object',
      fields: new Map([['Orders', event]]),
      open: false,
      computed: [{ key: env('T'), value: event }],
    } as const;
    const expected = [
      'dynamodb:BatchWriteItem dynamodb:::table/Orders',
      'dynamodb:BatchWriteItem dynamodb:::table/<T>',
    ];
    expect(showNeeds('dynamodb', 'BatchWriteItem', { RequestItems })).toEqual(expected);
    expect(showNeeds('dynamodb', 'BatchGetItem', {})).toEqual(['dynamodb:BatchGetItem dynamodb:::table/*']);
  });

  it('takes the actions of a transaction from its members', () => {
    const TransactItems = list(
      object({ Put: object({ TableName: env('A') }) }),
      object({ Update: object({ TableName: env('B') }) }),
      object({ ConditionCheck: object({ TableName: env('B') }) }),
    );
    expect(showNeeds('dynamodb', 'TransactWriteItems', { TransactItems })).toEqual([
      'dynamodb:PutItem dynamodb:::table/<A>',
      'dynamodb:UpdateItem dynamodb:::table/<B>',
      'dynamodb:ConditionCheckItem dynamodb:::table/<B>',
    ]);
    const hidden = findNeeds({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      args: object({ TransactItems: event }),
    });
    expect(hidden.map((n) => n.action)).toHaveLength(4);
    expect(hidden.every((n) => n.guess !== undefined)).toBe(true);
  });

  it.each([
    [concat('SELECT * FROM "', env('T'), '" WHERE id = ?'), 'dynamodb:PartiQLSelect dynamodb:::table/<T>'],
    [concat('select * from "Orders"."by-date"'), 'dynamodb:PartiQLSelect dynamodb:::table/Orders/index/by-date'],
    [concat('INSERT INTO "Orders" VALUE {}'), 'dynamodb:PartiQLInsert dynamodb:::table/Orders'],
    [concat('UPDATE Orders SET a = 1'), 'dynamodb:PartiQLUpdate dynamodb:::table/Orders'],
    [concat('DELETE FROM Orders WHERE id = 1'), 'dynamodb:PartiQLDelete dynamodb:::table/Orders'],
  ])('PartiQL %#', (Statement, expected) => {
    expect(showNeeds('dynamodb', 'ExecuteStatement', { Statement })).toEqual([expected]);
    expect(showNeeds('dynamodb', 'BatchExecuteStatement', { Statements: list(object({ Statement })) })).toEqual([
      expected,
    ]);
    expect(showNeeds('dynamodb', 'ExecuteTransaction', { TransactStatements: list(object({ Statement })) })).toEqual([
      expected,
    ]);
  });

  it('guesses all verbs of a statement that is not visible', () => {
    expect(showNeeds('dynamodb', 'ExecuteStatement', { Statement: event })).toHaveLength(4);
  });

  it('follows an iterator to its stream', () => {
    const args = object({ StreamArn: env('S') });
    const ShardIterator = {
      kind: 'result',
      service: 'dynamodb-streams',
      operation: 'GetShardIterator',
      path: ['ShardIterator'],
      args,
    } as const;
    expect(showNeeds('dynamodb-streams', 'GetRecords', { ShardIterator })).toEqual([
      'dynamodb:GetRecords dynamodb:::table/*/stream/<S>',
    ]);
    expect(showNeeds('dynamodb-streams', 'GetRecords', { ShardIterator: event })).toEqual([
      'dynamodb:GetRecords dynamodb:::table/*/stream/*',
    ]);
  });
});
