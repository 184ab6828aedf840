import middy from '@middy/core';
import { fields, guard } from '@sallyport/runtime';
import { functionUrl } from '@sallyport/runtime/events/function-url';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

interface Order {
  readonly body: { readonly quantity: number };
}

const options = { source: functionUrl, body: fields({ quantity: 'integer >= 1' }) };
const answer = async (event: Order): Promise<object> =>
  await Promise.resolve({ statusCode: 200, headers: { 'x-middy': 'yes' }, body: `${event.body.quantity}` });

export const inside = middy(guard(answer, options) as Handler);
export const outside = guard(middy(answer as Handler) as unknown as Handler, options);
export const streamingInside = middy(guard(answer, options) as Handler, { streamifyResponse: true });
export const streamingOutside = guard(
  middy(answer as Handler, { streamifyResponse: true }) as unknown as Handler,
  options,
);
