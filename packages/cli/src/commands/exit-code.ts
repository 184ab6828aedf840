import type { Diagnostic } from '@sallyport/core';
import type { Target } from '../target.ts';
import type { ExitCode } from './command.ts';

/**
 * 1 when the bar is met; 2 when a template, or the one file that was named, could not be read, or
 * the advisory database. Other code that cannot be
 * read costs its function alone, and is reported; a template that cannot be read may hold anything.
 */
export function toExitCode(isMet: boolean, diagnostics: readonly Diagnostic[], target: Target): ExitCode {
  if (isMet) return 1;
  const isUnread = ({ code, severity, file }: Diagnostic): boolean =>
    severity === 'error' &&
    (code.startsWith('template') || code.startsWith('database') || (file !== undefined && file === target.path));
  return diagnostics.some(isUnread) ? 2 : 0;
}
