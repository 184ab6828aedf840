import type { Finding, ScanResult } from '@sallyport/core';
import { toDiagnosticJson } from '../diagnostic-json.ts';
import type { FormatContext } from '../format-context.ts';

/** The contract of `schemas/scan.schema.json`. */
export function printScanJson(result: ScanResult, { tool, root }: FormatContext): string {
  const { coverage, findings, diagnostics } = result;
  const document = {
    schemaVersion: 1,
    tool,
    root,
    coverage,
    findings: findings.map(toFindingJson),
    diagnostics: diagnostics.map(toDiagnosticJson),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export function toFindingJson({ at, ...finding }: Finding): unknown {
  const { rule, slug, severity, confidence, message, why, references, fingerprint, ...rest } = finding;
  const { file, line, column, endLine, endColumn } = at;
  const place = { file, line, column, endLine, endColumn };
  return { rule, slug, severity, confidence, message, why, ...place, ...rest, references, fingerprint };
}
