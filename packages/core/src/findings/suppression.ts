import type { Diagnostic } from './diagnostic.ts';
import type { Finding } from './finding.ts';

/** One request to silence findings, from a comment, from `Metadata` or from the config. */
export interface Suppression {
  /** Rule ids or slugs. */
  readonly rules: readonly string[];
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  /** For people: `template.yaml:12`, `Metadata of Orders in template.yaml`. */
  readonly where: string;
  readonly file?: string;
  readonly line?: number;
  readonly covers: (finding: Finding) => boolean;
  /** Written for another tool, which may need it where it covers nothing here. */
  readonly isImported?: boolean;
}

/** What was read, and what could not be. */
export interface SuppressionReading {
  readonly suppressions: readonly Suppression[];
  readonly diagnostics: readonly Diagnostic[];
}

/** True for a calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
