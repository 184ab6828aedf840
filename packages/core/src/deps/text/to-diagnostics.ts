import { findLineStarts, toLineColumn } from '../../app/location.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { TextProblem } from './text-problem.ts';

/** A file with ten thousand broken lines is as broken as one with twenty. */
const MAX_PROBLEMS = 20;

/** Problems of a text as diagnostics with line and column; beyond twenty they are counted. */
export function toDiagnostics(
  text: string,
  file: string,
  code: string,
  problems: readonly TextProblem[],
): Diagnostic[] {
  if (problems.length === 0) return [];
  const lineStarts = findLineStarts(text);
  const diagnostics = problems.slice(0, MAX_PROBLEMS).map(({ message, at, severity = 'error' }): Diagnostic => ({
    code,
    message,
    file,
    ...toLineColumn(lineStarts, at),
    severity,
  }));
  const more = problems.length - diagnostics.length;
  if (more > 0) diagnostics.push({ code, message: `${more} more problems of this kind`, file, severity: 'error' });
  return diagnostics;
}
