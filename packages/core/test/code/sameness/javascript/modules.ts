import { defineSpellings } from '../spelling.ts';
import { CLIENTS, READ, SEND, V3, WRITE } from './source.ts';

const CLIENTS_MODULE = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
export const db = new DynamoDBClient({});
export const s3 = new S3Client({});
export const sqs = new SQSClient({});
`;
const COMMANDS = `import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
`;
const ALL = `await ${READ}; await ${WRITE}; await ${SEND};`;

export const MODULES = defineSpellings('modules', {
  'all in one': `${V3}${CLIENTS}export const handler = async (event: any) => { ${ALL} };`,

  'a client module': {
    'app.ts': `${COMMANDS}import { db, s3, sqs } from './clients';
export const handler = async (event: any) => { ${ALL} };`,
    'clients.ts': CLIENTS_MODULE,
  },

  'imports with extensions': {
    'app.ts': `${COMMANDS}import { db, s3, sqs } from './lib/clients.js';
export const handler = async (event: any) => { ${ALL} };`,
    'lib/clients.ts': CLIENTS_MODULE,
  },

  'a wrapper of the commands': {
    'app.ts': `import { read } from './table.js'; import * as storage from './storage.js'; import queue from './queue.js';
export const handler = async (event: any) => { await read(event.id); await storage.save(event.id, event.body); await queue.send(event.body); };`,
    'table.ts': `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({ region: process.env.AWS_REGION });
export async function read(id: string) { const { Item } = await client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: id } } })); return Item; }
export async function remove() { return client.send(new GetItemCommand({ TableName: 'never' })); }`,
    'storage.ts': `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const client = new S3Client();
export const save = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key, Body }));`,
    'queue.ts': `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const client = new SQSClient({});
export default { send: async (MessageBody: string) => { await client.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody })); } };`,
  },

  'the SDK through a barrel': {
    'app.ts': `import { DynamoDBClient, GetItemCommand, Storage, PutObjectCommand, sqs as queues } from './aws';
const db = new DynamoDBClient({}); const s3 = new Storage({}); const sqs = new queues.SQSClient({}); const { SendMessageCommand } = queues;
export const handler = async (event: any) => { ${ALL} };`,
    'aws/index.ts': `export * from '@aws-sdk/client-dynamodb';
export { S3Client as Storage, PutObjectCommand } from '@aws-sdk/client-s3';
export * as sqs from '@aws-sdk/client-sqs';`,
  },

  'barrels of barrels': {
    'app.ts': `import { readOrder, saveFile, sendMessage } from './services';
export const handler = async (event: any) => { await readOrder(event); await saveFile(event); await sendMessage(event); };`,
    'services/index.ts': `export * from './orders'; export { default as saveFile } from './files'; export { send as sendMessage } from './queue';`,
    'services/orders/index.ts': `export * from './read-order'; export * from './remove-order';`,
    'services/orders/read-order.ts': `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const readOrder = async (event: any) => ${READ};`,
    'services/orders/remove-order.ts': `import { DynamoDBClient, DeleteItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const removeOrder = async () => db.send(new DeleteItemCommand({ TableName: 'never', Key: {} }));`,
    'services/files.ts': `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export default async function (event: any) { await ${WRITE}; }`,
    'services/queue.ts': `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const sqs = new SQSClient({});
async function deliver(event: any) { return ${SEND}; }
export { deliver as send };`,
  },

  'namespace imports of the SDK': `import * as DDB from '@aws-sdk/client-dynamodb';
import * as S3 from '@aws-sdk/client-s3';
import * as SQS from '@aws-sdk/client-sqs';
const db = new DDB.DynamoDBClient({}), s3 = new S3.S3Client({}), sqs = new SQS.SQSClient({});
const { GetItemCommand } = DDB;
export const handler = async (event: any) => { await ${READ}; await s3.send(new S3.PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' })); await sqs.send(new SQS.SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' })); };`,

  'a handler that another module exports': {
    'app.ts': `export { main as handler } from './handlers/main';`,
    'handlers/main.ts': `${V3}${CLIENTS}export async function main(event: any) { ${ALL} }`,
  },

  'a default export of an object': {
    'app.ts': `import aws from './aws';
export const handler = async (event: any) => { await aws.tables.read(event); await aws.files.write(event); await aws['queues'].send(event); };`,
    'aws.ts': `${V3}${CLIENTS}
const tables = { read: (event: any) => ${READ} };
export default { tables, files: { async write(event: any) { await ${WRITE}; } }, queues: { send: function (event: any) { return ${SEND}; } } };`,
  },

  'dynamic imports': `export const handler = async (event: any) => {
  const { DynamoDBClient, GetItemCommand } = await import('@aws-sdk/client-dynamodb');
  const db = new DynamoDBClient({});
  await ${READ};
  const storage = await import('@aws-sdk/client-s3');
  await new storage.S3Client({}).send(new storage.PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }));
  await import('@aws-sdk/client-sqs').then(({ SQSClient, SendMessageCommand }) => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' })));
};`,

  'a dynamic import of a module': {
    'app.ts': `export const handler = async (event: any) => { const { run } = await import('./run'); await run(event); };`,
    'run.ts': `${V3}${CLIENTS}export const run = async (event: any) => { ${ALL} };`,
  },

  'a cycle of imports': {
    'app.ts': `import { Orders } from './orders'; export const handler = async (event: any) => new Orders().read(event);`,
    'orders.ts': `${V3}import { Files } from './files';
