import { defineSpellings } from '../spelling.ts';
import { CLIENTS, READ, SEND, V3, WRITE } from './source.ts';

const HEAD = `${V3}${CLIENTS}
const read = async (event: any) => { await ${READ}; };
async function write(event: any) { return ${WRITE}; }
const send = function (event: any) { return ${SEND}; };
`;

export const DISPATCH = defineSpellings('dispatch', {
  'a map of handlers': `${HEAD}const handlers: Record<string, (e: any) => Promise<any>> = { read, write, send };
export const handler = async (event: any) => { const fn = handlers[event.type]; if (!fn) throw new Error('unknown'); return fn(event); };`,

  'a map keyed by route': `${HEAD}const routes = { 'GET /orders': read, ['POST /orders']: write, [\`PUT \${'/orders'}\`]: (e: any) => send(e) };
export const handler = async (event: any) => { const key = \`\${event.httpMethod} \${event.resource}\`; if (!(key in routes)) return { statusCode: 404 }; return (routes as any)[key](event); };`,

  'a Map of handlers': `${HEAD}const handlers = new Map<string, (e: any) => any>([['read', read], ['write', write]]); handlers.set('send', send);
export const handler = async (event: any) => handlers.get(event.type)?.(event);`,

  'a list of routes': `${HEAD}const routes = [{ method: 'GET', path: /a/, run: read }, { method: 'PUT', path: /b/, run: write }, { method: 'POST', path: /c/, run: send }];
export const handler = async (event: any) => { const route = routes.find((r) => r.method === event.httpMethod && r.path.test(event.path)); if (!route) return { statusCode: 404 }; return route.run(event); };`,

  'a router object': `${HEAD}
class Router { private routes = new Map<string, (e: any) => any>(); get(path: string, fn: (e: any) => any) { this.routes.set('GET ' + path, fn); return this; } on(method: string, path: string, fn: (e: any) => any) { this.routes.set(method + ' ' + path, fn); return this; }
  async handle(event: any) { const fn = this.routes.get(event.routeKey); return fn ? fn(event) : { statusCode: 404 }; } }
const router = new Router().get('/a', read).on('PUT', '/b', write); router.on('POST', '/c', send);
export const handler = (event: any) => router.handle(event);`,

  'a router of arrays': `${HEAD}
const routes: { m: string; fn: (e: any) => any }[] = []; const on = (m: string, fn: (e: any) => any) => { routes.push({ m, fn }); }; on('a', read); on('b', write); on('c', send);
export const handler = async (event: any) => { for (const { m, fn } of routes) if (m === event.m) return fn(event); };`,

  strategies: `${HEAD}
interface Strategy { run(event: any): Promise<any>; }
class Read implements Strategy { async run(event: any) { return read(event); } }
class Write implements Strategy { async run(event: any) { return write(event); } }
class Send implements Strategy { async run(event: any) { return send(event); } }
class Factory { static create(kind: string): Strategy { switch (kind) { case 'read': return new Read(); case 'write': return new Write(); default: return new Send(); } } }
export const handler = async (event: any) => Factory.create(event.kind).run(event);`,

  'classes in a map': `${HEAD}
const kinds = { read: class { run(e: any) { return read(e); } }, write: class { run(e: any) { return write(e); } }, send: class { run(e: any) { return send(e); } } };
export const handler = async (event: any) => { const Kind = kinds[event.kind as keyof typeof kinds]; return new Kind().run(event); };`,

  'methods by name': `${HEAD}
class Api { async read(e: any) { await read(e); } async write(e: any) { await write(e); } async send(e: any) { await send(e); } }
const api: any = new Api();
export const handler = async (event: any) => api[event.action](event);`,

  'an event emitter of its own': `${HEAD}
const listeners: Record<string, ((e: any) => any)[]> = {}; const on = (name: string, fn: (e: any) => any) => { (listeners[name] = listeners[name] || []).push(fn); }; const emit = async (name: string, e: any) => { for (const fn of listeners[name] ?? []) await fn(e); };
on('a', read); on('a', write); on('b', send);
export const handler = async (event: any) => { await emit('a', event); await emit('b', event); };`,

  'a command bus': {
    'app.ts': `import { bus } from './bus'; import './read'; import './write'; import './send';
export const handler = async (event: any) => bus.dispatch(event.type, event);`,
    'bus.ts': `const table: { [type: string]: (e: any) => Promise<unknown> } = {};
export const bus = { register(type: string, fn: (e: any) => Promise<unknown>) { table[type] = fn; }, async dispatch(type: string, e: any) { const fn = table[type]; if (fn === undefined) throw new Error(type); return fn(e); } };`,
    'read.ts': `import { bus } from './bus'; ${V3}const db = new DynamoDBClient({}); bus.register('read', async (event) => ${READ});`,
    'write.ts': `import { bus } from './bus'; ${V3}const s3 = new S3Client({}); bus.register('write', async (event) => { await ${WRITE}; });`,
    'send.ts': `import { bus } from './bus'; ${V3}const sqs = new SQSClient({}); const run = (event: any) => ${SEND}; bus.register('send', run);`,
  },

  'if chains on the record': `${HEAD}
export const handler = async (event: any) => { for (const record of event.Records) { if (record.eventName === 'INSERT') await read(record); else if (record.eventName === 'MODIFY') { await write(record); } else { await send(record); } } };`,
});

