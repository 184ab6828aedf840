import { defineSpellings } from '../spelling.ts';
import { CLIENTS, V3 } from './source.ts';

/** The three calls with these names. */
const using = (table: string, bucket: string, queue: string): string =>
  `export const handler = async (event: any) => {
  await db.send(new GetItemCommand({ TableName: ${table}, Key: {} }));
  await s3.send(new PutObjectCommand({ Bucket: ${bucket}, Key: 'k' }));
  await sqs.send(new SendMessageCommand({ QueueUrl: ${queue}, MessageBody: '' }));
};`;
const HEAD = `${V3}${CLIENTS}`;

export const CONFIGURATION = defineSpellings('configuration', {
  'destructured environment': `${HEAD}const { TABLE, BUCKET: bucket, QUEUE } = process.env; ${using('TABLE', 'bucket!', 'QUEUE as string')}`,

  'a configuration object': `${HEAD}const config = { tables: { orders: process.env.TABLE! }, s3: { bucket: process.env['BUCKET'] }, queue: process.env.QUEUE } as const; ${using('config.tables.orders', 'config.s3.bucket', "config['queue']")}`,

  'a constants module': {
    'app.ts': `${HEAD}import { TABLE_NAME, names } from './constants'; import * as constants from './constants'; ${using('TABLE_NAME', 'names.bucket', 'constants.QUEUE_URL')}`,
    'constants.ts': `const env = process.env; export const TABLE_NAME = env.TABLE as string; export const names = Object.freeze({ bucket: env.BUCKET } as const); export const QUEUE_URL: string = env.QUEUE!;`,
  },

  getEnv: `${HEAD}
const getEnv = (name: string): string => { const value = process.env[name]; if (!value) throw new Error(\`\${name} is not set\`); return value; };
${using("getEnv('TABLE')", "getEnv('BUCKET')", "getEnv('QUEUE')")}`,

  'requireEnv at load': {
    'app.ts': `${HEAD}import { requireEnv } from './env'; const TABLE = requireEnv('TABLE'), BUCKET = requireEnv('BUCKET'), QUEUE = requireEnv('QUEUE'); ${using('TABLE', 'BUCKET', 'QUEUE')}`,
    'env.ts': `export function requireEnv(name: string): string { if (name in process.env === false) { throw new Error(name); } const value = process.env[name]; if (value === undefined || value === '') { throw new Error('missing ' + name); } return value; }`,
  },

  must: `${HEAD}const must = <T>(value: T | undefined, why = 'missing'): T => { if (value == null) throw new Error(why); return value; };
${using('must(process.env.TABLE)', 'must(process.env.BUCKET)', "must(process.env.QUEUE, 'no queue')")}`,

  'a validated list': `${HEAD}
const names = ['TABLE', 'BUCKET', 'QUEUE'] as const;
const env = Object.fromEntries(names.map((n) => [n, process.env[n]])) as Record<(typeof names)[number], string>;
${using('env.TABLE', 'env.BUCKET', 'env.QUEUE')}`,

  'a list that is filled': `${HEAD}
function loadEnv(names: string[]) { const out: Record<string, string> = {}; for (const name of names) { const v = process.env[name]; if (!v) throw new Error(name); out[name] = v; } return out; }
const env = loadEnv(['TABLE', 'BUCKET', 'QUEUE']); ${using('env.TABLE', 'env.BUCKET', 'env.QUEUE')}`,

  'a class of settings': `${HEAD}
class Config { readonly table = Config.read('TABLE'); static readonly bucket = process.env.BUCKET; get queue() { return Config.read('QUEUE'); } private static read(name: string): string { return process.env[name] ?? Config.fail(name); } private static fail(name: string): never { throw new Error(name); } }
const config = new Config(); ${using('config.table', 'Config.bucket', 'config.queue')}`,

  'an enum of names': `${HEAD}
enum Env { Table = 'TABLE', Bucket = 'BUCKET', Queue = 'QUEUE' }
${using('process.env[Env.Table]', 'process.env[Env.Bucket]', 'process.env[Env.Queue]')}`,

  'a const object of names': `${HEAD}
export const Resources = { Table: 'TABLE', Bucket: 'BUCKET', Queue: 'QUEUE' } as const; type Resource = (typeof Resources)[keyof typeof Resources];
const nameOf = (r: Resource) => process.env[r]; ${using('nameOf(Resources.Table)', 'nameOf(Resources.Bucket)', 'nameOf(Resources.Queue)')}`,

  'read in the handler': `${HEAD}let table: string; let settings: { bucket: string; queue: string };
const init = () => { table = process.env.TABLE!; settings = { bucket: process.env.BUCKET!, queue: process.env.QUEUE! }; };
export const handler = async (event: any) => { init(); await db.send(new GetItemCommand({ TableName: table, Key: {} })); await s3.send(new PutObjectCommand({ Bucket: settings.bucket, Key: 'k' })); await sqs.send(new SendMessageCommand({ QueueUrl: settings.queue, MessageBody: '' })); };`,

  'String and templates': `${HEAD}${using('String(process.env.TABLE)', '`${process.env.BUCKET}`', "(process.env.QUEUE || '').trim()").replaceAll("|| ''", '!')}`,

  'imported process': `import process from 'node:process'; import { env } from 'process';
${HEAD}${using('process.env.TABLE', 'env.BUCKET', 'env.QUEUE')}`,
  'global process': `${HEAD}${using('globalThis.process.env.TABLE', 'global.process.env.BUCKET', 'process["env"]["QUEUE"]')}`,
});
