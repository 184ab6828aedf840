import type { Dependency, DependencySource, ScanResult } from '@sallyport/core';
import { toDiagnosticJson } from '../diagnostic-json.ts';
import { toFindingJson } from '../scan/json.ts';
import type { DepsContext } from './index.ts';

/** The contract of `schemas/deps.schema.json`. */
export function printDepsJson(result: ScanResult, { tool, root }: DepsContext): string {
  const { dependencies, findings, diagnostics } = result;
  const document = {
    schemaVersion: 1,
    tool,
    root,
    database: dependencies?.database ?? null,
    sources: dependencies?.sources.map(toSource) ?? [],
    packages: dependencies?.packages.map(toPackage) ?? [],
    findings: findings.map(toFindingJson),
    diagnostics: diagnostics.map(toDiagnosticJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const toSource = ({ file, kind, packages, functions }: DependencySource): unknown => ({
  file,
  kind,
  packages: packages.length,
  functions,
});

function toPackage({ ref, functions }: Dependency): unknown {
  const { ecosystem, name, version, range, file, line, direct, dev } = ref;
  return { ecosystem, name, version, range, file, line, direct, dev, functions };
}
