import type { Diagnostic } from '@sallyport/core';
import type { ExitCode } from './command.ts';

/**
 * 1 when the bar is met; 2 when a template could not be read. Code that cannot be read costs its function alone; a
 * template that cannot be read may hold anything.
 */
export function toExitCode(isMet: boolean, diagnostics: readonly Diagnostic[]): ExitCode {
  if (isMet) return 1;
  return diagnostics.some(({ code, severity }) => severity === 'error' && code.startsWith('template')) ? 2 : 0;
}
