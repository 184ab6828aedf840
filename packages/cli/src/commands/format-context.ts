import { basename } from 'node:path';
import { hasFlag, type ParsedArgs } from '../args/option.ts';
import type { FormatContext } from '../formats/format-context.ts';
import type { OutputTarget } from '../outputs.ts';
import type { Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { createStyle, wantsColour } from '../terminal/style.ts';
import { readVersion } from '../version.ts';

const narrowest = 60;
const widest = 100;

/** Colours and a terminal's width are for the screen alone: a file gets 80 columns in plain text. */
export function toFormatContext(args: ParsedArgs, target: Target, output: OutputTarget, io: Io): FormatContext {
  const isScreen = output.file === '-';
  const columns = isScreen && io.stdout.isTTY ? (io.stdout.columns ?? 80) : 80;
  return {
    tool: { name: 'sallyport', version: readVersion() },
    root: target.label,
    title: target.path ?? (/^[./]+$/.test(target.label) ? basename(target.root) : target.label),
    style: createStyle(isScreen && wantsColour(io, io.stdout, hasFlag(args, 'no-color'))),
    width: Math.max(narrowest, Math.min(columns, widest)),
    verbose: hasFlag(args, 'verbose'),
    quiet: hasFlag(args, 'quiet'),
  };
}
