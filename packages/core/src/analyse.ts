import type { Diagnostic } from './findings/diagnostic.ts';
import { readApplication } from './iac/index.ts';
import type { Host } from './host.ts';
import type { ScanOptions } from './options.ts';
import { analysePermissions } from './permissions/analyse-permissions.ts';
import { readCode } from './read-code.ts';
import type { Analysis } from './scan-result.ts';
import { createStandalone, isSourceFile } from './standalone.ts';
import { toCoverage } from './to-coverage.ts';

/** Reads an application, its code, and what each function needs and has. Throws only on misuse. */
export async function analyse(host: Host, options: ScanOptions): Promise<Analysis> {
  const { path = '', parameters, onProgress } = options;
  onProgress?.('reading templates');
  const application = isSourceFile(path)
    ? createStandalone(path)
    : readApplication(host, { path, parameters: Object.fromEntries(parameters ?? []) });

  const facts = await readCode(host, application, options);

  onProgress?.('comparing permissions');
  const permissions = analysePermissions(application, facts);

  const diagnostics = dropRepeated([...application.diagnostics, ...facts.flatMap((f) => f.diagnostics)]);
  return { application, permissions, coverage: toCoverage(application, permissions, diagnostics), diagnostics };
}

/** Functions that share a module share what is wrong with it. */
function dropRepeated(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}
