import { isAtLeast, listAdvisories, listUnrated, type Finding } from '@sallyport/core';
import type { FailOn } from '../config/config.ts';

/** What an advisory counts for that nobody has rated: `fail` meets any bar, `warn` and `ignore` meet none. */
export type UnknownSeverity = 'fail' | 'warn' | 'ignore';

/** Whether something that is not accepted reaches the bar. */
export function isGateMet(findings: readonly Finding[], failOn: FailOn, unknown: UnknownSeverity): boolean {
  if (failOn === 'never') return false;
  return findings.some((finding) => {
    if (finding.suppressed !== undefined) return false;
    const unrated = listUnrated(finding).length;
    if (unrated > 0 && unknown === 'fail') return true;
    const isRated = unrated === 0 || unrated < listAdvisories(finding).length;
    return isRated && isAtLeast(finding.severity, failOn);
  });
}
