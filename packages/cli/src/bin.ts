#!/usr/bin/env node
import { main } from './main.ts';

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

function toOutput(stream: NodeJS.WriteStream): { write: (text: string) => unknown; isTTY: boolean; columns?: number } {
  const base = { write: (text: string) => stream.write(text), isTTY: Boolean(stream.isTTY) };
  return stream.columns === undefined ? base : { ...base, columns: stream.columns };
}
