import { AuditError } from './audit-error.ts';

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((text) => typeof text === 'string');

/** The key is checked where it is read. */
const RULES: Readonly<Record<string, readonly [is: (value: unknown) => boolean, expected: string]>> = {
  key: [() => true, 'a key'],
  emf: [(value) => typeof value === 'boolean', 'true or false'],
  routes: [isTexts, 'a list of texts'],
  fd: [(value) => Number.isInteger(value) && (value as number) >= 0, 'a file descriptor'],
};

/** A misspelt `key` would be a log without one. Throws `ERR_AUDIT_OPTION`. */
export function checkAuditOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new AuditError('ERR_AUDIT_OPTION', 'options must be an object');
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined)
      throw new AuditError('ERR_AUDIT_OPTION', `\`${name}\` is none of ${Object.keys(RULES).join(', ')}`);
    if (value !== undefined && !rule[0](value))
      throw new AuditError('ERR_AUDIT_OPTION', `\`${name}\` must be ${rule[1]}`);
  }
}
