export { AuditError, type AuditErrorCode } from './audit-error.ts';
export type { AuditContext, AuditFields, AuditOutcome } from './audit-fields.ts';
export { createAuditLog, type AuditLog, type AuditLogOptions } from './create-audit-log.ts';
export type { AuditKey, WrappedAuditKey } from './parse-secret.ts';
export { fieldNames, type FieldName } from './field-names.ts';
