import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the runtime client has posted about an invocation. */
export interface Answer {
  readonly kind: 'response' | 'error';
  /** As posted. */
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
  /** Behind the body of a stream: where there was an error, its type and body. */
  readonly trailers: IncomingMessage['trailers'];
}

/** Lambda's Runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), one invocation after the other, on loopback. */
export interface RuntimeApi {
  readonly port: number;
  /** Hands over an event, as JSON text, and waits for what is posted. */
  readonly invoke: (event: string) => Promise<Answer>;
  /** The invocation at hand fails with this, and so does each that follows. */
  readonly fail: (error: Error) => void;
  readonly close: () => void;
}

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const NEXT = '/2018-06-01/runtime/invocation/next';
const POSTED = /^\/2018-06-01\/runtime\/(?:invocation\/([^/]+)\/(response|error)|init\/error)$/;

export async function createRuntimeApi(): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  let current: Invocation | undefined;
  let client: ServerResponse | undefined;
  let failure: Error | undefined;

  const serve = (): void => {
    const [next] = waiting;
    if (client === undefined || next === undefined) return;
    waiting.shift();
    current = next;
    send(client, next);
    client = undefined;
  };
  const fail = (error: Error): void => {
    failure = error;
    for (const { reject } of [...(current === undefined ? [] : [current]), ...waiting.splice(0)]) reject(error);
    current = undefined;
  };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, id, kind] = POSTED.exec(request.url ?? '') ?? [];
    const body = await readBody(request);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    if (id === undefined) return fail(new Error(`the function did not start: ${body.toString()}`));
    if (id !== current?.id) return fail(new Error('an answer to no invocation'));
    const { resolve } = current;
    current = undefined;
    const { headers, trailers } = request;
    resolve({ kind: kind === 'error' ? 'error' : 'response', body, headers, trailers });
  };
  const server = createServer((request, response) => {
    if (request.url === NEXT) {
      client = response;
      serve();
      return;
    }
    take(request, response).catch((error: unknown) => fail(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    invoke: async (event) =>
      await new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        waiting.push({ id: randomUUID(), event, resolve, reject });
        serve();
      }),
    fail,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send(response: ServerResponse, { id, event }: Invocation): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': `${Date.now() + 30_000}`,
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
    'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1',
  });
  response.end(event);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
