/** Where a command's words go. Tests pass their own; `bin.ts` passes the process. */
export interface Io {
  /** Absolute; relative paths of the command line start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The result, and nothing else. */
  readonly stdout: Output;
  /** Progress and what went wrong. */
  readonly stderr: Output;
  /** `YYYY-MM-DD`, for suppressions that end. */
  readonly today: string;
}

export interface Output {
  readonly write: (text: string) => unknown;
  readonly isTTY: boolean;
  /** Width of the terminal, where there is one. */
  readonly columns?: number;
}
