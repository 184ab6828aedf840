import { findSuppressions } from './find-suppressions.ts';
import { applyBaseline } from './findings/baseline.ts';
import { suppress } from './findings/suppress.ts';
import type { Host } from './host.ts';
import type { ScanOptions } from './options.ts';
import type { Rule } from './rules/rule.ts';
import { runRules } from './run-rules.ts';
import type { Analysis, ScanResult } from './scan-result.ts';
import { selectRules } from './select-rules.ts';

/** Runs the chosen ones of `rules` on what was read, and sets aside what is accepted. `known` are all that there are. Throws only on misuse. */
export function judge(
  host: Host,
  analysis: Analysis,
  options: ScanOptions,
  rules: { readonly rules: readonly Rule[]; readonly known: readonly Rule[] },
): ScanResult {
  const wanted = new Set(rules.rules);
  const selected = selectRules(rules.known, options).filter((rule) => wanted.has(rule));
  const { today, trustedAccounts } = options;
  const judged = runRules(selected, {
    ...analysis,
    ...(today === undefined ? {} : { today }),
    ...(trustedAccounts === undefined ? {} : { trustedAccounts }),
  });

  const accepted = findSuppressions(host, analysis, judged.findings, options);
  const names = { ran: toNames(selected), known: toNames(rules.known) };
  const suppressed = suppress(judged.findings, accepted.suppressions, { ...options, ...names });
  const compared = applyBaseline(suppressed.findings, options.baseline);

  const late = [judged, accepted, suppressed, compared].flatMap((step) => step.diagnostics);
  return { ...analysis, findings: compared.findings, diagnostics: [...analysis.diagnostics, ...late] };
}

const toNames = (some: readonly Rule[]): ReadonlySet<string> => new Set(some.flatMap((rule) => [rule.id, rule.slug]));
