import type { Finding, ScanResult } from '@sallyport/core';
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
  const shown =
    context.unknownSeverity === 'ignore'
      ? open.filter((f) => f.advisory?.severity !== 'unknown' || f.advisory.malicious)
      : open;
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
  const unrated = open.filter(isUnrated).length;
  const policy = { fail: 'meets the bar', warn: 'meets no bar', ignore: 'is not shown' }[unknownSeverity];
  const rated = unrated === 0 ? '' : `${unrated} of unknown severity, which ${policy}`;
  const silenced = findings.length === open.length ? '' : `, ${findings.length - open.length} suppressed`;
  const files = toCount(dependencies?.sources.length ?? 0, 'file');
  const functions = coverage.functions === 0 ? '' : `, ${toCount(coverage.functions, 'function')}`;
  return `${style.bold(toLine(title))}: ${[found, rated].filter((part) => part !== '').join('; ')}\n${toCount(coverage.packages, 'package')} in ${files}${functions}${silenced}\n`;
}

const isUnrated = ({ advisory }: Finding): boolean => advisory?.severity === 'unknown' && !advisory.malicious;

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
  // What may be chosen tomorrow has every old flaw: they are counted.
  const sure = findings.filter(({ advisory }) => advisory?.allowed !== 'some');
  const some = findings.length - sure.length;
  const shown = verbose ? findings : sure.slice(0, FINDINGS_SHOWN);
  const rest = verbose ? [] : sure.slice(shown.length);
  const found = findings[0]?.package;
  const way = found !== undefined && found.path.length > 1 ? `by ${found.path.join(' → ')}` : '';
  const ships = found === undefined || found.functions.length === 0 ? '' : `shipped by ${found.functions.join(', ')}`;
  const facts = [way, ships].filter((fact) => fact !== '').join('; ');
  const fixes = new Set(findings.map(toFix).filter((fix) => fix !== undefined));
  const lines = [
    `${style.bold(toLine(title))}${place === '' ? '' : `  ${style.dim(toPrintable(place))}`}`,
    ...(facts === '' ? [] : [toItem(facts, width)]),
    ...shown.map((finding) => printFinding(finding, { style, width })),
    ...(verbose || some === 0
      ? []
      : [toItem(`${toCount(some, 'advisory', 'advisories')} against some of the versions that it allows`, width)]),
    ...(rest.length > 0 ? [`  ${style.dim(`and ${toSeverityCounts(rest)}`)}`] : []),
    ...[...fixes].map((fix) => toItem(`fix: ${fix}`, width)),
  ];
  return `${lines.join('\n')}\n`;
}

/** What to do, in words. */
const toFix = ({ fix, package: found }: Finding): string | undefined =>
  fix?.title ?? (found?.command === undefined ? undefined : `run \`${found.command}\``);

function printFinding(
  { severity, advisory, rule, message, why }: Finding,
  { style, width }: Pick<DepsContext, 'style' | 'width'>,
): string {
  const isRated = advisory === undefined || advisory.severity !== 'unknown' || advisory.malicious;
  const label = advisory?.malicious === true ? 'malicious' : isRated ? severity : 'unrated';
  const names =
    advisory === undefined ? `${rule} ${message}.` : [advisory.id, ...advisory.aliases].slice(0, 2).join(' ');
  const about = advisory === undefined ? why : describe(advisory);
  const text = toItem(`${label}  ${names}  ${about}`.trimEnd(), width);
  return text.replace(label, () => style.severity(severity, label));
}

/** An indented line, and its continuation further in. */
const toItem = (text: string, width: number): string => `  ${wrap(toPrintable(text), width - 2, 4)}`;

function describe({ summary, score, fixed, allowed, reach }: NonNullable<Finding['advisory']>): string {
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
