import { SallyportError } from '../errors.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Finding } from './finding.ts';

/** Findings that were there before: known, and not reported as new. */
export interface Baseline {
  /** For people: the file's path. */
  readonly where: string;
  readonly fingerprints: ReadonlySet<string>;
}

/** Why a finding is silent that a baseline knows. */
const REASON = 'known from the baseline';

/** Reads a baseline: any earlier `scan --format json`. Throws `ERR_BAD_OPTION` when the text is no such thing. */
export function parseBaseline(where: string, text: string): Baseline {
  const fingerprints = new Set<string>();
  for (const finding of readFindings(where, text)) {
    const { fingerprint, suppressed } = finding as { fingerprint?: unknown; suppressed?: unknown };
    if (typeof fingerprint !== 'string') throw toMisuse(where, 'has a finding without a `fingerprint`');
    // A finding that is silenced elsewhere keeps its own reason, and comes back when that ends. One that the baseline
    // before this one silenced is still known: a baseline may be written again while it is in use.
    if (suppressed === undefined || toReason(suppressed) === REASON) fingerprints.add(fingerprint);
  }
  return { where, fingerprints };
}

const toReason = (suppressed: unknown): unknown => (suppressed as { reason?: unknown } | null)?.reason;

function readFindings(where: string, text: string): readonly unknown[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw toMisuse(where, 'is not JSON');
  }
  const { schemaVersion, findings } = (data ?? {}) as { schemaVersion?: unknown; findings?: unknown };
  if (schemaVersion !== 1) throw toMisuse(where, 'has no `schemaVersion` 1');
  if (!Array.isArray(findings) || findings.some((f) => typeof f !== 'object' || f === null)) {
    throw toMisuse(where, 'has no list of `findings`');
  }
  return findings as readonly unknown[];
}

const toMisuse = (where: string, problem: string): SallyportError =>
  new SallyportError('ERR_BAD_OPTION', `baseline \`${where}\` ${problem}`, {
    help: 'a baseline is what `sallyport scan --format json --output FILE` wrote',
  });

/** Marks the findings that the baseline knows, and says how many of its own are gone. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline | undefined,
): { findings: readonly Finding[]; diagnostics: readonly Diagnostic[] } {
  if (baseline === undefined) return { findings, diagnostics: [] };
  const present = new Set(findings.map((f) => f.fingerprint));
  const gone = [...baseline.fingerprints].filter((f) => !present.has(f)).length;
  const suppressed = { reason: REASON, where: baseline.where };
  return {
    findings: findings.map((f) =>
      f.suppressed === undefined && baseline.fingerprints.has(f.fingerprint) ? { ...f, suppressed } : f,
    ),
    diagnostics: gone === 0 ? [] : [toGone(gone, baseline.where)],
  };
}

const toGone = (count: number, where: string): Diagnostic => ({
  code: 'baseline-outdated',
  severity: 'warning',
  message: `${count} of the findings in baseline \`${where}\` ${count === 1 ? 'is' : 'are'} gone: write it again to keep them out`,
});
