import { listAdvisories, listUnrated, type Finding, type FoundAdvisory, type ScanResult } from '@sallyport/core';
import { toCount, toLine, toPrintable, wrap } from '../../terminal/wrap.ts';
import { toSeverityCounts } from '../scan/severity-counts.ts';
import type { DepsContext } from './index.ts';

const PACKAGES_SHOWN = 15;
const FINDINGS_SHOWN = 4;
const DIAGNOSTICS_SHOWN = 10;
/** Days after which a database is said to be old: new advisories come every day. */
const OLD_DAYS = 14;

interface Group {
  readonly title: string;
  readonly place: string;
  readonly findings: readonly Finding[];
}

/** For people: by package, the worst first, with what ships it and what clears it. */
export function printDepsText(result: ScanResult, context: DepsContext): string {
  const open = result.findings.filter((finding) => finding.suppressed === undefined);
  const shown = context.unknownSeverity === 'ignore' ? open.filter((f) => !isUnrated(f)) : open;
  const groups = groupByPackage(shown);
  const listed = context.verbose ? groups : groups.slice(0, PACKAGES_SHOWN);
  const rest = groups.slice(listed.length);
  const more = `${toSeverityCounts(rest.flatMap((g) => g.findings))} in ${toCount(rest.length, 'more package')}; \`--verbose\` shows all`;
  const body = [...listed.map((group) => printGroup(group, context)), ...(rest.length > 0 ? [`${more}\n`] : [])];
  if (context.quiet) return body.join('\n');
  const parts = [
    printHead(result, open, shown, context),
    ...body,
    printDiagnostics(result, context),
    printDatabase(result, context),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function printHead(
  { dependencies, coverage, diagnostics, findings }: ScanResult,
  open: readonly Finding[],
  shown: readonly Finding[],
  { title, style, unknownSeverity }: DepsContext,
): string {
  const isWhole =
    diagnostics.every(({ severity }) => severity !== 'error') && (dependencies?.database.uncovered ?? 0) === 0;
  const nothing = isWhole ? style.green('nothing found') : 'nothing found in what could be checked';
  const found =
    shown.length === 0
      ? nothing
      : toSeverityCounts(
          shown.filter((f) => !isUnrated(f)),
          style,
        );
  const unrated = open.flatMap(listUnrated).length;
  const policy = { fail: 'meets the bar', warn: 'meets no bar', ignore: 'is not shown' }[unknownSeverity];
  const rated = unrated === 0 ? '' : `${unrated} of unknown severity, which ${policy}`;
  const silenced = findings.length === open.length ? '' : `, ${findings.length - open.length} suppressed`;
  const files = toCount(dependencies?.sources.length ?? 0, 'file');
  const functions = coverage.functions === 0 ? '' : `, ${toCount(coverage.functions, 'function')}`;
  return `${style.bold(toLine(title))}: ${[found, rated].filter((part) => part !== '').join('; ')}\n${toCount(coverage.packages, 'package')} in ${files}${functions}${silenced}\n`;
}

/** Whether nobody has rated anything that a finding is about. */
function isUnrated(finding: Finding): boolean {
  const unrated = listUnrated(finding).length;
  return unrated > 0 && unrated === listAdvisories(finding).length;
}

function groupByPackage(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { package: found, at } = finding;
    const key =
      found === undefined ? `\n${at.file}` : `${found.name} ${found.version ?? found.range ?? ''}\n${found.file}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups].map(([key, members]) => {
    const [title = '', file = ''] = key.split('\n');
    return { title: title === '' ? file : title.trim(), place: title === '' ? '' : file, findings: members };
  });
}

function printGroup({ title, place, findings }: Group, { style, verbose, width }: DepsContext): string {
  const shown = verbose ? findings : findings.slice(0, FINDINGS_SHOWN);
  const rest = findings.slice(shown.length);
  const found = findings[0]?.package;
  const way = found !== undefined && found.path.length > 1 ? `by ${found.path.join(' → ')}` : '';
  const ships = found === undefined || found.functions.length === 0 ? '' : `shipped by ${found.functions.join(', ')}`;
  const facts = [way, ships].filter((fact) => fact !== '').join('; ');
  const fixes = new Set(findings.map(toFix).filter((fix) => fix !== undefined));
  const lines = [
    `${style.bold(toLine(title))}${place === '' ? '' : `  ${style.dim(toPrintable(place))}`}`,
    ...(facts === '' ? [] : [toItem(facts, width)]),
    ...shown.flatMap((finding) => [
      printFinding(finding, { style, width }),
      ...(verbose ? (finding.advisories ?? []).map((advisory) => printAdvisory(advisory, width)) : []),
    ]),
    ...(rest.length > 0 ? [`  ${style.dim(`and ${toSeverityCounts(rest)}`)}`] : []),
    ...[...fixes].map((fix) => toItem(`fix: ${fix}`, width)),
  ];
  return `${lines.join('\n')}\n`;
}

/** What to do, in words. */
const toFix = ({ fix, package: found }: Finding): string | undefined =>
  fix?.title ?? (found?.command === undefined ? undefined : `run \`${found.command}\``);

function printFinding(finding: Finding, { style, width }: Pick<DepsContext, 'style' | 'width'>): string {
  const { severity, advisory, advisories, rule, message, why } = finding;
  const label = advisory?.malicious === true ? 'malicious' : isUnrated(finding) ? 'unrated' : severity;
  const about =
    advisory === undefined
      ? `${rule} ${message}.  ${why}`
      : advisories === undefined
        ? `${toNames(advisory)}  ${describe(advisory)}`
        : `${message}.`;
  const text = toItem(`${label}  ${about}`.trimEnd(), width);
  return text.replace(label, () => style.severity(severity, label));
}

/** One of several that a finding is about. */
function printAdvisory(advisory: FoundAdvisory, width: number): string {
  const rating = advisory.severity === 'unknown' ? 'unrated' : advisory.severity;
  return `  ${toItem(`${rating}  ${toNames(advisory)}  ${describe(advisory)}`, width - 2)}`;
}

const toNames = ({ id, aliases }: FoundAdvisory): string => [id, ...aliases].slice(0, 2).join(' ');

/** An indented line, and its continuation further in. */
const toItem = (text: string, width: number): string => `  ${wrap(toPrintable(text), width - 2, 4)}`;

function describe({ summary, score, fixed, allowed, reach }: FoundAdvisory): string {
  const facts = [
    ...(score === undefined ? [] : [`CVSS ${score.toFixed(1)}`]),
    ...(allowed === undefined ? [] : [`${allowed} of what the range allows`]),
    ...(reach === 'installed' ? [] : ['imported by a handler']),
    fixed.length === 0 ? 'no fix known' : `fixed in ${fixed.join(', ')}`,
  ];
  return [...(summary === undefined ? [] : [summary]), facts.join(', ')].join('; ');
}

function printDiagnostics({ diagnostics }: ScanResult, { style, verbose, width }: DepsContext): string {
  if (diagnostics.length === 0) return '';
  const shown = verbose ? diagnostics : diagnostics.slice(0, DIAGNOSTICS_SHOWN);
  const lines = shown.map(({ file, line, message }) => {
    const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
    return toItem(place + message, width);
  });
  const rest = diagnostics.length - shown.length;
  return `${style.bold('Not covered, or to be known')}\n${lines.join('\n')}\n${rest > 0 ? `  and ${rest} more\n` : ''}`;
}

function printDatabase({ dependencies }: ScanResult, { today, style, width }: DepsContext): string {
  const database = dependencies?.database;
  if (database === undefined || database.date === null) return '';
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(database.date)) / 86_400_000));
  const age = days === 0 ? 'of today' : days === 1 ? 'of yesterday' : `${days} days old`;
  const old = days > OLD_DAYS ? ': that is old, run `sallyport db update`' : '';
  const kind = database.isStarter ? 'starter database' : 'database';
  const text = `${kind} of ${database.date}, ${age}${old}; ${database.records} advisories for ${database.ecosystems.join(' and ')}, from OSV and the GitHub Advisory Database (CC-BY-4.0)`;
  return `${style.dim(wrap(text, width))}\n`;
}
