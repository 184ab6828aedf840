import type { Dependency, PackageMatch } from '../../../deps/dependencies.ts';
import type { Confidence, Finding, FoundAdvisory } from '../../../findings/finding.ts';
import { createFingerprints } from '../../../findings/fingerprint.ts';
import { severities } from '../../../findings/severity.ts';
import type { RuleContext } from '../../rule.ts';
import { describeRange, explainRange } from './describe-range.ts';

/** A finding of one advisory, and what it was made of. */
interface Member {
  readonly finding: Finding;
  readonly match: PackageMatch;
}

/**
 * A range without a lock file allows old versions with everything that is known against them: to a person that is one thing, mended
 * by one edit. What was made to do harm stays by itself, and so does what is known against a version that is chosen.
 */
export function gatherRanges(findings: readonly Finding[], { dependencies }: RuleContext): readonly Finding[] {
  const matches = new Map(dependencies?.matches.map((match) => [match.advisory, match]));
  const groups = new Map<Dependency, Map<string, Member[]>>();
  for (const finding of findings) {
    const match = finding.advisory === undefined ? undefined : matches.get(finding.advisory);
    if (match?.advisory.allowed === undefined || match.advisory.malicious) continue;
    const ways = groups.get(match.dependency) ?? new Map<string, Member[]>();
    const accepted = JSON.stringify(finding.suppressed ?? null);
    groups.set(match.dependency, ways.set(accepted, [...(ways.get(accepted) ?? []), { finding, match }]));
  }
  const several = [...groups.values()].flatMap((ways) => [...ways.values()].filter(({ length }) => length > 1));
  const gone = new Set(several.flatMap((members) => members.map(({ finding }) => finding)));
  return [...findings.filter((finding) => !gone.has(finding)), ...several.map(toOne)];
}

function toOne(members: readonly Member[]): Finding {
  // What nobody has rated is no measure where something is rated: the gate counts it by a policy of its own.
  const rated = members.filter(({ match }) => match.advisory.severity !== 'unknown');
  const { finding, match } = (rated.length === 0 ? members : rated).reduce((a, b) =>
    severities.indexOf(b.finding.severity) < severities.indexOf(a.finding.severity) ? b : a,
  );
  const advisories = members.map((member) => member.match.advisory).toSorted(compareAdvisories);
  const fingerprints = members.map((member) => member.finding.fingerprint).toSorted();
  return {
    ...finding,
    message: describeRange(match, advisories),
    why: explainRange(match, advisories),
    confidence: findSurest(members),
    ...(advisories[0] === undefined ? {} : { advisory: advisories[0] }),
    advisories,
    // Another advisory makes it another finding: a baseline must not hide what it never held.
    fingerprint: createFingerprints()(finding.rule, finding.at.file, fingerprints),
  };
}

const confidences: readonly Confidence[] = ['certain', 'likely', 'possible'];

const findSurest = (members: readonly Member[]): Confidence =>
  confidences.find((confidence) => members.some(({ finding }) => finding.confidence === confidence)) ?? 'possible';

const ratings: readonly FoundAdvisory['severity'][] = [...severities, 'unknown'];

/** The worst first, what nobody has rated last. */
const compareAdvisories = (a: FoundAdvisory, b: FoundAdvisory): number =>
  ratings.indexOf(a.severity) - ratings.indexOf(b.severity) ||
  (b.score ?? 0) - (a.score ?? 0) ||
  (a.id < b.id ? -1 : 1);
