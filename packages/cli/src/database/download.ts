import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { SallyportError } from '@sallyport/core';

/** More than all of OSV's archives together. */
const MOST_BYTES = 4 * 1024 ** 3;
const TRIES = 4;
const STALL_MILLISECONDS = 60_000;

/**
 * Downloads a file to `path`. What an earlier attempt left is gone on with, as long as the server still has the same file (its
 * entity tag says so); the server's MD5, where it gives one, is checked. Throws `ERR_BAD_ARCHIVE` when it cannot be had.
 */
export async function download(
  url: string,
  path: string,
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  let why = '';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      const md5 = await continueDownload(url, path, onProgress);
      if (md5 !== undefined && md5 !== hashOf(path))
        throw new Error('it does not have the checksum that the server gives');
      rmSync(toTagPath(path), { force: true });
      return;
    } catch (error) {
      why = toWhy(error);
      // What failed its checksum is not gone on with.
      if (/checksum|bytes and should/.test(why)) rmSync(path, { force: true });
      if (isFinal(error)) break;
      if (attempt < TRIES) await wait(attempt * attempt * 250);
    }
  }
  throw new SallyportError('ERR_BAD_ARCHIVE', `cannot download \`${url}\`: ${why}`, {
    help: 'the database is as it was; the next update goes on where this one broke off, and `--from` reads archives from disk',
  });
}

/** The text of a small file. Throws `ERR_BAD_ARCHIVE` when it cannot be had. */
export async function downloadText(url: string): Promise<string> {
  let why = '';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(STALL_MILLISECONDS) });
      if (!response.ok) throw new StatusError(response.status);
      return await response.text();
    } catch (error) {
      why = toWhy(error);
      if (isFinal(error)) break;
      if (attempt < TRIES) await wait(attempt * attempt * 250);
    }
  }
  throw new SallyportError('ERR_BAD_ARCHIVE', `cannot download \`${url}\`: ${why}`);
}

class StatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server answers ${status}`);
    this.status = status;
  }
}

/** Asking again does not help. */
const isFinal = (error: unknown): boolean =>
  error instanceof StatusError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 408 &&
  error.status !== 429;

/** Downloads what is missing; the MD5 that the server gives, in base64. */
async function continueDownload(
  url: string,
  path: string,
  onProgress: (done: number, all: number) => void,
): Promise<string | undefined> {
  const tag = readTag(path);
  const have = tag === undefined ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  const stall = new AbortController();
  const headers = have > 0 && tag !== undefined ? { range: `bytes=${have}-`, 'if-range': tag } : undefined;
  let timer = setTimeout(() => stall.abort(), STALL_MILLISECONDS);
  try {
    const response = await fetch(url, { signal: stall.signal, ...(headers === undefined ? {} : { headers }) });
    if (response.status === 416) return findMd5(response);
    if (!response.ok || response.body === null) throw new StatusError(response.status);
    const start = response.status === 206 ? have : 0;
    const all = start + Number(response.headers.get('content-length') ?? 0);
    if (all > MOST_BYTES) throw new Error(`it has ${all} bytes, which is too much`);
    prepare(path, start, response.headers.get('etag'));
    let done = start;
    const descriptor = openSync(path, 'a');
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        timer = setTimeout(() => stall.abort(), STALL_MILLISECONDS);
        done += chunk.length;
        if (done > MOST_BYTES) throw new Error('it is too large');
        for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at);
        onProgress(done, all);
      }
    } finally {
      closeSync(descriptor);
    }
    const isCounted = response.headers.has('content-length') && !response.headers.has('content-encoding');
    if (isCounted && done < all) throw new Error(`it ended after ${done} of ${all} bytes`);
    return findMd5(response);
  } finally {
    clearTimeout(timer);
  }
}

function prepare(path: string, start: number, tag: string | null): void {
  if (start === 0) writeFileSync(path, '');
  else truncateSync(path, start);
  if (tag === null) rmSync(toTagPath(path), { force: true });
  else writeFileSync(toTagPath(path), tag);
}

const toTagPath = (path: string): string => `${path}.etag`;

function readTag(path: string): string | undefined {
  try {
    return readFileSync(toTagPath(path), 'utf8');
  } catch {
    return undefined;
  }
}

/** `x-goog-hash: crc32c=…,md5=…` of Google's storage, where OSV publishes. */
const findMd5 = (response: Response): string | undefined =>
  /(?:^|[,\s])md5=([A-Za-z0-9+/=]+)/.exec(response.headers.get('x-goog-hash') ?? '')?.[1];

const hashOf = (path: string): string => createHash('md5').update(readFileSync(path)).digest('base64');

function toWhy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error.name === 'AbortError' ? 'nothing came for a minute' : `${error.message}${cause}`;
}

const wait = async (milliseconds: number): Promise<void> =>
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
