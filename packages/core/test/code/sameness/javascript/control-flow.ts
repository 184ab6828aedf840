import { defineSpellings } from '../spelling.ts';
import { CLIENTS, READ, SEND, V3, WRITE } from './source.ts';

const HEAD = `${V3}${CLIENTS}`;

export const CONTROL_FLOW = defineSpellings('control flow', {
  'promise chains': `${HEAD}
export const handler = (event: any) => ${READ}.then(() => ${WRITE}).then(function (result) { return ${SEND}; }, (error) => { throw error; }).catch((e) => console.error(e)).finally(() => {});`,

  'Promise.all': `${HEAD}
export const handler = async (event: any) => { const [item] = await Promise.all([${READ}, ${WRITE}, ${SEND}]); return item; };`,

  'Promise.all of a map': `${HEAD}
const run = { read: (event: any) => ${READ}, write: (event: any) => ${WRITE}, send: (event: any) => ${SEND} };
export const handler = async (event: any) => { await Promise.allSettled((['read', 'write', 'send'] as const).map((name) => run[name](event))); };`,

  'a switch': `${HEAD}
export const handler = async (event: any) => {
  switch (event.type) {
    case 'read': { await ${READ}; break; }
    case 'write': return ${WRITE};
    case 'a':
    case 'b':
      await ${SEND};
      break;
    default: throw new Error('no such type');
  }
};`,

  'a switch on true': `${HEAD}
export const handler = async (event: any) => { switch (true) { case event.a > 1: return ${READ}; case event.a > 2: return ${WRITE}; default: return ${SEND}; } };`,

  'early returns': `${HEAD}
export const handler = async (event: any) => {
  if (event.kind === 'read') return ${READ};
  if (!event.body) { return { statusCode: 400 }; }
  if (event.kind !== 'write') return ${SEND};
  const result = await ${WRITE};
  return result;
};`,

  'ternaries and logical operators': `${HEAD}
export const handler = async (event: any) => { const item = event.id ? await ${READ} : undefined; item && (await ${WRITE}); event.quiet || (await ${SEND}); };`,

  'try, catch and finally': `${HEAD}
export const handler = async (event: any) => { try { await ${READ}; } catch (error) { await ${WRITE}; throw error; } finally { await ${SEND}; } };`,

  'nested try': `${HEAD}
export const handler = async (event: any) => { try { try { throw new Error('x'); } catch { await ${READ}; } await ${WRITE}; } catch (e: any) { if (e.name === 'Conflict') { await ${SEND}; } else throw e; } };`,

  'a loop over records': `${HEAD}
export const handler = async (event: any) => { for (const record of event.Records) { const { id, body } = JSON.parse(record.body); const event = { id, body }; await ${READ}; if (!id) continue; await ${WRITE}; } for await (const x of event.Records ?? []) { await ${SEND}; } };`,

  'do and while': `${HEAD}
export const handler = async (event: any) => { let token: string | undefined; do { const r: any = await ${READ}; token = r.NextToken; } while (token); let tries = 0; while (tries < 3) { try { await ${WRITE}; break; } catch { tries++; } } for (let i = 0; i < 2; i++) { await ${SEND}; } };`,

  'an endless loop': `${HEAD}
export const handler = async (event: any) => { let token; while (true) { const r: any = await ${READ}; if (!r.token) break; token = r.token; } for (;;) { await ${WRITE}; if (token) break; } return ${SEND}; };`,

  labels: `${HEAD}
export const handler = async (event: any) => { outer: for (const a of event.a) { for (const b of event.b) { if (b) continue outer; await ${READ}; if (a) break outer; } await ${WRITE}; } await ${SEND}; };`,

  'forEach and reduce': `${HEAD}
export const handler = async (event: any) => { event.Records.forEach(async (r: any) => { await ${READ}; }); await event.Records.reduce(async (before: any, r: any) => { await before; await ${WRITE}; }, Promise.resolve()); await Promise.all(event.Records.filter((r: any) => r.ok).map(async (r: any) => ${SEND})); };`,

  callbacks: `${HEAD}
export const handler = (event: any, context: any, callback: any) => { db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }), (error: any, data: any) => { if (error) return callback(error); s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' }), function (e: any) { if (e) { callback(e); } else { sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: '' }), callback); } }); }); };`,

  'new Promise': `${HEAD}
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event: any) => { const item = await new Promise<any>((resolve, reject) => { db.send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }), (e: any, d: any) => (e ? reject(e) : resolve(d))); }); await sleep(10).then(() => ${WRITE}); setImmediate(() => {}); return new Promise((done) => setTimeout(async () => { done(await ${SEND}); }, 1)); };`,

  'async generators': `${HEAD}
async function* pages(event: any) { let token; do { const r: any = await ${READ}; yield r.Items; token = r.token; } while (token); }
export const handler = async (event: any) => { for await (const items of pages(event)) { await ${WRITE}; } const it = pages(event); await it.next(); await ${SEND}; };`,

  'retry around a function': `${HEAD}
async function withRetry<T>(fn: () => Promise<T>, attempts = 3): Promise<T> { for (let i = 0; i < attempts; i++) { try { return await fn(); } catch (e) { if (i === attempts - 1) throw e; } } throw new Error('never'); }
export const handler = async (event: any) => { await withRetry(() => ${READ}); await withRetry(async () => { await ${WRITE}; }, 5); await withRetry(() => ${SEND}); };`,

  'flags that nobody sets': `${HEAD}
const DEBUG = false; let warm = false;
export const handler = async (event: any) => { if (!warm) { warm = true; await ${READ}; } else { await ${WRITE}; } if (DEBUG) { await s3.send(new PutObjectCommand({ Bucket: 'never', Key: 'k' })); } await ${SEND}; };`,

  'a cache of the last answer': `${HEAD}
let cached: any = null; const seen = new Map<string, any>();
export const handler = async (event: any) => { if (cached === null) { cached = (await ${READ}).Item; } if (!seen.has(event.id)) seen.set(event.id, await ${WRITE}); if (seen.size > 100) return; await ${SEND}; };`,

  'comma and void': `${HEAD}
export const handler = async (event: any) => (void (await ${READ}), await ${WRITE}, ${SEND});`,

  'optional chains': `${HEAD}
const app: { db?: DynamoDBClient; s3?: S3Client | null; send?: (e: any) => any } = { db, s3, send: (event: any) => ${SEND} };
export const handler = async (event: any) => { await app.db?.send(new GetItemCommand({ TableName: process.env?.TABLE, Key: {} })); await app?.s3?.['send']?.(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'k' })); await app.send?.(event); };`,
});
