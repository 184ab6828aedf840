import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async ({ from, to, key }) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: from, Key: key }));
  await s3.send(new PutObjectCommand({ Bucket: to, Key: key, Body: await Body.transformToByteArray() }));
};
