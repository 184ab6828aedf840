import type { Refusal } from '../events/parts/source.ts';
import type { ResponseStream } from './handler.ts';

interface StreamFactory {
  readonly HttpResponseStream?: { from(stream: ResponseStream, metadata: object): ResponseStream };
}

export function isStream(value: unknown): value is ResponseStream {
  return typeof (value as Partial<ResponseStream> | null | undefined)?.write === 'function';
}

/** What answers a request: a refusal, or what `onReject` gives in its place. */
interface Answer extends Omit<Refusal, 'isBase64Encoded'> {
  readonly cookies: readonly string[];
  readonly isBase64Encoded: boolean;
}

/** Answers a request over a stream: status, headers and cookies go before the body, as Lambda's runtime writes them. */
export function writeRefusal(stream: ResponseStream, refusal: unknown): void {
  // What `onReject` answers may be a text, or anything that is sent as JSON where it says no status.
  const { statusCode, headers, cookies, body, isBase64Encoded } = Object(refusal) as Partial<Answer>;
  const content: unknown = body ?? (statusCode ? '' : refusal);
  const { awslambda } = globalThis as { awslambda?: StreamFactory };
  const answer = awslambda?.HttpResponseStream?.from(stream, { statusCode, headers, cookies }) ?? stream;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  answer.write(isBase64Encoded ? Buffer.from(text, 'base64') : text);
  answer.end();
}
