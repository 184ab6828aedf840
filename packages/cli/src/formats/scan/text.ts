import type { Finding, ScanResult } from '@sallyport/core';
import { toLine, wrap } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';
import { printDiagnostics } from '../not-covered.ts';
import { printBeyondFindings } from './beyond-findings.ts';
import { type FindingGroup, groupFindings } from './group-findings.ts';
import { toSeverityCounts } from './severity-counts.ts';
import { findOpen, toFound, toScope } from './summary.ts';
import { printFinding } from './text-finding.ts';

/** What is shown before `--verbose`: groups, and findings in each. */
const groupsShown = 10;
const findingsShown = 3;

/** For people: the worst first, grouped by function, short unless `--verbose`. */
export function printScanText(result: ScanResult, context: FormatContext): string {
  const open = findOpen(result);
  const groups = groupFindings(open, result.application.functions);
  const shown = context.verbose ? groups : groups.slice(0, groupsShown);
  const parts = shown.map((group) => printGroup(group, context));
  const rest = groups.slice(shown.length);
  if (rest.length > 0) parts.push(printRest(rest, context));
  if (context.quiet) return parts.join('\n');
  const notCovered = printDiagnostics(result.diagnostics, context);
  const beyond = printBeyondFindings(result, context);
  return [printHead(result, context), ...parts, beyond, notCovered, printFoot(open, context)]
    .filter((part) => part !== '')
    .join('\n');
}

function printHead(result: ScanResult, { title, style, width }: FormatContext): string {
  return `${style.bold(toLine(title))}: ${toFound(result, style)}\n${wrap(toScope(result), width)}\n`;
}

function printGroup(group: FindingGroup, context: FormatContext): string {
  const { style, verbose, width } = context;
  const shown = verbose ? group.findings : group.findings.slice(0, findingsShown);
  const { name, place = '' } = group;
  const gap = name.length + 2 + place.length > width ? '\n  ' : '  ';
  const where = place === '' ? '' : `${gap}${style.dim(toLine(place))}`;
  const lines = [`${style.bold(toLine(name))}${where}\n`, ...shown.map((f) => printFinding(f, context))];
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
