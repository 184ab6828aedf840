import type { Finding, Severity } from './finding.ts';

/** Worst first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export const isAtLeast = (severity: Severity, bar: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(bar);

const confidences = ['certain', 'likely', 'possible'];

/** Sorts what was made to do harm first, suggestions last, then worst first, then surest first, then by place, so that two runs print the same. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    Number(b.advisory?.malicious ?? false) - Number(a.advisory?.malicious ?? false) ||
    Number(a.suggestion ?? false) - Number(b.suggestion ?? false) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    compareText(a.at.file, b.at.file) ||
    a.at.start - b.at.start ||
    compareText(a.rule, b.rule) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
