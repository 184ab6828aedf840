import type { Coverage, Diagnostic } from '@sallyport/core';
import { wrap } from '../terminal/wrap.ts';
import type { FormatContext } from './format-context.ts';
import { findGaps } from './scan/summary.ts';

/** Diagnostics that are shown before `--verbose`. */
const shown = 5;

/** What the result does not speak of: never left out, so that silence is not taken for safety. */
export function printNotCovered(
  coverage: Coverage,
  diagnostics: readonly Diagnostic[],
  context: FormatContext,
): string {
  const { style, verbose, width } = context;
  const gaps = findGaps(coverage);
  const lines: string[] = [];
  if (gaps.length > 0) lines.push(`${style.bold('Not covered')}: ${gaps.join(', ')}`);
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const listed = verbose ? sorted : sorted.slice(0, shown);
  if (listed.length > 0) lines.push(style.bold('Could not be read, or should be known'));
  lines.push(...listed.map((diagnostic) => `  ${wrap(toLine(diagnostic), width, 4)}`));
  if (listed.length < sorted.length) lines.push(`  and ${sorted.length - listed.length} more (\`--verbose\`)`);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function toLine({ severity, message, file, line, column }: Diagnostic): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${severity}${place === '' ? '' : ` ${place}`}: ${message}`;
}