export const clients = { db: new DynamoDBClient({}), s3: new S3Client({}), sqs: new SQSClient({}) };
export class Orders { async read(event: any) { const { db } = clients; await ${READ}; await new Files().write(event); } }`,
    'files.ts': `import { clients } from './orders'; import { PutObjectCommand } from '@aws-sdk/client-s3'; import { SendMessageCommand } from '@aws-sdk/client-sqs';
export class Files { async write(event: any) { const { s3, sqs } = clients; await ${WRITE}; await ${SEND}; } }`,
  },

  'types imported beside values': {
    'app.ts': `import type { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { type DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { run, type Names } from './run';
import { unused } from './unused';
export const handler = async (event: any) => { const names: Names | undefined = undefined; await run(event); };`,
    'run.ts': `${V3}${CLIENTS}export interface Names { a: string } export const run = async (event: any) => { ${ALL} };`,
    'unused.ts': `import { SNSClient, PublishCommand } from '@aws-sdk/client-sns'; export const unused = () => new SNSClient({}).send(new PublishCommand({ TopicArn: 'never' }));`,
  },

  'a layer': {
    files: {
      'app.ts': `${COMMANDS}import { db, s3, sqs } from '/opt/nodejs/clients';
export const handler = async (event: any) => { ${ALL} };`,
      'layer/nodejs/clients.ts': CLIENTS_MODULE,
    },
    layers: ['layer'],
    only: 'source',
  },

  'a package of a layer': {
    files: {
      'app.ts': `${COMMANDS}import { db, s3, sqs } from 'shared-clients';
export const handler = async (event: any) => { ${ALL} };`,
      'layer/nodejs/node_modules/shared-clients/index.js': CLIENTS_MODULE,
    },
    layers: ['layer'],
    only: 'source',
  },

  'CommonJS: exports.handler': {
    files: {
      'app.js': `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
const sqsLib = require('@aws-sdk/client-sqs'), { SendMessageCommand } = sqsLib;
const db = new DynamoDBClient(), s3 = new S3Client(), sqs = new sqsLib.SQSClient();
exports.handler = async function (event) { ${ALL} };`,
    },
  },

  'CommonJS: module.exports of an object': {
    'app.js': `const { read, ...rest } = require('./lib');
const handler = async (event) => { await read(event); await rest.write(event); await rest.send(event); };
module.exports = { handler };`,
    'lib.js': `${requires()}
const db = new DynamoDBClient({}); const s3 = new S3Client({}); const sqs = new SQSClient({});
module.exports = { read: (event) => ${READ}, write(event) { return ${WRITE}; } };
module.exports.send = (event) => ${SEND};
module.exports.never = () => db.send(new GetItemCommand({ TableName: 'never' }));`,
  },

  'CommonJS: a class and a factory': {
    'app.js': `const Service = require('./service'); const createQueue = require('./queue');
const service = new Service(process.env.TABLE); const queue = createQueue(process.env.QUEUE);
module.exports.handler = async (event) => { await service.read(event); await service.write(event); await queue(event); };`,
    'service.js': `${requires()}
module.exports = class Service { constructor(table) { this.table = table; this.db = new DynamoDBClient(); }
  read(event) { return this.db.send(new GetItemCommand({ TableName: this.table, Key: {} })); }
  async write(event) { const s3 = new S3Client(); return ${WRITE}; } };`,
    'queue.js': `module.exports = function createQueue(url) { const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs'); const sqs = new SQSClient({});
  return (event) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: event.body })); };`,
  },

  'CommonJS: require inside functions': {
    'app.js': `let cached;
function clients() { if (!cached) { cached = { ddb: require('@aws-sdk/client-dynamodb'), storage: require('@aws-sdk/client-s3') }; } return cached; }
exports.handler = async (event) => {
  const { ddb, storage } = clients();
  await new ddb.DynamoDBClient({}).send(new ddb.GetItemCommand({ TableName: process.env.TABLE }));
  await new storage.S3Client({}).send(new storage.PutObjectCommand({ Bucket: process.env.BUCKET }));
  const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE }));
};`,
  },

  'CommonJS: exports by another name': {
    'app.js': `const run = require('./run').run; Object.defineProperty(exports, '__esModule', { value: true }); exports.handler = void 0; const handler = (event) => run(event); exports.handler = handler;`,
    'run.js': `${requires()}const db = new DynamoDBClient({}), s3 = new S3Client({}), sqs = new SQSClient({});
var self = module.exports = exports = {}; self.run = async (event) => { ${ALL} };`,
  },
});

function requires(): string {
  return `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
`;
}
