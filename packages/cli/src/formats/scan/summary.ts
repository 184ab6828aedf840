import type { Coverage, Finding, ScanResult } from '@sallyport/core';
import type { Style } from '../../terminal/style.ts';
import { toCount } from '../../terminal/wrap.ts';
import { toSeverityCounts } from './severity-counts.ts';

/** The findings that nobody has accepted. */
export const findOpen = ({ findings }: ScanResult): readonly Finding[] =>
  findings.filter((finding) => finding.suppressed === undefined);

/** `1 critical, 2 high`. Nothing found where something could not be read is not the same as all being well. */
export function toFound(result: ScanResult, style?: Style): string {
  const open = findOpen(result);
  if (open.length > 0) return toSeverityCounts(open, style);
  const isWhole = result.diagnostics.every(({ severity }) => severity !== 'error');
  if (!isWhole) return 'nothing found in what could be read';
  return style?.green('nothing found') ?? 'nothing found';
}

/** What was read: `2 functions in 1 template, 1 finding suppressed`. */
export function toScope({ coverage, findings }: ScanResult): string {
  const { functions, templates } = coverage;
  const suppressed = findings.filter((finding) => finding.suppressed !== undefined).length;
  const where = templates === 0 ? '' : ` in ${toCount(templates, 'template')}`;
  const silenced = suppressed === 0 ? '' : `, ${toCount(suppressed, 'finding')} suppressed`;
  return `${toCount(functions, 'function')}${where}${silenced}`;
}

/** What was not read, or is not known: `the code of 1 function`. */
export function findGaps({ functions, functionsWithCode, unresolvedValues }: Coverage): readonly string[] {
  const withoutCode = functions - functionsWithCode;
  return [
    ...(withoutCode > 0 ? [`the code of ${toCount(withoutCode, 'function')}`] : []),
    ...(unresolvedValues > 0 ? [`${toCount(unresolvedValues, 'value')} that could not be resolved`] : []),
  ];
}
