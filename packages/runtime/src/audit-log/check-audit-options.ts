import { findWrongOption, type OptionRules } from '../options.ts';
import { AuditError } from './audit-error.ts';

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((text) => typeof text === 'string');

/** The key is checked where it is read. */
const RULES: OptionRules = {
  key: [() => true, 'a key'],
  emf: [(value) => typeof value === 'boolean', 'true or false'],
  routes: [isTexts, 'a list of texts'],
  fd: [(value) => Number.isInteger(value) && (value as number) >= 0, 'a file descriptor'],
};

/** A misspelt `key` would be a log without one. Throws `ERR_AUDIT_OPTION`. */
export function checkAuditOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new AuditError('ERR_AUDIT_OPTION', 'options must be an object');
  const wrong = findWrongOption(options, RULES);
  if (wrong !== undefined) throw new AuditError('ERR_AUDIT_OPTION', `\`${wrong[0]}\` ${wrong[1]}`);
}
