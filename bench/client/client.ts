import { bundleFunction, hasClient, startFunction } from '../../packages/runtime/test/client/client-function.ts';
import type { Answer } from '../../packages/runtime/test/client/runtime-api.ts';
import { toHttpEvent, toS3Event, toSqsRecord } from '../../packages/runtime/test/samples.ts';
import { toTable, type Benchmark, type Measured } from '../benchmark.ts';

const WARM_UP = 300;
const INVOCATIONS = 1000;
const RUNS = 5;
const BAR = 0.1;

const BODY = '{"user_id":"u-1","product_id":"p-1","quantity":2}';
const CASES = [
  { name: 'a request of an HTTP API with three required fields', handler: 'request', event: toHttpEvent(BODY) },
  { name: 'the same with the audit log', handler: 'audited', event: toHttpEvent(BODY) },
  { name: 'an object in S3', handler: 'objects', event: toS3Event('in/orders.csv') },
  {
    name: 'ten messages of SQS with three required fields',
    handler: 'messages',
    event: { Records: Array.from({ length: 10 }, (_, at) => toSqsRecord(`${at}`, BODY)) },
  },
] as const;

const readUsage = ({ body }: Answer): number => {
  const { user, system } = JSON.parse(body.toString()) as NodeJS.CpuUsage;
  return (user + system) / 1000;
};

/** Milliseconds of CPU that the process uses for one invocation: the client, the guard and the handler. */
async function measureOnce(handler: string, event: object): Promise<number> {
  const running = await startFunction(await bundleFunction('costs', 'cjs'), { handler: `index.${handler}` });
  const text = JSON.stringify(event);
  const invokeAll = async (count: number): Promise<number> => {
    for (let at = 1; at < count; at += 1) await running.invoke(text);
    return readUsage(await running.invoke(text));
  };
  try {
    const before = await invokeAll(WARM_UP);
    return ((await invokeAll(INVOCATIONS)) - before) / INVOCATIONS;
  } finally {
    await running.stop();
  }
}

async function measure(): Promise<Measured> {
  if (!hasClient) return { kind: 'skipped', why: "AWS's runtime client is not built, run `npm run client`" };
  const rows: (readonly string[])[] = [];
  for (const { name, handler, event } of CASES) {
    const [bare, guarded]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      bare.push(await measureOnce('bare', event));
      guarded.push(await measureOnce(handler, event));
    }
    // What else the machine does only ever adds to it.
    const [without, with_] = [Math.min(...bare), Math.min(...guarded)];
    rows.push([name, ...[without, with_, with_ - without, BAR].map((time) => `${time.toFixed(3)} ms`)]);
  }
  return { kind: 'result', markdown: toTable(['event', 'bare', 'guarded', 'the guard', 'bar'], rows) };
}

export const client: Benchmark = {
  name: 'client',
  title: "The guard under AWS's runtime client",
  about: `CPU time of an invocation in the function's process: \`aws-lambda-ric\` 3.3.0, which takes it from a Runtime API on loopback, the guard and a handler that does nothing; ${INVOCATIONS} invocations after ${WARM_UP}, the least of ${RUNS} processes.`,
  measure,
};
