import { defineSpellings } from '../spelling.ts';
import { CLIENTS, READ, SEND, V3, WRITE } from './source.ts';

const ALL = `await ${READ}; await ${WRITE}; await ${SEND};`;
const HEAD = `${V3}${CLIENTS}`;

export const FUNCTIONS = defineSpellings('functions', {
  'the client as an argument': `${V3}
const read = (client: DynamoDBClient, event: any) => client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
async function write(client: S3Client, bucket: string) { await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'k' })); }
const send = async ({ client, url }: { client: SQSClient; url: string }) => client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '' }));
export const handler = async (event: any) => { await read(new DynamoDBClient({}), event); await write(new S3Client({}), process.env.BUCKET!); await send({ client: new SQSClient({}), url: process.env.QUEUE! }); };`,

  'one generic send': `${HEAD}
const send = async <I, O>(client: { send(c: I): Promise<O> }, command: I): Promise<O> => { try { return await client.send(command); } catch (e) { console.error(e); throw e; } };
export const handler = async (event: any) => {
  await send(db, new GetItemCommand({ TableName: process.env.TABLE, Key: {} }) as any);
  await send(s3, new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }) as any);
  await send(sqs, new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' }) as any);
};`,

  'a factory of handlers': `${HEAD}
const createHandler = (deps: { db: DynamoDBClient; s3: S3Client; sqs: SQSClient }) => async (event: any) => { const { db, s3, sqs } = deps; ${ALL} };
export const handler = createHandler({ db, s3, sqs });`,

  'a factory of repositories': `${HEAD}
function createRepository<T>(table: string, client: DynamoDBClient) { return { get: async (id: string): Promise<T> => (await client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } }))).Item as T }; }
const orders = createRepository<{ id: string }>(process.env.TABLE!, db);
export const handler = async (event: any) => { await orders.get(event.id); await ${WRITE}; await ${SEND}; };`,

  'curried functions': `${HEAD}
const getFrom = (client: DynamoDBClient) => (table: string) => (id: string) => client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } }));
const getOrder = getFrom(db)(process.env.TABLE!);
export const handler = async (event: any) => { await getOrder(event.id); await ${WRITE}; await ${SEND}; };`,

  composition: `${HEAD}
const pipe = (...fns: ((x: any) => any)[]) => (x: any) => fns.reduce((acc, fn) => acc.then(fn), Promise.resolve(x));
const read = async (event: any) => { await ${READ}; return event; };
const write = async (event: any) => { await ${WRITE}; return event; };
const send = async (event: any) => { await ${SEND}; return event; };
export const handler = pipe(read, write, send);`,

  'an immediately called function': `${HEAD}
export const handler = (() => { const state = { count: 0 }; return async function (event: any) { state.count++; ${ALL} }; })();`,

  'clients in a closure made on first use': `${V3}
let dbClient: DynamoDBClient | undefined; let s3Client: S3Client; let sqsClient: SQSClient | null = null;
const getDb = () => { if (dbClient) return dbClient; dbClient = new DynamoDBClient({}); return dbClient; };
const getS3 = () => (s3Client = s3Client || new S3Client({}));
const getSqs = () => sqsClient ?? (sqsClient = new SQSClient({}));
export const handler = async (event: any) => { const db = getDb(), s3 = getS3(), sqs = getSqs(); ${ALL} };`,

  'memoised factories': `${V3}
const once = <T>(make: () => T) => { let value: T | undefined; return () => (value ??= make()); };
const db = once(() => new DynamoDBClient({})); const s3 = once(() => new S3Client({})); const sqs = once(() => new SQSClient({}));
export const handler = async (event: any) => {
  await db().send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
  await s3().send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }));
  await sqs().send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' }));
};`,

  'an object-literal service': `${V3}
const service = {
  db: new DynamoDBClient({}), s3: new S3Client({}), queue: { client: new SQSClient({}), url: process.env.QUEUE },
  async read() { return this.db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} })); },
  write: async function () { await this.s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' })); },
  send: () => service.queue.client.send(new SendMessageCommand({ QueueUrl: service.queue.url, MessageBody: '' })),
};
export const handler = async () => { await service.read(); await service.write(); await service.send(); };`,

  'methods taken off their object': `${HEAD}
const send = db.send.bind(db); const { send: put } = s3; const sqsSend = (c: any) => sqs.send(c);
export const handler = async (event: any) => {
  await send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
  await put.call(s3, new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }));
  await sqsSend.apply(null, [new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' })]);
};`,

  'default parameters': `${HEAD}
const read = async (id: string, { client = db, table = process.env.TABLE } = {}) => client.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } }));
const write = async (key: string, bucket = process.env.BUCKET, client = s3) => client.send(new PutObjectCommand({ Bucket: bucket, Key: key }));
function send(options: { url?: string } = {}) { const { url = process.env.QUEUE } = options; return sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '' })); }
export const handler = async (event: any) => { await read(event.id); await write(event.id); await send(); };`,

  'inputs built apart': `${HEAD}
export const handler = async (event: any) => {
  const input: any = { Key: {} }; input.TableName = process.env.TABLE; if (event.full) input['ConsistentRead'] = true;
  await db.send(new GetItemCommand(input));
  const base = { Bucket: process.env.BUCKET }; const command = new PutObjectCommand({ ...base, Key: 'k', ...(event.tag ? { Metadata: { tag: event.tag } } : {}) });
  await s3.send(command);
  const message = Object.assign({}, { QueueUrl: process.env.QUEUE }, { MessageBody: JSON.stringify(event) }); await sqs.send(new SendMessageCommand(message));
};`,

  'commands in a list': `${HEAD}
export const handler = async (event: any) => {
  const steps: [any, any][] = [[db, new GetItemCommand({ TableName: process.env.TABLE, Key: {} })], [s3, new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' })]];
  steps.push([sqs, new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' })]);
  for (const [client, command] of steps) await client.send(command);
};`,

  recursion: `${HEAD}
async function page(event: any, token?: string): Promise<void> { const r: any = await ${READ}; if (r.token) return page(event, r.token); await finish(event, 3); }
const finish = async (event: any, n: number): Promise<void> => { if (n === 0) { await ${WRITE}; return; } if (n === 1) await ${SEND}; await finish(event, n - 1); };
export const handler = async (event: any) => page(event);`,

  'a generator of steps': `${HEAD}
function* steps(event: any) { yield () => ${READ}; yield () => ${WRITE}; yield () => ${SEND}; }
export const handler = async (event: any) => { for (const step of steps(event)) await step(); };`,
});
