import type { AdvisorySeverity } from '../severity/read-severity.ts';

/** What is known against one package: the facts of one OSV record. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: AdvisorySeverity;
  /** 0 to 10, where the record has a CVSS vector. */
  readonly score?: number;
  /** One line in the words of the advisory's author; not in the database that is shipped. */
  readonly summary?: string;
  /** The release was made to do harm: it is not a flaw that a version may have. */
  readonly malicious: boolean;
  /** Affected versions, in order. */
  readonly intervals: readonly AffectedInterval[];
  /** Affected versions that lie in no interval. */
  readonly versions: readonly string[];
  /** Some range could not be read: a version that is not affected by the rest is unverifiable. */
  readonly incomplete: boolean;
}

/** From a version on, up to another: `null` is no bound. */
export interface AffectedInterval {
  readonly from: string | null;
  readonly to: string | null;
  /** Whether `to` is affected itself. Without, it is the version that fixes it. */
  readonly includesTo: boolean;
}

/** As it stands in the index, with one letter for each field: see docs/database.md. */
interface Stored {
  readonly i: string;
  readonly a?: readonly string[];
  readonly s?: AdvisorySeverity;
  readonly c?: number;
  readonly t?: string;
  readonly m?: 1;
  readonly r?: readonly (readonly [from: string | 0, to: string | 0, includes?: 1])[];
  readonly v?: readonly string[];
  readonly u?: 1;
}

export function encodeAdvisory(advisory: Advisory): string {
  const { id, aliases, severity, score, summary, malicious, intervals, versions, incomplete } = advisory;
  const stored: Stored = {
    i: id,
    ...(aliases.length > 0 ? { a: aliases } : {}),
    ...(severity === 'unknown' ? {} : { s: severity }),
    ...(score === undefined ? {} : { c: score }),
    ...(summary === undefined ? {} : { t: summary }),
    ...(malicious ? { m: 1 } : {}),
    ...(intervals.length > 0
      ? {
          r: intervals.map(({ from, to, includesTo }) => (includesTo ? [from ?? 0, to ?? 0, 1] : [from ?? 0, to ?? 0])),
        }
      : {}),
    ...(versions.length > 0 ? { v: versions } : {}),
    ...(incomplete ? { u: 1 } : {}),
  };
  return JSON.stringify(stored);
}

/** The text comes from an index whose checksum holds. */
export function decodeAdvisory(stored: unknown): Advisory {
  const { i, a, s, c, t, m, r, v, u } = stored as Stored;
  const advisory: { -readonly [K in keyof Advisory]: Advisory[K] } = {
    id: i,
    aliases: a ?? [],
    severity: s ?? 'unknown',
    malicious: m === 1,
    intervals: r?.map(decodeInterval) ?? [],
    versions: v ?? [],
    incomplete: u === 1,
  };
  if (c !== undefined) advisory.score = c;
  if (t !== undefined) advisory.summary = t;
  return advisory;
}

function decodeInterval(stored: NonNullable<Stored['r']>[number]): AffectedInterval {
  const [from, to] = [stored[0], stored[1]];
  return { from: from === 0 ? null : from, to: to === 0 ? null : to, includesTo: stored[2] === 1 };
}
