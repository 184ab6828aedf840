export { permissionFlags, type PermissionOptions } from './permission-flags.ts';
export type { Kind, Level, Mode, RestrictOptions, Violation } from './policy.ts';
export { restrict, type Restriction } from './restrict.ts';
