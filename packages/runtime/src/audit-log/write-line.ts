import { AuditError } from './audit-error.ts';

/** Writes one line and its line feed, all of it or with an error. */
export type LineWriter = (line: string) => void;

const MAX_TRIES = 1000;

/**
 * Writes lines to a file descriptor, past `console` and its formats. Where a pipe is full it waits, a second in all.
 * Throws `ERR_AUDIT_WRITE`; what was written of the line by then is closed with a line feed before the next.
 */
export function createLineWriter(fd: number): LineWriter {
  const { writeSync } = process.getBuiltinModule('node:fs');
  let isBroken = false;
  const writeAll = (text: string): void => {
    // ASCII: as many bytes as characters.
    let rest = text;
    for (let tries = 0; rest !== '';) {
      const written = tryWrite(() => writeSync(fd, rest, null, 'latin1'));
      isBroken ||= written > 0;
      rest = written === 0 ? rest : rest.slice(written);
      if (written > 0) continue;
      tries += 1;
      if (tries > MAX_TRIES) throw toWriteError('EAGAIN');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
    isBroken = false;
  };
  return (line) => writeAll(isBroken ? `\n${line}\n` : `${line}\n`);
}

/** Bytes written; 0 where the reader has to catch up first. */
function tryWrite(write: () => number): number {
  try {
    return write();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return 0;
    throw toWriteError(code);
  }
}

const toWriteError = (reason: string): AuditError =>
  new AuditError('ERR_AUDIT_WRITE', `the audit log cannot be written: ${reason}`);
