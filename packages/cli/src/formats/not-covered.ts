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
  const gaps = findGaps(coverage);
  const lead = gaps.length === 0 ? '' : `${context.style.bold('Not covered')}: ${gaps.join(', ')}\n`;
  return lead + printDiagnostics(diagnostics, context);
}

/** What could not be read, and what the author should know: the worst, and how many more there are. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { style, verbose, width }: FormatContext): string {
  if (diagnostics.length === 0) return '';
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const listed = verbose ? sorted : sorted.slice(0, shown);
  const lines = [
    style.bold('Could not be read, or should be known'),
    ...listed.map((diagnostic) => `  ${wrap(toLine(diagnostic), width, 4)}`),
  ];
  if (listed.length < sorted.length) lines.push(`  and ${sorted.length - listed.length} more (\`--verbose\`)`);
  return `${lines.join('\n')}\n`;
}

function toLine({ severity, message, file, line, column }: Diagnostic): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${severity}${place === '' ? '' : ` ${place}`}: ${message}`;
}
