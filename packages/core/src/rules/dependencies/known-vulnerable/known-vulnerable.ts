import type { PackageMatch } from '../../../deps/dependencies.ts';
import { planFix } from '../../../deps/fix/plan-fix.ts';
import type { Confidence, Severity } from '../../../findings/finding.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { toFoundPackage } from '../to-found-package.ts';
import { describePackage, describeShipping } from './describe-match.ts';
import { gatherRanges } from './gather-ranges.ts';

export const knownVulnerable: Rule = defineRule({
  id: 'DEP001',
  slug: 'known-vulnerable',
  severity: 'high',
  title: 'a package has a known vulnerability',
  references: ['OWASP-S9', 'CSA-SAS-6', 'CWE-1395'],
  needsCode: false,
  check: ({ dependencies }) => (dependencies?.matches ?? []).map(toReport),
  gather: gatherRanges,
});

function toReport(match: PackageMatch): Report {
  const { dependency, advisory, at, path } = match;
  const { ref, source, functions } = dependency;
  const fix = planFix(match);
  const [first] = functions;
  const found = toFoundPackage(dependency, path);
  const version = ref.version ?? ref.range ?? 'any version';
  return {
    at,
    ...(first === undefined ? {} : { function: first }),
    message: toMessage(match),
    why: toWhy(match),
    severity: toSeverity(match),
    confidence: toConfidence(match),
    trace: [
      { file: at.file, line: at.line, column: at.column, message: `${path.join(' → ')} ${version}` },
      ...(source.file === at.file
        ? []
        : [{ file: source.file, line: ref.line ?? 1, column: 1, message: 'chosen here' }]),
    ],
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fix: { title: fix.title, edits: fix.edits } }),
    package: fix?.command === undefined ? found : { ...found, command: fix.command },
    advisory,
    identity: [ref.ecosystem, ref.name, version, advisory.id, source.file],
  };
}

function toMessage(match: PackageMatch): string {
  const { advisory } = match;
  const what = describePackage(match);
  if (advisory.malicious) return `${what} was made to do harm (${advisory.id})`;
  const cve = advisory.aliases.find((alias) => alias.startsWith('CVE-'));
  const names = cve === undefined || advisory.id.startsWith('CVE-') ? advisory.id : `${advisory.id}, ${cve}`;
  if (advisory.allowed === 'some') return `some versions that ${what} allows are vulnerable (${names})`;
  if (advisory.allowed === 'all') return `every version that ${what} allows is vulnerable (${names})`;
  return `${what} is vulnerable (${names})`;
}

function toWhy(match: PackageMatch): string {
  const { advisory, fixedBy } = match;
  const about = advisory.summary === undefined ? '' : `${advisory.summary.replace(/[.…]*$/, '')}. `;
  const fixed =
    fixedBy === undefined
      ? advisory.fixed.length === 0
        ? 'No version is known to fix it.'
        : `It is fixed in ${advisory.fixed.join(', ')}; no version is known that clears all that is known against it.`
      : `${fixedBy} is the smallest version that clears all that is known against it.`;
  const rating = advisory.severity === 'unknown' ? ' How bad it is nobody has said.' : '';
  return `${about}${describeShipping(match)} ${fixed}${rating}`;
}

/** Ranked by whether it can run at all: code that is not deployed, or may not even be chosen, is lower; malware acts when it is installed. */
function toSeverity({ dependency, advisory }: PackageMatch): Severity {
  if (advisory.malicious) return 'critical';
  const own = advisory.severity === 'unknown' ? 'medium' : advisory.severity;
  const isLower = dependency.ref.dev || advisory.allowed === 'some';
  return isLower && own !== 'info' ? 'low' : own;
}

const toConfidence = ({ advisory }: PackageMatch): Confidence =>
  advisory.allowed === 'some'
    ? 'possible'
    : advisory.allowed === 'all' || advisory.reach === 'installed'
      ? 'likely'
      : 'certain';
