import { describe, expect, it } from 'vitest';
import { toUrlEvent } from '../samples.ts';
import { bundleFunction, hasClient, startFunction } from './client-function.ts';
import type { Answer } from './runtime-api.ts';

const GOOD = '{"quantity":2}';
const REFUSED = '{"error":"ERR_EVENT_BODY","field":"body.quantity"}';

interface Response {
  readonly statusCode: number;
  readonly body: string;
}

/** Of a response, and of a stream: its head, eight zero bytes and its body. */
function readResponse({ body }: Answer): Response {
  const at = body.indexOf('\0'.repeat(8));
  if (at === -1) return JSON.parse(body.toString()) as Response;
  return { ...(JSON.parse(body.subarray(0, at).toString()) as Response), body: body.subarray(at + 8).toString() };
}

describe.skipIf(!hasClient)("Middy under AWS's runtime client", () => {
  it.each(['inside', 'outside', 'streamingInside', 'streamingOutside'])('the guard %s', async (handler) => {
    const running = await startFunction(await bundleFunction('middy', 'esm'), { handler: `index.${handler}` });
    try {
      expect(readResponse(await running.invoke(toUrlEvent(GOOD)))).toMatchObject({ statusCode: 200, body: '2' });
      expect(readResponse(await running.invoke(toUrlEvent('{}')))).toMatchObject({ statusCode: 400, body: REFUSED });
      const { headers } = await running.invoke(toUrlEvent(GOOD));
      expect(headers['lambda-runtime-function-response-mode']).toBe(
        handler.startsWith('streaming') ? 'streaming' : undefined,
      );
    } finally {
      await running.stop();
    }
  });
});
