import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';

const client = new S3Client({});
export const handler = async () => client.send(new ListBucketsCommand({}));
