import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async ({ bucket, key }) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `copy/${key}`, Body: await Body.transformToString() }));
};
