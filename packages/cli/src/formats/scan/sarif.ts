import {
  listAdvisories,
  type Diagnostic,
  type Finding,
  type Rule,
  type ScanResult,
  type TraceStep,
} from '@sallyport/core';
import type { FormatContext } from '../format-context.ts';
import { toSarifRule, toLevel } from './sarif-rule.ts';

interface SarifContext extends FormatContext {
  /** The scanned folder below the repository's root, with a closing slash, or `''`. */
  readonly prefix: string;
  readonly rules: readonly Rule[];
  /** Rule id -> Markdown. */
  readonly pages: Readonly<Record<string, string>>;
}

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) as GitHub code scanning reads it. It
 * takes no notice of `suppressions` and would open alerts for what is accepted: suppressed findings are left out.
 */
export function printSarif(result: ScanResult, context: SarifContext): string {
  const index = new Map(context.rules.map((rule, i) => [rule.id, i]));
  const driver = {
    name: 'Sallyport',
    version: context.tool.version,
    semanticVersion: context.tool.version,
    rules: context.rules.map((rule) => toSarifRule(rule, context.pages[rule.id])),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    // No `uri`: where this machine keeps the checkout is nobody's business.
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'the root of the repository' } } },
    invocations: [toInvocation(result, context.prefix)],
    results: result.findings
      .filter((finding) => finding.suppressed === undefined)
      .map((finding) => toResult(finding, index.get(finding.rule), context.prefix)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toResult(finding: Finding, ruleIndex: number | undefined, prefix: string): unknown {
  const { trace, fix, at } = finding;
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: toLevel(finding),
    message: { text: `${toSentence(finding.message)} ${toSentence(finding.why)}`.trim() },
    locations: [
      {
        physicalLocation: {
          artifactLocation: toArtifact(at.file, prefix),
          region: { startLine: at.line, startColumn: at.column, endLine: at.endLine, endColumn: at.endColumn },
        },
        ...toLogicalLocations(finding),
      },
    ],
    // GitHub tracks an alert by the first name; the second says what it is.
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'sallyport/v1': finding.fingerprint },
    ...(trace === undefined || trace.length === 0 ? {} : { codeFlows: [toCodeFlow(trace, prefix)] }),
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fixes: [toFix(fix, prefix)] }),
    properties: { confidence: finding.confidence, references: finding.references, ...toAdvisories(finding) },
  };
}

/** Ids and aliases, so that a reader of the log can ask for one of them. */
function toAdvisories(finding: Finding): { readonly advisories?: unknown } {
  const advisories = listAdvisories(finding).map(({ id, aliases, severity }) => ({ id, aliases, severity }));
  return advisories.length === 0 ? {} : { advisories };
}

const toSentence = (text: string): string => {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
};

const toArtifact = (file: string, prefix: string): unknown => ({
  uri: encodeURI(prefix + file).replace(/[?#]/g, encodeURIComponent),
  uriBaseId: '%SRCROOT%',
});

function toLogicalLocations(finding: Finding): { logicalLocations?: unknown } {
  const names = [
    ...(finding.function === undefined ? [] : [{ name: finding.function, kind: 'function' }]),
    ...(finding.resource === undefined ? [] : [{ name: finding.resource, kind: 'resource' }]),
  ];
  return names.length === 0 ? {} : { logicalLocations: names };
}

function toCodeFlow(trace: readonly TraceStep[], prefix: string): unknown {
  const locations = trace.map(({ file, line, column, message }) => ({
    location: {
      physicalLocation: {
        artifactLocation: toArtifact(file, prefix),
        region: { startLine: line, startColumn: column },
      },
      message: { text: message },
    },
  }));
  return { threadFlows: [{ locations }] };
}

function toFix(fix: NonNullable<Finding['fix']>, prefix: string): unknown {
  const files = [...new Set(fix.edits.map((edit) => edit.file))];
  return {
    description: { text: fix.title },
    artifactChanges: files.map((file) => ({
      artifactLocation: toArtifact(file, prefix),
      replacements: fix.edits
        .filter((edit) => edit.file === file)
        .map(({ start, end, text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text },
        })),
    })),
  };
}

function toInvocation({ diagnostics }: ScanResult, prefix: string): unknown {
  return {
    executionSuccessful: true,
    toolExecutionNotifications: diagnostics.map((diagnostic) => toNotification(diagnostic, prefix)),
  };
}

function toNotification({ code, severity, message, file, line, column }: Diagnostic, prefix: string): unknown {
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } };
  return {
    descriptor: { id: code },
    level: severity,
    message: { text: message },
    ...(file === undefined
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: toArtifact(file, prefix), ...region } }] }),
  };
}
