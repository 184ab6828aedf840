import type { Finding, LambdaFunction } from '@sallyport/core';

export interface FindingGroup {
  readonly name: string;
  /** Where the function stands. */
  readonly place?: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Findings by function, or by file where they name none; the group with the worst finding comes first. */
export function groupFindings(
  findings: readonly Finding[],
  functions: readonly LambdaFunction[],
): readonly FindingGroup[] {
  const groups = new Map<string, { name: string; place?: string; findings: Finding[] }>();
  for (const finding of findings) {
    const home = findHome(finding, functions);
    const key = home === undefined ? `${finding.at.file}#${finding.resource ?? ''}` : `${home.template}#${home.id}`;
    const group = groups.get(key);
    if (group !== undefined) group.findings.push(finding);
    else groups.set(key, { ...toTitle(finding, home), findings: [finding] });
  }
  return [...groups.values()];
}

/** A logical id may stand in several templates: the finding's own file decides. */
function findHome(finding: Finding, functions: readonly LambdaFunction[]): LambdaFunction | undefined {
  const named = functions.filter((f) => f.id === finding.function);
  return named.find((f) => f.template === finding.at.file) ?? named[0];
}

function toTitle(finding: Finding, home: LambdaFunction | undefined): { name: string; place?: string } {
  if (home !== undefined) return { name: home.id, place: `${home.at.file}:${home.at.line}` };
  const { resource } = finding;
  return resource === undefined ? { name: finding.at.file } : { name: resource, place: finding.at.file };
}
