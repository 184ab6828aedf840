const { S3 } = require('@aws-sdk/client-s3');

const s3 = new S3();

exports.handler = async ({ key }) => {
  const object = await s3.getObject({ Bucket: process.env.MEDIA, Key: key });
  const bytes = await object.Body.transformToByteArray();
  await s3.putObject({ Bucket: process.env.MEDIA, Key: `small/${key}`, Body: bytes.slice(0, 1024) });
};
