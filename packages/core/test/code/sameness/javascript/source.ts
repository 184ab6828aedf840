/** Imports of the SDK v3 that most spellings begin with. */
export const V3 = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
`;

/** One client each. */
export const CLIENTS = `const db = new DynamoDBClient({});
const s3 = new S3Client({});
const sqs = new SQSClient({});
`;

export const TABLE = 'process.env.TABLE';
/** Sends of the three commands, on `db`, `s3` and `sqs`. */
export const READ = `db.send(new GetItemCommand({ TableName: ${TABLE}, Key: { id: { S: event.id } } }))`;
export const WRITE = `s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: event.id, Body: event.body }))`;
export const SEND = `sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: event.body }))`;

/** What each spelling of the three calls comes to. */
export const EXPECTED: readonly string[] = [
  'dynamodb:GetItem TableName=$TABLE',
  's3:PutObject Bucket=$BUCKET',
  'sqs:SendMessage QueueUrl=$QUEUE',
];
