const { GetObjectCommand, ListObjectsV2Command, S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({});
const Bucket = process.env.FILES;

exports.handler = async () => {
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
  return s3.send(new GetObjectCommand({ Bucket, Key: Contents[0].Key }));
};
