import { fields, guard, type LambdaCallback, type LambdaContext } from '@sallyport/runtime';
import { apiGatewayV2 } from '@sallyport/runtime/events/api-gateway-v2';
import { functionUrl } from '@sallyport/runtime/events/function-url';
import { s3 } from '@sallyport/runtime/events/s3';
import { sqs } from '@sallyport/runtime/events/sqs';
import { createAuditLog } from '@sallyport/runtime/audit-log';

interface ResponseStream {
  readonly write: (chunk: string | Uint8Array) => unknown;
  readonly end: (chunk?: string | Uint8Array) => unknown;
}

type StreamingHandler<E> = (event: E, stream: ResponseStream, context: LambdaContext) => unknown;

declare const awslambda: {
  readonly streamifyResponse: <H>(handler: H, options?: object) => H;
  readonly HttpResponseStream: { readonly from: (stream: ResponseStream, metadata: object) => ResponseStream };
};

const order = fields({ user_id: 'string', product_id: 'string', quantity: 'integer >= 1' });
interface WithOrder {
  readonly body: { readonly quantity: number };
}

const audit = createAuditLog({ key: 'ab'.repeat(32) });

export const async = guard(
  async (event) => await Promise.resolve({ statusCode: 200, body: `${event.body.quantity}` }),
  { source: apiGatewayV2, body: order, audit },
);

export const callback = guard(
  (event: WithOrder, _context: LambdaContext, done: LambdaCallback) => {
    setTimeout(() => done(null, { statusCode: 200, body: `${event.body.quantity}` }), 1);
  },
  { source: apiGatewayV2, body: order, audit },
);

export const failing = guard(
  (_event: unknown, _context: LambdaContext, done: LambdaCallback) => done(new TypeError('out of stock')),
  {
    source: apiGatewayV2,
    audit,
  },
);

const streamed: StreamingHandler<WithOrder> = async (event, stream) => {
  const answer = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { 'x-guarded': 'yes' } });
  answer.write('a stream of ');
  await Promise.resolve();
  answer.write(`${event.body.quantity}`);
  answer.end();
};

export const streaming = guard(awslambda.streamifyResponse(streamed, { highWaterMark: 1024 }), {
  source: functionUrl,
  body: order,
  audit,
});

export const objects = guard((event) => event.Records.length, {
  source: s3,
  policy: { allowedExtensions: ['.csv'] },
  audit,
});

const seen: string[] = [];
export const messages = guard(
  (event) => {
    seen.push(...event.Records.map(({ messageId }) => messageId));
    return { seen };
  },
  { source: sqs, audit },
);
