/** Input that could not be read, or a rule that threw: the scan goes on and says what it did not cover. */
export interface Diagnostic {
  /** A stable code in kebab-case, e.g. `template-syntax`, `handler-not-found`. */
  readonly code: string;
  /** Lower case, no full stop, what was looked for in backticks. */
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** `error`: something is not covered. `warning`: it was read, but the author should know. */
  readonly severity: 'error' | 'warning';
}
