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
    unresolvedValues: permissions.reduce((sum, { unresolved }) => sum + unresolved.length, 0),
    incomplete: diagnostics.flatMap(({ severity, file, message }) =>
      severity === 'error' && file !== undefined ? [{ file, why: message }] : [],
    ),
  };
}
