import { describe, expect, it } from 'vitest';
import { toHttpEvent, toS3Event, toSqsRecord, toUrlEvent } from '../samples.ts';
import { bundleFunction, hasClient, startFunction, type ClientFunction, type ModuleFormat } from './client-function.ts';
import type { Answer } from './runtime-api.ts';

const GOOD = '{"user_id":"u","product_id":"p","quantity":2}';
const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const BAD = `{"user_id":"${SECRET}","product_id":"p","quantity":0}`;
const REFUSED = '{"error":"ERR_EVENT_BODY","field":"body.quantity"}';

const toJson = ({ body }: Answer): unknown => JSON.parse(body.toString()) as unknown;

interface AuditLine {
  readonly audit: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly event_source?: string;
}

const toAuditLines = (output: string): readonly AuditLine[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as AuditLine)
    .filter(({ audit }) => audit !== undefined);

describe.skipIf(!hasClient)("under AWS's runtime client", () => {
  /** Runs one of the handlers for the time of `test`, and gives all that it has printed. */
  async function withHandler(
    handler: string,
    format: ModuleFormat,
    test: (running: ClientFunction) => Promise<void>,
  ): Promise<string> {
    const running = await startFunction(await bundleFunction('shapes', format), { handler: `index.${handler}` });
    try {
      await test(running);
    } finally {
      await running.stop();
    }
    return running.output();
  }

  describe.each<ModuleFormat>(['esm', 'cjs'])('in a bundle of %s', (format) => {
    it.each(['async', 'callback'])('a handler of the kind %s gets what is good, and no more', async (handler) => {
      const output = await withHandler(handler, format, async ({ invoke }) => {
        expect(toJson(await invoke(toHttpEvent(GOOD)))).toEqual({ statusCode: 200, body: '2' });
        expect(toJson(await invoke(toHttpEvent(BAD)))).toMatchObject({ statusCode: 400, body: REFUSED });
        const text = toHttpEvent(GOOD, { headers: { 'content-type': 'text/plain' } });
        expect(toJson(await invoke(text))).toMatchObject({ statusCode: 415 });
        expect(toJson(await invoke('{"__proto__":{"a":1}}'))).toMatchObject({ statusCode: 400 });
        expect(toJson(await invoke('null'))).toMatchObject({ statusCode: 400 });
        expect(toJson(await invoke(toHttpEvent(GOOD)))).toEqual({ statusCode: 200, body: '2' });
      });
      expect(output).not.toContain(SECRET);
      const records = toAuditLines(output).filter(({ audit }) => audit === 'record');
      expect(records.map(({ outcome, event_source }) => [outcome, event_source])).toEqual(
        ['accepted', 'rejected', 'rejected', 'rejected', 'rejected', 'accepted'].map((outcome) => [
          outcome,
          'api-gateway-v2',
        ]),
      );
      expect(records[1]).toMatchObject({ code: 'ERR_EVENT_BODY' });
    });

    it('a stream is answered as a stream', async () => {
      const output = await withHandler('streaming', format, async ({ invoke }) => {
        const good = await invoke(toUrlEvent(GOOD));
        expect(good).toMatchObject({
          kind: 'response',
          headers: { 'lambda-runtime-function-response-mode': 'streaming' },
        });
        expect(good.headers['content-type']).toBe('application/vnd.awslambda.http-integration-response');
        expect(readStream(good)).toEqual([{ statusCode: 200, headers: { 'x-guarded': 'yes' } }, 'a stream of 2']);

        const [head, body] = readStream(await invoke(toUrlEvent(BAD)));
        expect(head).toMatchObject({ statusCode: 400, headers: { 'content-type': 'application/json' } });
        expect(body).toBe(REFUSED);
        expect(readStream(await invoke(toUrlEvent(GOOD)))[1]).toBe('a stream of 2');
      });
      expect(output).not.toContain(SECRET);
      expect(output).not.toMatch(/not finished|ignore return values/);
    });
  });

  // With frozen built-ins the client itself does not start: it writes to `console`.
  it('runs where no code is made of text', async () => {
    const nodeOptions = ['--disallow-code-generation-from-strings'];
    const running = await startFunction(await bundleFunction('shapes', 'esm'), { handler: 'index.async', nodeOptions });
    try {
      expect(toJson(await running.invoke(toHttpEvent(GOOD)))).toEqual({ statusCode: 200, body: '2' });
      expect(toJson(await running.invoke(toHttpEvent(BAD)))).toMatchObject({ statusCode: 400, body: REFUSED });
    } finally {
      await running.stop();
    }
    expect(toAuditLines(running.output()).map(({ audit }) => audit)).toEqual([
      'start',
      'record',
      'record',
      'checkpoint',
    ]);
  });

  it('what has nobody to answer fails, with a code and no value', async () => {
    const output = await withHandler('objects', 'esm', async ({ invoke }) => {
      expect(toJson(await invoke(toS3Event('in/orders.csv')))).toBe(1);
      for (const key of [`..%2F${SECRET}.csv`, `%2Fetc%2F${SECRET}`, `${SECRET}.exe`]) {
        const { kind, body } = await invoke(toS3Event(key));
        expect([kind, JSON.parse(body.toString())]).toMatchObject(['error', { errorType: 'EventError' }]);
        expect(body.toString()).toContain('Records[0].s3.object.key: ');
        expect(body.toString()).not.toContain(SECRET);
      }
    });
    expect(output).not.toContain(SECRET);
    expect(toAuditLines(output).flatMap(({ code }) => code ?? [])).toEqual([
      'ERR_EVENT_TRAVERSAL',
      'ERR_EVENT_TRAVERSAL',
      'ERR_EVENT_NOT_ALLOWED',
    ]);
  });

  it('an error of the handler stays what it is', async () => {
    await withHandler('failing', 'cjs', async ({ invoke }) => {
      const { kind, body } = await invoke(toHttpEvent(GOOD));
      expect([kind, JSON.parse(body.toString())]).toMatchObject(['error', { errorMessage: 'out of stock' }]);
    });
  });

  it('of a batch, what is refused fails alone', async () => {
    await withHandler('messages', 'esm', async ({ invoke }) => {
      const Records = [toSqsRecord('1', 'x'), toSqsRecord('2', '{"__proto__":1}'), toSqsRecord('3', 'y')];
      expect(toJson(await invoke({ Records }))).toEqual({
        seen: ['1', '3'],
        batchItemFailures: [{ itemIdentifier: '2' }],
      });
    });
  });

  it('the chain of the audit log is signed when the sandbox ends', async () => {
    const output = await withHandler('messages', 'cjs', async ({ invoke }) => {
      await invoke({ Records: [toSqsRecord('1', 'x')] });
    });
    expect(toAuditLines(output).map(({ audit }) => audit)).toEqual(['start', 'record', 'checkpoint']);
  });
});

/** The head that stands before eight zero bytes, and the body behind them. */
function readStream({ body }: Answer): readonly [unknown, string] {
  const at = body.indexOf('\0'.repeat(8));
  return [JSON.parse(body.subarray(0, at).toString()) as unknown, body.subarray(at + 8).toString()];
}
