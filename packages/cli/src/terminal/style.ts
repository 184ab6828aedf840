import type { Severity } from '@sallyport/core';
import type { Io, Output } from './io.ts';

/** Colours, or none: each function returns its text, with or without escape codes. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly severity: (severity: Severity, text: string) => string;
}

const codes: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36', info: '2' };

export function createStyle(colour: boolean): Style {
  const paint = (code: string) => (text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  return {
    bold: paint('1'),
    dim: paint('2'),
    green: paint('32'),
    severity: (severity, text) => paint(codes[severity])(text),
  };
}

/** `--no-color` first, then NO_COLOR (https://no-color.org), then FORCE_COLOR, then whether it is a terminal. */
export function wantsColour(io: Pick<Io, 'env'>, output: Output, noColour: boolean): boolean {
  const { NO_COLOR: none, FORCE_COLOR: force, TERM: term } = io.env;
  if (noColour || (none !== undefined && none !== '')) return false;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return output.isTTY && term !== 'dumb';
}
