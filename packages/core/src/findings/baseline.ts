import { findJsonProblem } from '../app/json-problem.ts';
import { findLineStarts, toLineColumn } from '../app/location.ts';
import { SallyportError } from '../errors.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Finding } from './finding.ts';

/** Findings that were there before: known, and not reported as new. */
export interface Baseline {
  /** For people: the file's path. */
  readonly where: string;
  /** By fingerprint. */
  readonly entries: ReadonlyMap<string, BaselineEntry>;
}

/** What a baseline says of a finding, as far as it says it. */
export interface BaselineEntry {
  readonly rule?: string;
  readonly file?: string;
}

/** Why a finding is silent that a baseline knows. */
const REASON = 'known from the baseline';

/** Reads a baseline: any earlier `scan --format json`. Throws `ERR_BAD_OPTION` with its place when the text is no such thing. */
export function parseBaseline(where: string, text: string): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const [index, finding] of readFindings(where, text).entries()) {
    const { fingerprint, rule, file, suppressed } = (finding ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof fingerprint !== 'string')
      throw toMisuse(`${where}\`: \`findings[${index}]`, 'is no finding with a `fingerprint`');
    // A finding that is silenced elsewhere keeps its own reason, and comes back when that ends. One that the baseline
    // before this one silenced is still known: a baseline may be written again while it is in use.
    if (suppressed !== undefined && toReason(suppressed) !== REASON) continue;
    entries.set(fingerprint, {
      ...(typeof rule === 'string' ? { rule } : {}),
      ...(typeof file === 'string' ? { file } : {}),
    });
  }
  return { where, entries };
}

const toReason = (suppressed: unknown): unknown => (suppressed as { reason?: unknown } | null)?.reason;

function readFindings(where: string, text: string): readonly unknown[] {
  const problem = findJsonProblem(text);
  if (problem !== undefined) {
    const { line, column } = toLineColumn(findLineStarts(text), problem.offset);
    throw toMisuse(`${where}:${line}:${column}`, `is not JSON: ${problem.why}`);
  }
  const { schemaVersion, findings } = (JSON.parse(text) ?? {}) as { schemaVersion?: unknown; findings?: unknown };
  if (schemaVersion !== 1) throw toMisuse(where, 'has no `schemaVersion` 1');
  if (!Array.isArray(findings)) throw toMisuse(where, 'has no list of `findings`');
  return findings as readonly unknown[];
}

const toMisuse = (where: string, problem: string): SallyportError =>
  new SallyportError('ERR_BAD_OPTION', `baseline \`${where}\` ${problem}`, {
    help: 'a baseline is what `sallyport scan --format json --output FILE` wrote',
  });

/** Findings held against a baseline. */
export interface ComparedFindings {
  /** Those that the baseline knows are marked. */
  readonly findings: readonly Finding[];
  /** Fingerprints of the baseline whose findings are gone. */
  readonly fixed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `isJudged` says whether a finding of the baseline would have been found again: a rule that did not run has fixed nothing. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline | undefined,
  isJudged: (entry: BaselineEntry) => boolean,
): ComparedFindings {
  if (baseline === undefined) return { findings, fixed: [], diagnostics: [] };
  const { entries, where } = baseline;
  const present = new Set(findings.map((f) => f.fingerprint));
  const fixed = [...entries].filter(([key, entry]) => !present.has(key) && isJudged(entry)).map(([key]) => key);
  const suppressed = { reason: REASON, where };
  return {
    findings: findings.map((f) =>
      f.suppressed === undefined && entries.has(f.fingerprint) ? { ...f, suppressed } : f,
    ),
    fixed,
    diagnostics: fixed.length === 0 ? [] : [toFixed(fixed.length, where)],
  };
}

const toFixed = (count: number, where: string): Diagnostic => ({
  code: 'baseline-outdated',
  severity: 'warning',
  message: `${count} of the findings in baseline \`${where}\` ${count === 1 ? 'is' : 'are'} fixed: \`--update-baseline\` takes ${count === 1 ? 'it' : 'them'} out`,
});

/** The text of a baseline without the findings that are fixed; nothing else of it changes. */
export function pruneBaseline(text: string, fixed: readonly string[]): string {
  const gone = new Set<unknown>(fixed);
  const document = JSON.parse(text) as { readonly findings: readonly { readonly fingerprint: unknown }[] };
  const findings = document.findings.filter(({ fingerprint }) => !gone.has(fingerprint));
  return `${JSON.stringify({ ...document, findings }, null, 2)}\n`;
}
