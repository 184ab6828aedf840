import type { Io } from '../src/terminal/io.ts';

export interface TestIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

/** An {@link Io} that keeps what is written; nothing is a terminal unless `overrides` says so. */
export function createTestIo(overrides: Partial<Io> = {}): TestIo {
  const out: string[] = [];
  const err: string[] = [];
  return {
    cwd: process.cwd(),
    env: {},
    stdout: { write: (text) => out.push(text), isTTY: false },
    stderr: { write: (text) => err.push(text), isTTY: false },
    today: '2026-06-01',
    ...overrides,
    out: () => out.join(''),
    err: () => err.join(''),
  };
}
