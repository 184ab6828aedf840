import type { FunctionPermissions, GrantOrigin, ScanResult } from '@sallyport/core';
import { toCount, wrap } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';

/**
 * Rules report what somebody should change; `permissions` lists every difference, such as what a policy template holds
 * beyond the calls where no narrower one exists. That there is more to see is said, so that the two do not contradict.
 */
export function printBeyondFindings({ findings, permissions }: ScanResult, { style, width }: FormatContext): string {
  const told = new Set(findings.map(({ at }) => toKey(at)));
  const isTold = ({ origin }: { readonly origin: GrantOrigin }): boolean => told.has(toKey(origin.at));
  const hasMore = (f: FunctionPermissions): boolean => ![...f.excess, ...f.unscoped].every(isTold);
  const count = permissions.filter(hasMore).length;
  if (count === 0) return '';
  const lead = findings.every(({ suppressed }) => suppressed !== undefined)
    ? 'No finding, but to be known'
    : 'Beyond the findings';
  const more = `${toCount(count, 'function')} may do more than ${count === 1 ? 'its' : 'their'} code is known to need`;
  const text = wrap(`${lead}: ${more} (\`sallyport permissions\` lists it)`, width);
  return `${style.bold(lead)}${text.slice(lead.length)}\n`;
}

const toKey = ({ file, start }: GrantOrigin['at']): string => `${file}#${start}`;
