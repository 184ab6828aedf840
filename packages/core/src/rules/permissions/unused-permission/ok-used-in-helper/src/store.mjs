import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});
const commands = { delete: DeleteObjectCommand };

export const store = (verb, Key) => s3.send(new commands[verb]({ Bucket: process.env.PAGES, Key }));
