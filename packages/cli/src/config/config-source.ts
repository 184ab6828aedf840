import { findLineStarts, toLineColumn, type SallyportError } from '@sallyport/core';
import { toMisuse } from '../args/parse-args.ts';

/** A config file, for messages that point into it. */
export interface ConfigSource {
  /** What people call it: `sallyport.config.yaml`. */
  readonly label: string;
  readonly text: string;
  /** Absolute path of its folder: what its paths start from. */
  readonly folder: string;
}

/** `sallyport.config.yaml:3:5`. */
export function toPlace({ label, text }: ConfigSource, offset: number): string {
  const { line, column } = toLineColumn(findLineStarts(text), offset);
  return `${label}:${line}:${column}`;
}

export const toConfigMisuse = (source: ConfigSource, offset: number, problem: string, help?: string): SallyportError =>
  toMisuse(`config \`${toPlace(source, offset)}\` ${problem}`, help);
