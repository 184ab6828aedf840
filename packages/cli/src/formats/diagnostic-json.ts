import type { Diagnostic } from '@sallyport/core';

/** A diagnostic as the JSON of every command shows it. */
export function toDiagnosticJson({ code, severity, message, file, line, column }: Diagnostic): unknown {
  return { code, severity, message, file, line, column };
}
