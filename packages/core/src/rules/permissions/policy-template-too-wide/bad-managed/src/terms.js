const { GetObjectCommand, S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({});

exports.show = async () => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: process.env.TERMS, Key: 'terms.txt' }));
  return { statusCode: 200, body: await Body.transformToString() };
};
