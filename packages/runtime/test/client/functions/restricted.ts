import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guard } from '@sallyport/runtime';
import { functionUrl } from '@sallyport/runtime/events/function-url';
import { restrict, type Level } from '@sallyport/runtime/restrict';

interface ResponseStream {
  readonly write: (chunk: string) => unknown;
  readonly end: () => unknown;
}

declare const awslambda: { readonly streamifyResponse: <H>(handler: H) => H };

const root = process.env['LAMBDA_TASK_ROOT'] ?? '';
const scratch = join(root, 'scratch');
const { level } = restrict({ level: process.env['LEVEL'] as Level, write: { allow: [scratch] } });

/** What a payload would try, and what an honest handler does. */
const attempts: Readonly<Record<string, () => unknown>> = {
  childProcess: () => execSync('true'),
  // oxlint-disable-next-line typescript/no-implied-eval -- the attempt
  evaluate: () => new Function('return 1 + 1')(),
  egress: async () => await (await fetch(`http://127.0.0.1:${process.env['FOREIGN_PORT']}/`)).text(),
  write: () => writeFileSync(join(root, 'planted.js'), ''),
  readHandler: () => readFileSync(join(root, 'index.mjs'), 'utf8'),
  honest: () => {
    writeFileSync(join(scratch, 'a.txt'), 'x');
    return readFileSync(join(scratch, 'a.txt'), 'utf8');
  },
};

async function attempt(name: string | undefined): Promise<string> {
  try {
    await attempts[name ?? '']?.();
    return 'done';
  } catch (error) {
    const { code, cause } = error as { readonly code?: string; readonly cause?: { readonly code?: string } };
    return code ?? cause?.code ?? String(error);
  }
}

export const handler = guard(
  async (event) => ({ statusCode: 200, body: `${level} ${await attempt(event.queryStringParameters?.['try'])}` }),
  { source: functionUrl },
);

interface Request {
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null | undefined;
}

async function stream(event: Request, response: ResponseStream): Promise<void> {
  response.write(`${level} ${await attempt(event.queryStringParameters?.['try'])}`);
  response.end();
}

export const streaming = guard(awslambda.streamifyResponse(stream), { source: functionUrl });
