import { findSuppressions } from './find-suppressions.ts';
import { applyBaseline, type BaselineEntry } from './findings/baseline.ts';
import { suppress } from './findings/suppress.ts';
import type { Host } from './host.ts';
import type { ScanOptions } from './options.ts';
import { isEverDeployed } from './rules/is-ever-deployed.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { gatherFindings, runRules } from './run-rules.ts';
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
  const context: RuleContext = {
    ...analysis,
    permissions: findLive(analysis),
    ...(today === undefined ? {} : { today }),
    ...(trustedAccounts === undefined ? {} : { trustedAccounts }),
  };
  const judged = runRules(selected, context);

  const accepted = findSuppressions(host, analysis, judged.findings, options);
  const names = { ran: toNames(selected), known: toNames(rules.known) };
  const suppressed = suppress(judged.findings, accepted.suppressions, { ...options, ...names });
  const diagnostics = [analysis, judged].flatMap((step) => step.diagnostics);
  const isJudged = findJudged(host, { ...analysis, diagnostics }, options, names.ran);
  const gathered = gatherFindings(selected, suppressed.findings, context);
  const compared = applyBaseline(gathered, options.baseline, isJudged);

  diagnostics.push(...[accepted, suppressed, compared].flatMap((step) => step.diagnostics));
  return { ...analysis, findings: compared.findings, fixed: compared.fixed, diagnostics };
}

/** Those of functions that may be deployed: others share no role and hold nothing. */
const findLive = ({ application, permissions }: Analysis): Analysis['permissions'] =>
  permissions.filter(({ function: fn }) => {
    const template = application.templates.find(({ file }) => file === fn.template);
    const resource = template?.resources.get(fn.id);
    return template === undefined || resource === undefined || isEverDeployed(resource, template, application);
  });

const toNames = (some: readonly Rule[]): ReadonlySet<string> => new Set(some.flatMap((rule) => [rule.id, rule.slug]));

/**
 * Tells which findings of a baseline were looked for: those of rules that ran, in files that were read. Where a part was left
 * out or could not be read, none was; nor where the baseline is that of another folder.
 */
function findJudged(
  host: Host,
  { application, permissions, dependencies, diagnostics }: Analysis,
  { path, code, deps, baseline }: ScanOptions,
  ran: ReadonlySet<string>,
): (entry: BaselineEntry) => boolean {
  const isWhole = code !== false && deps !== false && !diagnostics.some(({ severity }) => severity === 'error');
  const files = [...(baseline?.entries.values() ?? [])].flatMap(({ file }) => file ?? []);
  const isOwn = files.length === 0 || files.some((file) => host.kindOf(file) === 'file');
  if (!isWhole || !isOwn) return () => false;
  const read = new Set([
    ...application.templates.map(({ file }) => file),
    ...permissions.flatMap((p) => p.code.files),
    ...(dependencies?.sources ?? []).map(({ file }) => file),
  ]);
  // A file that is still there and was not read, since nobody can tell any more what it is, may hold the finding still.
  const isLookedAt = (file: string): boolean =>
    read.has(file) || (path === undefined && host.kindOf(file) === 'missing');
  return ({ rule, file }) => (rule === undefined || ran.has(rule)) && (file === undefined || isLookedAt(file));
}
