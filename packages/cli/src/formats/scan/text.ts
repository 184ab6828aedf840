import type { Finding, ScanResult } from '@sallyport/core';
import type { Style } from '../../terminal/style.ts';
import { toCount, toPrintable, wrap } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';
import { printNotCovered } from '../not-covered.ts';
import { printBeyondFindings } from './beyond-findings.ts';
import { type FindingGroup, groupFindings } from './group-findings.ts';
import { toSeverityCounts } from './severity-counts.ts';
import { printFinding } from './text-finding.ts';

/** What is shown before `--verbose`: groups, and findings in each. */
const groupsShown = 10;
const findingsShown = 3;

/** For people: the worst first, grouped by function, short unless `--verbose`. */
export function printScanText(result: ScanResult, context: FormatContext): string {
  const open = result.findings.filter((finding) => finding.suppressed === undefined);
  const groups = groupFindings(open, result.application.functions);
  const shown = context.verbose ? groups : groups.slice(0, groupsShown);
  const parts = shown.map((group) => printGroup(group, context));
  const rest = groups.slice(shown.length);
  if (rest.length > 0) parts.push(printRest(rest, context));
  if (context.quiet) return parts.join('\n');
  const notCovered = printNotCovered(result.coverage, result.diagnostics, context);
  const beyond = printBeyondFindings(result, context);
  return [printHead(result, open, context), ...parts, beyond, notCovered, printFoot(open, context)]
    .filter((part) => part !== '')
    .join('\n');
}

function printHead(result: ScanResult, open: readonly Finding[], { title, style }: FormatContext): string {
  const { functions, templates } = result.coverage;
  const suppressed = result.findings.length - open.length;
  const found = open.length === 0 ? printNothing(result, style) : toSeverityCounts(open, style);
  const where = templates === 0 ? '' : ` in ${toCount(templates, 'template')}`;
  const silenced = suppressed === 0 ? '' : `, ${toCount(suppressed, 'finding')} suppressed`;
  return `${style.bold(toPrintable(title))}: ${found}\n${toCount(functions, 'function')}${where}${silenced}\n`;
}

/** Nothing found where something could not be read is not the same as all being well. */
function printNothing({ diagnostics }: ScanResult, style: Style): string {
  const isWhole = diagnostics.every(({ severity }) => severity !== 'error');
  return isWhole ? style.green('nothing found') : 'nothing found in what could be read';
}

function printGroup(group: FindingGroup, context: FormatContext): string {
  const { style, verbose, width } = context;
  const shown = verbose ? group.findings : group.findings.slice(0, findingsShown);
  const { name, place = '' } = group;
  const gap = name.length + 2 + place.length > width ? '\n  ' : '  ';
  const where = place === '' ? '' : `${gap}${style.dim(toPrintable(place))}`;
  const lines = [`${style.bold(toPrintable(name))}${where}\n`, ...shown.map((f) => printFinding(f, context))];
  const rest = group.findings.slice(shown.length);
  if (rest.length > 0) lines.push(`  ${style.dim(`and ${toSeverityCounts(rest)}: ${toRuleList(rest)}`)}\n`);
  return lines.join('');
}

const toRuleList = (findings: readonly Finding[]): string => [...new Set(findings.map((f) => f.rule))].join(', ');

function printRest(rest: readonly FindingGroup[], { width }: FormatContext): string {
  const names = rest.map((group) => group.name).join(', ');
  return `${wrap(`${toSeverityCounts(rest.flatMap((g) => g.findings))} in ${rest.length} more: ${names}`, width)}\n`;
}

function printFoot(open: readonly Finding[], { style, verbose, width }: FormatContext): string {
  const [worst] = open;
  if (worst === undefined) return '';
  const more = verbose ? '' : ', `--verbose` shows all with traces';
  return `${style.dim(wrap(`\`sallyport explain ${worst.rule}\` tells more${more}`, width))}\n`;
}
