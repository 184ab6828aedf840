import type { Refusal } from '../events/parts/source.ts';
import type { ResponseStream } from './handler.ts';

interface StreamFactory {
  readonly HttpResponseStream?: { from(stream: ResponseStream, metadata: object): ResponseStream };
}

export function isStream(value: unknown): value is ResponseStream {
  return typeof (value as Partial<ResponseStream> | null | undefined)?.write === 'function';
}

/** Answers a request over a stream: status and headers go before the body, as Lambda's runtime writes them. */
export function writeRefusal(stream: ResponseStream, refusal: unknown): void {
  // What `onReject` answers may be a text, or anything that is sent as JSON where it says no status.
  const { statusCode, headers, body } = Object(refusal) as Partial<Refusal>;
  const content: unknown = body ?? (statusCode ? '' : refusal);
  const { awslambda } = globalThis as { awslambda?: StreamFactory };
  const answer = awslambda?.HttpResponseStream?.from(stream, { statusCode, headers }) ?? stream;
  answer.write(typeof content === 'string' ? content : JSON.stringify(content));
  answer.end();
}
