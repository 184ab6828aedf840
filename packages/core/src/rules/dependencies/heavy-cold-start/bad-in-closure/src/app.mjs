import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';

export const handler = async () => {
  const open = () => new S3Client({}); // expect DEP007
  return open().send(new ListBucketsCommand({}));
};
