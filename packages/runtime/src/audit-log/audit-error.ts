/** The closed set of what the audit log throws. No message holds a value of a record. */
export type AuditErrorCode =
  /** An option has a value that it cannot have. */
  | 'ERR_AUDIT_OPTION'
  /** The line could not be written. The chain goes on from the last line that was. */
  | 'ERR_AUDIT_WRITE'
  /** `record` was called after `close`. */
  | 'ERR_AUDIT_CLOSED';

/** What the audit log throws, and nothing else. */
export class AuditError extends Error {
  readonly code: AuditErrorCode;

  constructor(code: AuditErrorCode, message: string) {
    super(message);
    this.name = 'AuditError';
    this.code = code;
  }
}
