import type { Ecosystem } from '../package.ts';
import { toIntervals } from '../match/to-intervals.ts';
import type { OsvAffected, OsvEvent, OsvRange } from '../match/osv.ts';
import { toPackageName } from '../names.ts';
import { readSeverity, type OsvSeverity } from '../severity/read-severity.ts';
import { withScheme, type VersionScheme, type VersionText } from '../versions/compare-versions.ts';
import { includes, unite, type Interval } from '../versions/interval.ts';
import type { Advisory, AffectedInterval } from './advisory.ts';

/** An OSV record, as far as it is read: nothing in it is sure to be there or of its type. */
interface OsvRecord {
  readonly id?: unknown;
  readonly withdrawn?: unknown;
  readonly aliases?: unknown;
  readonly summary?: unknown;
  readonly severity?: unknown;
  readonly affected?: unknown;
  readonly database_specific?: unknown;
}

interface Affected extends OsvAffected {
  readonly severity?: unknown;
  readonly database_specific?: unknown;
  readonly ecosystem_specific?: unknown;
}

/** What one record says of one package. */
export interface NamedAdvisory {
  readonly name: string;
  readonly advisory: Advisory;
}

const LONGEST_SUMMARY = 160;

/**
 * What a record says of the packages of one ecosystem, one entry for each; none when it was withdrawn. `undefined` when
 * it is no OSV record.
 */
export function toAdvisories(ecosystem: Ecosystem, value: unknown): readonly NamedAdvisory[] | undefined {
  const record = toObject(value) as OsvRecord;
  if (typeof record.id !== 'string' || record.id === '') return undefined;
  const id = record.id;
  if (typeof record.withdrawn === 'string' && record.withdrawn !== '') return [];
  const byName = new Map<string, Affected[]>();
  for (const affected of toArray(record.affected).map((entry) => toObject(entry) as Affected)) {
    const named = toObject(affected.package);
    // An ecosystem may carry a suffix, `Debian:11`; those of these two have none.
    if (named['ecosystem'] !== ecosystem || typeof named['name'] !== 'string') continue;
    const name = toPackageName(ecosystem, named['name']);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [affected]);
    else same.push(affected);
  }
  return [...byName].map(([name, affected]) => ({ name, advisory: toAdvisory(ecosystem, id, record, affected) }));
}

function toAdvisory(ecosystem: Ecosystem, id: string, record: OsvRecord, affected: readonly Affected[]): Advisory {
  const aliases = toTexts(record.aliases).filter((alias) => alias !== id);
  const severities = [record.severity, ...affected.map((a) => a.severity)].flatMap(toArray) as OsvSeverity[];
  const specifics = [record, ...affected].map((part) => toObject(part.database_specific));
  const labels = [...specifics, ...affected.map((part) => toObject(part.ecosystem_specific))];
  const malicious = isMalicious([id, ...aliases], specifics);
  const rating = readSeverity(
    severities,
    labels.map((part) => part['severity']).find((label) => typeof label === 'string'),
  );
  const summary = typeof record.summary === 'string' && !malicious ? toLine(record.summary) : '';
  return {
    id,
    aliases,
    ...(malicious && rating.severity === 'unknown' ? { severity: 'critical' } : rating),
    ...(summary === '' ? {} : { summary }),
    malicious,
    ...withScheme(ecosystem, (scheme) => toVersions(scheme, affected)),
  };
}

/** https://github.com/ossf/malicious-packages names its records `MAL-`; GitHub's advisories say so by their weakness. */
const isMalicious = (ids: readonly string[], specifics: readonly Readonly<Record<string, unknown>>[]): boolean =>
  ids.some((id) => id.startsWith('MAL-')) ||
  specifics.some(
    (part) =>
      part['malicious'] === true ||
      'malicious-packages-origins' in part ||
      toArray(part['cwe_ids']).includes('CWE-506'),
  );

function toVersions<Version extends VersionText>(
  scheme: VersionScheme<Version>,
  affected: readonly Affected[],
): Pick<Advisory, 'intervals' | 'versions' | 'incomplete'> {
  const ranges = affected
    .flatMap((part) => toArray(part.ranges) as OsvRange[])
    .filter((range) => range?.type !== 'GIT');
  const read = ranges.map((range) => toIntervals(scheme, toArray(range?.events) as OsvEvent[]));
  const intervals = unite(
    scheme.compare,
    read.flatMap((some) => some ?? []),
  );
  const listed = new Set(affected.flatMap((part) => toTexts(part.versions)));
  const outside = [...listed].filter((text) => {
    const version = scheme.parse(text);
    return version === undefined || !includes(scheme.compare, intervals, version);
  });
  return { intervals: intervals.map(toBounds), versions: outside, incomplete: read.includes(undefined) };
}

const toBounds = ({ from, to }: Interval<VersionText>): AffectedInterval => ({
  from: from?.version.text.trim() ?? null,
  to: to?.version.text.trim() ?? null,
  includesTo: to?.isAfter ?? false,
});

function toLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_SUMMARY ? line : `${line.slice(0, LONGEST_SUMMARY - 1).trimEnd()}…`;
}

const toArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
const toTexts = (value: unknown): readonly string[] => toArray(value).filter((item) => typeof item === 'string');
const toObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
