import type { Severity } from '../../findings/finding.ts';
import { scoreCvss2 } from './cvss2.ts';
import { scoreCvss3 } from './cvss3.ts';
import { scoreCvss4 } from './cvss4.ts';
import { parseVector } from './vector.ts';

/** How bad an advisory is; `unknown` where nobody has said. */
export type AdvisorySeverity = Severity | 'unknown';

export interface Rating {
  readonly severity: AdvisorySeverity;
  /** 0 to 10, computed from the newest CVSS vector. */
  readonly score?: number;
}

/** One entry of an OSV record's `severity`. */
export interface OsvSeverity {
  readonly type?: string;
  readonly score?: string;
}

/** Newest first: a record that is rated by several is rated by the newest. */
const VERSIONS: readonly (readonly [
  type: string,
  score: (metrics: ReadonlyMap<string, string>) => number | undefined,
])[] = [
  ['CVSS_V4', scoreCvss4],
  ['CVSS_V3', scoreCvss3],
  ['CVSS_V2', scoreCvss2],
];

/** The score of the newest vector, else the label that the database gave, else unknown: never a guess. */
export function readSeverity(severities: readonly OsvSeverity[], label: unknown): Rating {
  for (const [type, score] of VERSIONS) {
    for (const severity of severities) {
      if (severity?.type !== type || typeof severity.score !== 'string') continue;
      const value = scoreVector(severity.score, score);
      if (value !== undefined) return { severity: toSeverity(value), score: value };
    }
  }
  return { severity: (typeof label === 'string' ? LABELS.get(label.toLowerCase()) : undefined) ?? 'unknown' };
}

function scoreVector(
  text: string,
  score: (metrics: ReadonlyMap<string, string>) => number | undefined,
): number | undefined {
  const metrics = parseVector(text.trim().replace(/^\((.*)\)$/, '$1'));
  return metrics === undefined ? undefined : score(metrics);
}

/** https://www.first.org/cvss/v4.0/specification-document, table 22; the same for 3.x. */
function toSeverity(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

const LABELS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
  ['none', 'info'],
]);
