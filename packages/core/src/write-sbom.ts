import { mayHoldTemplates } from './deps/may-hold-templates.ts';
import { parseSbom } from './deps/sbom/parse-sbom.ts';
import { printCycloneDx } from './deps/sbom/print-cyclonedx.ts';
import { printSpdx } from './deps/sbom/print-spdx.ts';
import type { SbomSource, SbomSubject } from './deps/sbom/sbom.ts';
import { toSbomSources } from './deps/sbom/to-sbom-sources.ts';
import { readDependencies } from './deps/read-dependencies.ts';
import type { Diagnostic } from './findings/diagnostic.ts';
import type { Host } from './host.ts';
import { readApplication } from './iac/index.ts';
import type { ScanOptions } from './options.ts';

/** The formats of bills of materials that are written. */
export type SbomFormat = 'cyclonedx' | 'spdx';

/** A bill of materials, ready to be printed in any format. */
export interface Sbom {
  /** Packages, each once. */
  readonly packages: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly print: (format: SbomFormat, subject: SbomSubject) => string;
}

/** Reads what an application depends on, and which functions ship it. Advisories are not asked. */
export function readSbom(host: Host, options: Pick<ScanOptions, 'path' | 'parameters'>): Sbom {
  const { path = '', parameters } = options;
  const withoutDatabase: Host = { ...host };
  delete withoutDatabase.openAdvisories;
  const application = mayHoldTemplates(host, path)
    ? readApplication(host, { path, parameters: Object.fromEntries(parameters ?? []) })
    : null;
  const dependencies = readDependencies(withoutDatabase, application, path);
  // What else is odd about a template changes nothing of who ships which package.
  const own = application?.diagnostics.filter(({ code }) => code === 'unknown-parameter') ?? [];
  return toSbom(toSbomSources(dependencies), [...own, ...dependencies.diagnostics]);
}

/** Reads a bill of materials that another tool wrote: CycloneDX 1.2 to 1.6 or SPDX 2, as JSON. */
export function convertSbom(text: string, file: string): Sbom {
  const { packages, diagnostics } = parseSbom(text, file);
  return toSbom([{ packages, functions: [] }], diagnostics);
}

const toSbom = (sources: readonly SbomSource[], diagnostics: readonly Diagnostic[]): Sbom => ({
  packages: sources.reduce((sum, { packages }) => sum + packages.length, 0),
  diagnostics,
  print: (format, subject) => (format === 'spdx' ? printSpdx(sources, subject) : printCycloneDx(sources, subject)),
});
