import { severities, type Finding } from '@sallyport/core';
import type { Style } from '../../terminal/style.ts';
import { toCount } from '../../terminal/wrap.ts';

/** `1 critical, 2 high, 3 suggestions`. */
export function toSeverityCounts(findings: readonly Finding[], style?: Style): string {
  const suggestions = findings.filter(({ suggestion }) => suggestion === true).length;
  const counts = severities
    .map((severity) => ({
      severity,
      count: findings.filter((f) => f.severity === severity && f.suggestion !== true).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => style?.severity(severity, `${count} ${severity}`) ?? `${count} ${severity}`);
  return [...counts, ...(suggestions > 0 ? [toCount(suggestions, 'suggestion')] : [])].join(', ');
}
