import { severities, type Finding } from '@sallyport/core';
import type { Style } from '../../terminal/style.ts';

/** `1 critical, 2 high`. */
export function toSeverityCounts(findings: readonly Finding[], style?: Style): string {
  return severities
    .map((severity) => ({ severity, count: findings.filter((f) => f.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => style?.severity(severity, `${count} ${severity}`) ?? `${count} ${severity}`)
    .join(', ');
}
