import { createFingerprints, type Diagnostic, type Finding, type ScanResult, type Severity } from '@sallyport/core';
import { toPrintable } from '../../terminal/wrap.ts';
import { findOpen } from './summary.ts';

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * GitLab's code quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). It knows no
 * suppressions: what is accepted is left out. What could not be read stands in it, so that it is not taken for clean.
 */
export function printGitlab(result: ScanResult, prefix: string): string {
  const unread = result.diagnostics.filter(({ severity }) => severity === 'error');
  const toFingerprint = createFingerprints();
  const issues = [
    ...findOpen(result).map((finding) => toIssue(finding, prefix)),
    ...unread.flatMap((diagnostic) => toUnreadIssue(diagnostic, prefix, toFingerprint)),
  ];
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function toIssue(
  { rule, slug, severity, suggestion, message, why, at, fingerprint }: Finding,
  prefix: string,
): unknown {
  return {
    description: toPrintable(`${rule} ${slug}: ${message} – ${why}`),
    check_name: rule,
    fingerprint,
    severity: severities[suggestion === true ? 'info' : severity],
    location: { path: prefix + at.file, lines: { begin: at.line, end: at.endLine } },
  };
}

/** GitLab takes no issue without a file. */
function toUnreadIssue(
  { code, message, file, line = 1 }: Diagnostic,
  prefix: string,
  toFingerprint: ReturnType<typeof createFingerprints>,
): readonly unknown[] {
  if (file === undefined) return [];
  const fingerprint = toFingerprint(code, file, [message]);
  const location = { path: prefix + file, lines: { begin: line } };
  return [{ description: toPrintable(message), check_name: code, fingerprint, severity: 'major', location }];
}
