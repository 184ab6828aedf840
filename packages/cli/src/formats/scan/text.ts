import type { Finding, ScanResult } from '@sallyport/core';
import { toCount, toPrintable, wrap } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';
import { printNotCovered } from '../not-covered.ts';
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
  return [printHead(result, open, context), ...parts, notCovered, printFoot(open, context)]
    .filter((part) => part !== '')
    .join('\n');
}

function printHead(result: ScanResult, open: readonly Finding[], { title, style }: FormatContext): string {
  const { functions, templates } = result.coverage;
  const suppressed = result.findings.length - open.length;
  const found = open.length === 0 ? style.green('nothing found') : toSeverityCounts(open, style);
  const where = templates === 0 ? '' : ` in ${toCount(templates, 'template')}`;
  const silenced = suppressed === 0 ? '' : `, ${toCount(suppressed, 'finding')} suppressed`;
  return `${style.bold(toPrintable(title))}: ${found}\n${toCount(functions, 'function')}${where}${silenced}\n`;
}

function printGroup(group: FindingGroup, context: FormatContext): string {
  const { style, verbose } = context;
  const shown = verbose ? group.findings : group.findings.slice(0, findingsShown);
  const place = group.place === undefined ? '' : `  ${style.dim(toPrintable(group.place))}`;
  const lines = [`${style.bold(toPrintable(group.name))}${place}\n`, ...shown.map((f) => printFinding(f, context))];
  const rest = group.findings.slice(shown.length);
  if (rest.length > 0) lines.push(`  ${style.dim(`and ${toSeverityCounts(rest)}: ${toRuleList(rest)}`)}\n`);
  return lines.join('');
}

const toRuleList = (findings: readonly Finding[]): string => [...new Set(findings.map((f) => f.rule))].join(', ');

function printRest(rest: readonly FindingGroup[], { width }: FormatContext): string {
  const names = rest.map((group) => group.name).join(', ');
  return `${wrap(`${toSeverityCounts(rest.flatMap((g) => g.findings))} in ${rest.length} more: ${names}`, width)}\n`;
}

function printFoot(open: readonly Finding[], { style, verbose }: FormatContext): string {
  const [worst] = open;
  if (worst === undefined) return '';
  const more = verbose ? '' : ', `--verbose` shows all with traces';
  return style.dim(`\`sallyport explain ${worst.rule}\` tells more${more}`) + '\n';
}
