import type { Style } from '../terminal/style.ts';

/** What a format needs to know besides the result. */
export interface FormatContext {
  readonly tool: Tool;
  /** The scanned folder, as it lies from the working directory. */
  readonly root: string;
  /** What people call it: the folder's name, or the one file. */
  readonly title: string;
  readonly style: Style;
  /** Characters in a line of text. */
  readonly width: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

export interface Tool {
  readonly name: string;
  readonly version: string;
}
