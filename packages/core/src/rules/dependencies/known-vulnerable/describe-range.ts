import type { PackageMatch } from '../../../deps/dependencies.ts';
import type { FoundAdvisory } from '../../../findings/finding.ts';
import { listWords } from '../../permissions/list-words.ts';
import { describePackage, describeShipping } from './describe-match.ts';

/** What is known against the versions that a range allows: how much, and the worst of it. */
export function describeRange(match: PackageMatch, advisories: readonly FoundAdvisory[]): string {
  const { severity, worst } = findWorst(advisories);
  const isEvery = advisories.some(({ allowed }) => allowed === 'all');
  const share = worst.length === advisories.length ? 'all' : `${worst.length} of them`;
  const rating = severity === 'unknown' ? 'unrated' : severity;
  const names = listWords(worst.map(({ id }) => id));
  const what = `${isEvery ? 'every version' : 'some versions'} that ${describePackage(match)} allows`;
  return `${what} ${isEvery ? 'is' : 'are'} vulnerable (${advisories.length} advisories, ${share} ${rating}: ${names})`;
}

export function explainRange(match: PackageMatch, advisories: readonly FoundAdvisory[]): string {
  const { severity, worst } = findWorst(advisories);
  const summary = worst.find((advisory) => advisory.summary !== undefined)?.summary?.replace(/[.…]*$/, '');
  const about = summary === undefined ? '' : `${summary}${worst.length === 1 ? '' : ', and more'}. `;
  const unrated = advisories.filter((advisory) => advisory.severity === 'unknown').length;
  const rating =
    severity === 'unknown'
      ? ' How bad they are nobody has said.'
      : unrated === 0
        ? ''
        : ` How bad ${unrated} of them ${unrated === 1 ? 'is' : 'are'} nobody has said.`;
  return `${about}${describeShipping(match)} ${toFixed(match, advisories)}${rating}`;
}

function findWorst(advisories: readonly FoundAdvisory[]): {
  readonly severity: FoundAdvisory['severity'];
  readonly worst: readonly FoundAdvisory[];
} {
  const severity = advisories[0]?.severity ?? 'unknown';
  return { severity, worst: advisories.filter((advisory) => advisory.severity === severity) };
}

function toFixed({ fixedBy }: PackageMatch, advisories: readonly FoundAdvisory[]): string {
  if (fixedBy !== undefined) return `${fixedBy} is the first version that fixes all of them.`;
  const open = advisories.filter(({ fixed }) => fixed.length === 0).length;
  if (open === 0) return 'No version is known that fixes all of them.';
  return `No version is known to fix ${open === advisories.length ? 'any' : open} of them.`;
}
