import type { Io } from './io.ts';

/** Time without an answer after which a person wants to see that something happens. */
const patience = 300;

export interface Progress {
  readonly report: (what: string) => void;
  /** Wipes the line. */
  readonly finish: () => void;
}

/** A single line on stderr that overwrites itself: only on a terminal, only after 300 ms. */
export function createProgress(io: Io, quiet: boolean, now: () => number = Date.now): Progress {
  if (quiet || !io.stderr.isTTY) return { report: () => {}, finish: () => {} };
  const start = now();
  const width = (io.stderr.columns ?? 80) - 1;
  let shown = 0;
  return {
    report: (what) => {
      const time = now();
      if (time - start < patience || time - shown < 80) return;
      shown = time;
      io.stderr.write(`\r\u001B[K${what.slice(0, width)}`);
    },
    finish: () => {
      if (shown > 0) io.stderr.write('\r\u001B[K');
    },
  };
}
