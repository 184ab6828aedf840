import { AuditError } from './audit-error.ts';

/** Writes one line, its line feed included, all of it or with an error. */
export type LineWriter = (line: Buffer) => void;

const MAX_TRIES = 1000;

/**
 * Writes lines to a file descriptor, past `console` and its formats. Where a pipe is full it waits, a second in all.
 * Throws `ERR_AUDIT_WRITE`; what was written of the line by then is closed with a line feed before the next.
 */
export function createLineWriter(fd: number): LineWriter {
  const { writeSync } = process.getBuiltinModule('node:fs');
  let isBroken = false;
  return (line) => {
    const bytes = isBroken ? Buffer.concat([Buffer.from('\n'), line]) : line;
    isBroken = true;
    for (let done = 0, tries = 0; done < bytes.length;) {
      try {
        done += writeSync(fd, done === 0 ? bytes : bytes.subarray(done));
      } catch (error) {
        const { code = 'unknown error' } = error as NodeJS.ErrnoException;
        if (code !== 'EAGAIN' || tries >= MAX_TRIES) throw toWriteError(code);
        tries += 1;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      }
    }
    isBroken = false;
  };
}

const toWriteError = (reason: string): AuditError =>
  new AuditError('ERR_AUDIT_WRITE', `the audit log cannot be written: ${reason}`);
