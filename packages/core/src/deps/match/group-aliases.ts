import type { Advisory } from '../database/advisory.ts';
import { severities } from '../../findings/severity.ts';
import type { AdvisorySeverity } from '../severity/read-severity.ts';

/** The same flaw may stand under several ids, each naming the others: those are one. In the order of their first. */
export function groupAliases(advisories: readonly Advisory[]): readonly (readonly Advisory[])[] {
  if (advisories.length === 1) return [advisories];
  const groups: Advisory[][] = [];
  const byName = new Map<string, Advisory[]>();
  for (const advisory of advisories) {
    const names = [advisory.id, ...advisory.aliases];
    const known = [...new Set(names.flatMap((name) => byName.get(name) ?? []).map((member) => byName.get(member.id)))];
    const [first = [], ...rest] = known.filter((group) => group !== undefined);
    if (first.length === 0) groups.push(first);
    for (const group of rest) groups.splice(groups.indexOf(group), 1);
    first.push(advisory, ...rest.flat());
    for (const member of first) for (const name of [member.id, ...member.aliases]) byName.set(name, first);
  }
  return groups;
}

/** Ids that people know come first: GitHub's, then the one of the language, then what databases made up. */
const PREFIXES = ['MAL-', 'GHSA-', 'PYSEC-', 'CVE-'];

const toRank = (id: string): number => {
  const rank = PREFIXES.findIndex((prefix) => id.startsWith(prefix));
  return rank === -1 ? PREFIXES.length : rank;
};

/** Ids that a database made up for itself, as the OSV schema has them begin. */
const isMadeUp = (id: string): boolean => id.startsWith('x_') || id.startsWith('X_');

/** The best id of a group, and all others. */
export function nameGroup(group: readonly Advisory[]): { readonly id: string; readonly aliases: readonly string[] } {
  const names = [...new Set(group.flatMap((advisory) => [advisory.id, ...advisory.aliases]))];
  const sorted = names.sort((a, b) => toRank(a) - toRank(b) || (a < b ? -1 : 1));
  const own = new Set(group.map(({ id }) => id));
  const id = sorted.find((name) => own.has(name) && !isMadeUp(name)) ?? sorted[0] ?? '';
  return { id, aliases: sorted.filter((name) => name !== id) };
}

/** The worst that any member says; unknown only where none says anything. */
export function rateGroup(group: readonly Advisory[]): {
  readonly severity: AdvisorySeverity;
  readonly score?: number;
} {
  const known = severities.find((severity) => group.some((advisory) => advisory.severity === severity));
  const scores = group.flatMap(({ score }) => (score === undefined ? [] : [score]));
  return { severity: known ?? 'unknown', ...(scores.length === 0 ? {} : { score: Math.max(...scores) }) };
}
