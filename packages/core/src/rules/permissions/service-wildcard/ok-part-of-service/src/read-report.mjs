import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const handler = async ({ month }) => {
  const report = await s3.send(new GetObjectCommand({ Bucket: process.env.REPORTS, Key: `${month}.csv` }));
  return report.Body.transformToString();
};
