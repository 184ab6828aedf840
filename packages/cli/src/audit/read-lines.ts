import { createReadStream, type ReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { findWideEncoding } from '../files/read-text-file.ts';

/** No line of a log is longer; what is, is cut there. */
const MAX_LINE = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/** Calls `onLine` for each line of a file, gzip or not; `-` is the standard input. Bytes become characters one to one. */
export async function readLines(file: string, onLine: (text: string, line: number) => void): Promise<void> {
  let rest = '';
  let line = 0;
  for await (const chunk of openFile(file)) {
    const text = (chunk as Buffer).toString('latin1');
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      line += 1;
      // The one line that the chunk before began, not all of the chunk, is put together.
      onLine(from === 0 ? rest + text.slice(0, at) : text.slice(from, at), line);
      from = at + 1;
    }
    rest = from === 0 ? rest + text : text.slice(from);
    if (rest.length <= MAX_LINE) continue;
    line += 1;
    onLine(rest, line);
    rest = '';
  }
  if (rest !== '') onLine(rest, line + 1);
}

function openFile(file: string): AsyncIterable<unknown> {
  return unpack(
    file === '-'
      ? createReadStream('', { fd: 0, autoClose: false, highWaterMark: CHUNK })
      : createReadStream(file, { highWaterMark: CHUNK }),
  );
}

/** Tells gzip by its first bytes, whatever the name of the file. */
async function* unpack(stream: ReadStream): AsyncGenerator {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done === true) return;
  const all = join(first.value, chunks);
  const wide = findWideEncoding(first.value);
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  // What goes wrong is thrown where the lines are read.
  if (isGzip) yield* pipeline(Readable.from(all), createGunzip({ chunkSize: CHUNK }), () => {});
  else if (wide !== undefined) yield* recode(all, wide);
  else yield* all;
}

async function* recode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* join(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
