import type { Finding, FoundAdvisory } from './finding.ts';

/** Every advisory that a finding is about, the worst first; none where it is about something else. */
export const listAdvisories = ({ advisory, advisories }: Finding): readonly FoundAdvisory[] =>
  advisories ?? (advisory === undefined ? [] : [advisory]);

/** Those of them that nobody has rated. What was made to do harm needs no rating. */
export const listUnrated = (finding: Finding): readonly FoundAdvisory[] =>
  listAdvisories(finding).filter(({ severity, malicious }) => severity === 'unknown' && !malicious);
