import type { Diagnostic } from './diagnostic.ts';
import type { Finding } from './finding.ts';
import type { Suppression } from './suppression.ts';

/** What decides whether a suppression holds and whether it is of any use. */
export interface SuppressOptions {
  /** `YYYY-MM-DD`; without it nothing has ended. */
  readonly today?: string;
  /** Ids and slugs of the rules that ran: a suppression of a rule that did not run is not called unused. */
  readonly ran: ReadonlySet<string>;
  /** Ids and slugs of every rule, those that did not run among them: other names are misspelt. */
  readonly known: ReadonlySet<string>;
}

/** Marks the findings that a suppression covers, and reports suppressions that have ended or that cover nothing. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  options: SuppressOptions,
): { findings: readonly Finding[]; diagnostics: readonly Diagnostic[] } {
  const used = new Set<Suppression>();
  const marked = findings.map((finding) => {
    const matching = suppressions.filter((s) => namesRule(s, finding) && s.covers(finding));
    for (const suppression of matching) used.add(suppression);
    const first = matching.find((s) => !hasEnded(s, options));
    if (first === undefined || finding.suppressed !== undefined) return finding;
    const { reason, until, where } = first;
    return { ...finding, suppressed: { reason, ...(until === undefined ? {} : { until }), where } };
  });
  const diagnostics = suppressions.flatMap((s) => {
    const problem = findProblem(s, used.has(s), options);
    return problem === undefined ? [] : [problem];
  });
  return { findings: marked, diagnostics };
}

const namesRule = (suppression: Suppression, finding: Finding): boolean =>
  suppression.rules.some((rule) => rule.toUpperCase() === finding.rule || rule === finding.slug);

const hasEnded = (suppression: Suppression, options: SuppressOptions): boolean =>
  suppression.until !== undefined && options.today !== undefined && suppression.until < options.today;

function findProblem(suppression: Suppression, isUsed: boolean, options: SuppressOptions): Diagnostic | undefined {
  const rules = suppression.rules.join(', ');
  const stray = suppression.rules.find((rule) => !isAmong(rule, options.known));
  if (stray !== undefined && suppression.isImported !== true) {
    const message = `there is no rule \`${stray}\` to suppress`;
    return toWarning('suppression-invalid', message, suppression);
  }
  if (isUsed && hasEnded(suppression, options)) {
    const message = `the suppression of \`${rules}\` ended on \`${suppression.until}\``;
    return toWarning('suppression-ended', message, suppression);
  }
  if (suppression.isImported === true) return undefined;
  const ran = suppression.rules.some((rule) => isAmong(rule, options.ran));
  if (isUsed || !ran) return undefined;
  return toWarning('suppression-unused', `the suppression of \`${rules}\` covers no finding`, suppression);
}

const isAmong = (rule: string, names: ReadonlySet<string>): boolean => names.has(rule) || names.has(rule.toUpperCase());

function toWarning(code: string, problem: string, { file, line, where }: Suppression): Diagnostic {
  // A comment is its own place.
  const isToldByPlace = where === `${file}:${line}`;
  return {
    code,
    severity: 'warning',
    message: isToldByPlace ? problem : `${problem} (${where})`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  };
}
