import type { Diagnostic, Finding, ScanResult } from '@sallyport/core';
import { toCount } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';
import { toCode, toMarkdown } from './markdown-text.ts';
import { findOpen, toFound, toScope } from './summary.ts';

/** GitHub refuses a comment of more than 65,536 characters: the table, the details and the gaps share them. */
const room = { table: 26_000, details: 26_000, gaps: 8_000 };

/** For a comment on a pull request: what was found and read in a line each, a table, and the reasons to unfold. */
export function printMarkdown(result: ScanResult, context: FormatContext, prefix: string): string {
  const open = findOpen(result);
  const parts = [printTable(open, prefix), printDetails(open, prefix)];
  if (!context.quiet) {
    const title = context.title === '' ? '' : ` of ${toCode(context.title)}`;
    parts.unshift(`### Sallyport${title}: ${toFound(result)}\n\n${toScope(result)}\n`);
    parts.push(printGaps(result, prefix));
  }
  return parts.filter((part) => part !== '').join('\n');
}

function printTable(findings: readonly Finding[], prefix: string): string {
  if (findings.length === 0) return '';
  const rows = findings.map(({ severity, suggestion, rule, slug, at, message }) => {
    const cells = [
      suggestion === true ? 'suggestion' : severity,
      `${rule} ${toMarkdown(slug)}`,
      toCode(`${prefix}${at.file}:${at.line}`),
      toMarkdown(message),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `| Severity | Rule | Where | What |\n| --- | --- | --- | --- |\n${fit(rows, room.table)}`;
}

function printDetails(findings: readonly Finding[], prefix: string): string {
  if (findings.length === 0) return '';
  const entries = findings.map((finding) => printEntry(finding, prefix));
  return `<details>\n<summary>Why, and what to do</summary>\n\n${fit(entries, room.details)}\n</details>\n`;
}

function printEntry({ rule, slug, at, why, fix, confidence }: Finding, prefix: string): string {
  const sure = confidence === 'certain' ? '' : ` (${confidence})`;
  return [
    `- **${rule} ${toMarkdown(slug)}**${sure} at ${toCode(`${prefix}${at.file}:${at.line}:${at.column}`)}`,
    ...(why === '' ? [] : [`  - why: ${toMarkdown(why)}`]),
    ...(fix === undefined ? [] : [`  - fix: ${toMarkdown(fix.title)}`]),
  ].join('\n');
}

/** What the result does not speak of. */
function printGaps({ diagnostics }: ScanResult, prefix: string): string {
  if (diagnostics.length === 0) return '';
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const list = fit(
    sorted.map((diagnostic) => printDiagnostic(diagnostic, prefix)),
    room.gaps,
  );
  const summary = `<summary>${toCount(diagnostics.length, 'thing')} that could not be read, or should be known</summary>`;
  return `<details>\n${summary}\n\n${list}\n</details>\n`;
}

function printDiagnostic({ severity, message, file, line }: Diagnostic, prefix: string): string {
  const place = file === undefined ? '' : ` ${toCode(`${prefix}${file}${line === undefined ? '' : `:${line}`}`)}`;
  return `- ${severity}${place}: ${toMarkdown(message)}`;
}

/** As many of the lines as there is room for, and how many are left out. */
function fit(lines: readonly string[], most: number): string {
  const kept: string[] = [];
  let size = 0;
  for (const line of lines) {
    size += line.length + 1;
    if (size > most) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  return `${kept.join('\n')}\n${left === 0 ? '' : `\nand ${left} more\n`}`;
}
