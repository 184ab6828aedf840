#!/usr/bin/env node
import { compileLater } from './compile-later.ts';
import { main } from './main.ts';
import type { Output } from './terminal/io.ts';

compileLater();

// A reader that has seen enough (`| head`) closes the pipe: that is no failure. A full disk is one.
let isLost = false;
process.stderr.on('error', () => {});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || isLost) return;
  isLost = true;
  process.exitCode = 2;
  process.stderr.write(`sallyport: cannot write to stdout\n${error.message}\n`);
});

const today = new Date().toISOString().slice(0, 10);
const exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: toOutput(process.stdout),
  stderr: toOutput(process.stderr),
  today,
});
// The exit code is set rather than exited with, so that what is still on its way to a pipe arrives.
process.exitCode = isLost ? 2 : exitCode;

/** A stream that is no terminal has neither of the two, whatever Node's types say. */
interface MaybeTerminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

function toOutput(stream: MaybeTerminal): Output {
  const { isTTY = false, columns = 0 } = stream;
  // Some pseudo-terminals say that they are 0 wide.
  return { write: (text) => stream.write(text), isTTY, ...(columns === 0 ? {} : { columns }) };
}
