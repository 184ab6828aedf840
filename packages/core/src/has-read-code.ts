import type { FunctionPermissions } from './permissions/function-permissions.ts';

/** Whether the code of a function was found and read as far as its handler. A single source file has none: it is run. */
export function hasReadCode({ code, function: fn }: FunctionPermissions): boolean {
  const [entry] = code.files;
  if (entry === undefined || code.handler !== null) return entry !== undefined;
  return fn.handler === null && !code.diagnostics.some((d) => d.severity === 'error' && d.file === entry);
}
