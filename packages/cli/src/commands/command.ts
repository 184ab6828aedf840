import type { OptionSpec, ParsedArgs } from '../args/option.ts';
import type { Io } from '../terminal/io.ts';

/** 0 clean, 1 findings at or above the bar, 2 misuse or nothing to read, 3 a bug of Sallyport, 4 undecided (`policy`). */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** What a command of several does with its first argument. */
export interface Verb {
  /** What follows the verb. */
  readonly usage: string;
  readonly about: string;
}

export interface Command {
  /** What follows the command's name: `[path] [options]`. */
  readonly usage: string;
  /** Paragraphs for `--help`. */
  readonly about: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly maxPositionals: number;
  /** Each verb has a page of its own, with the options that it takes. */
  readonly verbs?: Readonly<Record<string, Verb>>;
  readonly run: (args: ParsedArgs, io: Io) => Promise<ExitCode>;
}

/** A line of the command list; the command itself is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}
