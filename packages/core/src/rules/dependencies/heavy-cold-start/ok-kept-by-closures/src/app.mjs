import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import memoize from 'lodash/memoize.js';

const once = (make) => {
  let made;
  return () => (made ??= make());
};
const buckets = once(() => new S3Client({}));
const queues = memoize(() => new SQSClient({}));
const keys = (() => {
  let client;
  return () => {
    if (client) return client;
    client = new KMSClient({});
    return client;
  };
})();

export const handler = async () => {
  await buckets().send(new ListBucketsCommand({}));
  await queues().send(new ListQueuesCommand({}));
  await keys().send(new ListKeysCommand({}));
};
