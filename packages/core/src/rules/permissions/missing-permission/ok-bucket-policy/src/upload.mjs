import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = ({ name, text }) =>
  s3.send(new PutObjectCommand({ Bucket: process.env.PHOTOS, Key: name, Body: text }));
