import type { Diagnostic } from '@sallyport/core';
import type { ExitCode } from './command.ts';

/**
 * 1 when the bar is met; 2 when something that belongs to the application, or the advisory database, could not be read (a
 * template, the code of a function): what it holds was not judged, and its silence is not taken for safety.
 */
export function toExitCode(isMet: boolean, diagnostics: readonly Diagnostic[]): ExitCode {
  if (isMet) return 1;
  return diagnostics.some(({ severity }) => severity === 'error') ? 2 : 0;
}
