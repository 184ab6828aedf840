import type { Refusal } from '../events/parts/source.ts';
import type { ResponseStream } from './handler.ts';

interface StreamFactory {
  readonly HttpResponseStream?: { from(stream: ResponseStream, metadata: object): ResponseStream };
}

/** Answers a request over a stream: status and headers go before the body, as Lambda's runtime writes them. */
export function writeRefusal(stream: ResponseStream, { statusCode, headers, body }: Refusal): void {
  const { awslambda } = globalThis as { awslambda?: StreamFactory };
  const answer = awslambda?.HttpResponseStream?.from(stream, { statusCode, headers }) ?? stream;
  answer.write(body);
  answer.end();
}
