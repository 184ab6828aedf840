import type { Diagnostic } from './findings/diagnostic.ts';
import type { Finding } from './findings/finding.ts';
import { createFingerprints } from './findings/fingerprint.ts';
import { compareFindings } from './findings/severity.ts';
import { joinLooped } from './join-looped.ts';
import { isMadeByFramework } from './rules/is-made-by-framework.ts';
import { isEverDeployed } from './rules/is-ever-deployed.ts';
import type { Report, Rule, RuleContext } from './rules/rule.ts';

/** Runs rules one after the other; one that throws costs itself alone. Findings come worst first. */
export function runRules(
  rules: readonly Rule[],
  context: RuleContext,
): { findings: readonly Finding[]; diagnostics: readonly Diagnostic[] } {
  const toFingerprint = createFingerprints();
  const diagnostics: Diagnostic[] = [];
  const open = new Set(context.application.templates.flatMap(({ file, isOpen }) => (isOpen === true ? [file] : [])));
  const findings = rules.flatMap((rule) => {
    const isKnown = ({ at }: Report): boolean => rule.needsWholeTemplate !== true || !open.has(at.file);
    try {
      const reports = [...rule.check(context)].filter(
        (report) =>
          isKnown(report) &&
          isEverThere(report, context) &&
          !isMadeByFramework(report.resource ?? report.function ?? ''),
      );
      return joinLooped(reports, context).map((report) => toFinding(rule, report, toFingerprint));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `rule \`${rule.id}\` failed and reports nothing: ${why}`;
      diagnostics.push({ code: 'rule-failed', severity: 'error', message });
      return [];
    }
  });
  return { findings: findings.sort(compareFindings), diagnostics };
}

/** False for a report on what the template never deploys. */
function isEverThere({ at, function: fn, resource: id = fn }: Report, { application }: RuleContext): boolean {
  const template = application.templates.find(({ file }) => file === at.file);
  const resource = id === undefined ? undefined : (template?.expanded?.get(id) ?? template?.resources.get(id));
  return template === undefined || resource === undefined || isEverDeployed(resource, template, application);
}

/** Lets each rule put its findings together, whether they are accepted or not. */
export function gatherFindings(
  rules: readonly Rule[],
  findings: readonly Finding[],
  context: RuleContext,
): readonly Finding[] {
  return rules
    .reduce((all, { id, gather }) => {
      if (gather === undefined) return all;
      const others = all.filter(({ rule }) => rule !== id);
      const own = all.filter(({ rule }) => rule === id);
      return [...others, ...gather(own, context)];
    }, findings)
    .toSorted(compareFindings);
}

function toFinding(rule: Rule, report: Report, toFingerprint: ReturnType<typeof createFingerprints>): Finding {
  const { identity, severity, confidence, ...rest } = report;
  return {
    ...rest,
    rule: rule.id,
    slug: rule.slug,
    severity: severity ?? rule.severity,
    confidence: confidence ?? 'certain',
    ...(rule.suggestion === true ? { suggestion: true } : {}),
    references: rule.references,
    fingerprint: toFingerprint(rule.id, report.at.file, identity),
  };
}
