import { isAtLeast, type Finding } from '@sallyport/core';
import type { FailOn } from '../config/config.ts';

/** What an advisory counts for that nobody has rated: `fail` meets any bar, `warn` and `ignore` meet none. */
export type UnknownSeverity = 'fail' | 'warn' | 'ignore';

export const isUnrated = ({ advisory }: Finding): boolean => advisory?.severity === 'unknown' && !advisory.malicious;

/** Whether something that is not accepted reaches the bar. */
export function isGateMet(findings: readonly Finding[], failOn: FailOn, unknown: UnknownSeverity): boolean {
  if (failOn === 'never') return false;
  return findings.some((finding) => {
    if (finding.suppressed !== undefined) return false;
    return isUnrated(finding) ? unknown === 'fail' : isAtLeast(finding.severity, failOn);
  });
}
