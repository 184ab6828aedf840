import type { Coverage, Diagnostic, Finding, ScanResult } from '@sallyport/core';
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

/**
 * What was read, what was not, and what is not known, in one line: `2 functions in 1 template and 7 packages read; not read: the code of
 * 1 function; unknown: 3 values`.
 */
export function toScope({ coverage, diagnostics, findings }: ScanResult): string {
  const { functions, templates, packages, unresolvedValues } = coverage;
  const suppressed = findings.filter((finding) => finding.suppressed !== undefined).length;
  const where = templates === 0 ? '' : ` in ${toCount(templates, 'template')}`;
  const beside = packages === 0 ? '' : ` and ${toCount(packages, 'package')}`;
  const files = new Set(diagnostics.filter(isUnread).map(({ file }) => file)).size;
  const unread = [...findUnreadCode(coverage), ...(files === 0 ? [] : [toCount(files, 'file')])];
  return [
    `${toCount(functions, 'function')}${where}${beside} read`,
    `not read: ${unread.length === 0 ? 'nothing' : unread.join(', ')}`,
    `unknown: ${unresolvedValues === 0 ? 'nothing' : toCount(unresolvedValues, 'value')}`,
    ...(suppressed === 0 ? [] : [`${toCount(suppressed, 'finding')} suppressed`]),
  ].join('; ');
}

/** A file that could not be read, or not all of it. Code that could not is counted by its function. */
const isUnread = ({ code, severity, file }: Diagnostic): boolean =>
  severity === 'error' && file !== undefined && !/^(?:analysis|code|handler|path|runtime)-/.test(code);

function findUnreadCode({ functions, functionsWithCode }: Coverage): readonly string[] {
  const count = functions - functionsWithCode;
  return count > 0 ? [`the code of ${toCount(count, 'function')}`] : [];
}

/** What was not read, or is not known: `the code of 1 function`. */
export function findGaps(coverage: Coverage): readonly string[] {
  const { unresolvedValues } = coverage;
  return [
    ...findUnreadCode(coverage),
    ...(unresolvedValues > 0 ? [`${toCount(unresolvedValues, 'value')} that could not be resolved`] : []),
  ];
}
