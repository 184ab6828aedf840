import { createContext, Script } from 'node:vm';

/** A command that was really sent, and the bucket that it named. */
export interface SentCommand {
  readonly operation: string;
  readonly bucket: unknown;
}

const EVENTS = [
  { k: 'a', n: 0, flag: true, o: { k: 'b' }, list: ['a', 'c'] },
  { k: 'b', n: 2, flag: false, o: { k: 'c' }, list: [] },
  { k: 'c', n: 1, flag: true, o: { k: 'a' }, list: ['b'] },
];

/** Runs a module and calls its handler with each event, one invocation after the other, on a stub of the SDK. */
export async function runProgram(source: string): Promise<readonly SentCommand[]> {
  const sent: SentCommand[] = [];
  let left = 2_000;
  const command = (operation: string): unknown =>
    class {
      readonly operation = operation;
      readonly input: { Bucket?: unknown };
      constructor(input: { Bucket?: unknown }) {
        this.input = input;
      }
    };
  const sdk = {
    S3Client: class {
      send(c: { operation: string; input: { Bucket?: unknown } }): unknown {
        left -= 1;
        if (left < 0) throw new Error('too many calls');
        sent.push({ operation: c.operation, bucket: c.input.Bucket });
        return { Body: 'text' };
      }
    },
    ...Object.fromEntries(
      ['PutObject', 'GetObject', 'DeleteObject', 'HeadObject'].map((o) => [`${o}Command`, command(o)]),
    ),
  };
  const exported: { handler?: (event: unknown) => Promise<unknown> } = {};
  const context = createContext({
    require: () => sdk,
    exports: exported,
    process: { env: { T: 'table' } },
    event_: () => sent.length % 3 !== 1,
  });
  const attempt = async (run: () => unknown): Promise<void> => {
    try {
      await run();
    } catch {
      // What a program did before it failed counts.
    }
  };
  await attempt(() => new Script(source).runInContext(context, { timeout: 200 }));
  for (const event of EVENTS) {
    context['event'] = structuredClone(event);
    await attempt(() => new Script('exports.handler(event)').runInContext(context, { timeout: 200 }));
  }
  return sent;
}