export const WRAPPING = defineSpellings('wrapping', {
  Middy: `import middy from '@middy/core'; import jsonBodyParser from '@middy/http-json-body-parser'; import httpErrorHandler from '@middy/http-error-handler';
${HEAD}const lambda = async (event: any) => { await read(event); await write(event); await send(event); };
export const handler = middy(lambda).use(jsonBodyParser()).use(httpErrorHandler());`,
  'Middy with a handler method': `import middy from '@middy/core';
${HEAD}export const handler = middy().use({ before: async (request: any) => { await read(request.event); } }).handler(async (event: any) => { await write(event); await send(event); });`,
  'Powertools with Middy': `import { Logger, injectLambdaContext } from '@aws-lambda-powertools/logger'; import { Tracer, captureLambdaHandler } from '@aws-lambda-powertools/tracer'; import { Metrics, logMetrics } from '@aws-lambda-powertools/metrics'; import middy from '@middy/core';
${HEAD}const logger = new Logger(); const tracer = new Tracer(); const metrics = new Metrics();
export const handler = middy(async (event: any) => { logger.info('x'); await read(event); await write(event); await send(event); }).use(injectLambdaContext(logger)).use(captureLambdaHandler(tracer)).use(logMetrics(metrics));`,
  'Powertools with decorators': `import { Logger } from '@aws-lambda-powertools/logger'; import { Tracer } from '@aws-lambda-powertools/tracer';
${HEAD}const logger = new Logger(); const tracer = new Tracer();
class Lambda { @tracer.captureLambdaHandler() @logger.injectLambdaContext() public async handler(event: any, _context: any) { await read(event); await this.rest(event); } @tracer.captureMethod() private async rest(event: any) { await write(event); await send(event); } }
const instance = new Lambda(); export const handler = instance.handler.bind(instance);`,
  'traced clients': `import { Tracer } from '@aws-lambda-powertools/tracer'; ${V3}
const tracer = new Tracer(); const db = tracer.captureAWSv3Client(new DynamoDBClient({})); const s3 = tracer.captureAWSv3Client(new S3Client({})); const sqs = tracer.captureAWSv3Client(new SQSClient({}));
export const handler = async (event: any) => { await ${READ}; await ${WRITE}; await ${SEND}; };`,
  'X-Ray': `import AWSXRay from 'aws-xray-sdk-core'; import { captureAWSv3Client } from 'aws-xray-sdk'; ${V3}
const db = AWSXRay.captureAWSv3Client(new DynamoDBClient({})); const s3 = captureAWSv3Client(new S3Client({})); const sqs = AWSXRay.captureAWSv3Client(new SQSClient({}) as any);
export const handler = async (event: any) => { await ${READ}; await ${WRITE}; await ${SEND}; };`,
  'a wrapper of its own': `${HEAD}
type Handler = (event: any, context: any) => Promise<any>;
const withErrors = (fn: Handler): Handler => async (event, context) => { try { return await fn(event, context); } catch (e) { return { statusCode: 500 }; } };
const withLog = (name: string) => (fn: Handler): Handler => async (...args) => { console.log(name); const result = await fn(...args); return result; };
const compose = (...wrappers: ((fn: Handler) => Handler)[]) => (fn: Handler) => wrappers.reduceRight((f, w) => w(f), fn);
export const handler = compose(withErrors, withLog('x'))(async (event) => { await read(event); await write(event); await send(event); });`,
  'middleware of its own': `${HEAD}
type Next = () => Promise<void>; type Layer = (ctx: any, next: Next) => Promise<void>;
const run = (layers: Layer[]) => async (event: any) => { const ctx: any = { event }; const step = async (i: number): Promise<void> => { const layer = layers[i]; if (layer) await layer(ctx, () => step(i + 1)); }; await step(0); return ctx.result; };
export const handler = run([async (ctx, next) => { await read(ctx.event); await next(); }, async (ctx, next) => { await next(); await write(ctx.event); }, async (ctx) => { ctx.result = await send(ctx.event); }]);`,
  'a proxy of a service': `${HEAD}
const service = { read, write, send }; const logged = new Proxy(service, { get: (target: any, name: string) => async (...args: any[]) => { console.log(name); return target[name](...args); } });
export const handler = async (event: any) => { await logged.read(event); await logged.write(event); await logged.send(event); };`,
  'an unknown wrapper': `import { wrap } from 'some-wrapper'; ${HEAD}export const handler = wrap(async (event: any) => { await read(event); await write(event); await send(event); });`,
  'util.promisify': `import { promisify } from 'node:util'; ${HEAD}
const readLater = (event: any, done: (e: any, r?: any) => void) => { read(event).then((r) => done(null, r), done); }; const later = promisify(readLater);
export const handler = async (event: any) => { await later(event); await write(event); await send(event); };`,
});
