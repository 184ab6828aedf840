import { analyse } from './analyse.ts';
import { findSuppressions } from './find-suppressions.ts';
import { applyBaseline } from './findings/baseline.ts';
import { suppress } from './findings/suppress.ts';
import type { Host } from './host.ts';
import type { ScanOptions } from './options.ts';
import { rules } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';
import { runRules } from './run-rules.ts';
import type { ScanResult } from './scan-result.ts';
import { selectRules } from './select-rules.ts';

/** The whole scan: read, analyse, judge, and set aside what is accepted. Throws only on misuse. */
export async function scan(host: Host, options: ScanOptions): Promise<ScanResult> {
  const selected = selectRules(rules, options);
  const analysis = await analyse(host, options);

  options.onProgress?.('judging');
  const judged = runRules(selected, analysis);

  const accepted = findSuppressions(host, analysis, judged.findings, options);
  const names = { ran: toNames(selected), known: toNames(rules) };
  const suppressed = suppress(judged.findings, accepted.suppressions, { ...options, ...names });
  const compared = applyBaseline(suppressed.findings, options.baseline);

  const late = [judged, accepted, suppressed, compared].flatMap((step) => step.diagnostics);
  return { ...analysis, findings: compared.findings, diagnostics: [...analysis.diagnostics, ...late] };
}

const toNames = (some: readonly Rule[]): ReadonlySet<string> => new Set(some.flatMap((rule) => [rule.id, rule.slug]));
