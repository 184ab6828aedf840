#!/usr/bin/env node
import { main } from './main.ts';
import type { Output } from './terminal/io.ts';

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const today = new Date().toISOString().slice(0, 10);
// The exit code is set rather than exited with, so that what is still on its way to a pipe arrives.
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: toOutput(process.stdout),
  stderr: toOutput(process.stderr),
  today,
});

/** A stream that is no terminal has neither field, whatever its type says. */
function toOutput(stream: NodeJS.WriteStream): Output {
  const { isTTY = false, columns }: { isTTY?: boolean; columns?: number } = stream;
  return { write: (text) => stream.write(text), isTTY, ...(columns === undefined ? {} : { columns }) };
}
