import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';

export async function list() {
  const client = new S3Client({ region: process.env.AWS_REGION }); // expect DEP007
  return client.send(new ListBucketsCommand({}));
}
