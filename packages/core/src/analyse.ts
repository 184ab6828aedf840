import { toDirectory } from './app/path.ts';
import { readDependencies } from './deps/read-dependencies.ts';
import type { Diagnostic } from './findings/diagnostic.ts';
import { dropRepeated } from './findings/drop-repeated.ts';
import { findUnknownParameters } from './iac/find-unknown-parameters.ts';
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
  const { path = '', parameters, deps, onProgress } = options;
  onProgress?.('reading templates');
  const application = isSourceFile(path)
    ? createStandalone(path)
    : readApplication(host, { path, parameters: Object.fromEntries(parameters ?? []) });

  const facts = await readCode(host, application, options);

  onProgress?.('comparing permissions');
  const permissions = analysePermissions(application, facts);

  onProgress?.('reading packages');
  const dependencies = deps === false ? null : readDependencies(host, application, toFolder(host, path));

  const own = isSourceFile(path) ? findUnknownParameters(parameters?.keys() ?? [], new Set()) : [];
  const late = dropKnown(
    facts.flatMap((f) => f.diagnostics),
    application.diagnostics,
  );
  const diagnostics = dropRepeated([...own, ...application.diagnostics, ...late, ...(dependencies?.diagnostics ?? [])]);
  const packages = dependencies?.packages.length ?? 0;
  const coverage = toCoverage(application, permissions, packages, diagnostics);
  return { application, permissions, dependencies, coverage, diagnostics };
}

/** The packages of one template, or of one source file, are those of its folder. */
const toFolder = (host: Host, path: string): string => (host.kindOf(path) === 'file' ? toDirectory(path) : path);

/** A `CodeUri` that leads nowhere is told where it stands; that its function has no code for this reason adds nothing. */
function dropKnown(diagnostics: readonly Diagnostic[], known: readonly Diagnostic[]): readonly Diagnostic[] {
  const said = new Set(known.map(({ file, message }) => `${file} ${message}`));
  return diagnostics.filter(({ file, message }) => !said.has(`${file} ${message.replace(/^function `[^`]*`: /, '')}`));
}
