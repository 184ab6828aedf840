const { PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({});
const put = (Key, Body) => s3.send(new PutObjectCommand({ Bucket: process.env.PHOTOS, Key, Body }));

exports.upload = ({ name, bytes }) => put(`new/${name}`, Buffer.from(bytes, 'base64'));
exports.replace = ({ name, bytes }) => put(`live/${name}`, Buffer.from(bytes, 'base64'));
