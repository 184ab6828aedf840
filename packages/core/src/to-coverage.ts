import type { Application } from './app/application.ts';
import type { Diagnostic } from './findings/diagnostic.ts';
import type { FunctionPermissions } from './permissions/function-permissions.ts';
import { hasReadCode } from './has-read-code.ts';
import type { Coverage } from './scan-result.ts';

/** Counts what was looked at. */
export function toCoverage(
  { templates, functions }: Application,
  permissions: readonly FunctionPermissions[],
  packages: number,
  diagnostics: readonly Diagnostic[],
): Coverage {
  return {
    templates: templates.length,
    functions: functions.length,
    functionsWithCode: permissions.filter(hasReadCode).length,
    packages,
    unresolvedValues: countUnresolved(permissions, diagnostics),
    incomplete: diagnostics.flatMap(({ severity, file, message }) =>
      severity === 'error' && file !== undefined ? [{ file, why: message }] : [],
    ),
  };
}

/** What a transform brings to a role is a value of its function already. */
function countUnresolved(permissions: readonly FunctionPermissions[], diagnostics: readonly Diagnostic[]): number {
  const unresolved = permissions.flatMap((one) => one.unresolved);
  const places = new Set(unresolved.map(({ at }) => `${at.file}:${at.line}`));
  const others = diagnostics.filter(
    ({ code, file, line }) => code === 'include-not-expanded' && !places.has(`${file}:${line}`),
  );
  return unresolved.length + others.length;
}
