import type { Resource } from './app/resource.ts';
import { groupByPlace } from './rules/group-by-place.ts';
import { listWords } from './rules/permissions/list-words.ts';
import type { Report, RuleContext } from './rules/rule.ts';

/**
 * What a loop (`Fn::ForEach`) makes several times is written once and mended once: of reports that say the same of what stands at one
 * place the first speaks for all, and names the others.
 */
export function joinLooped(reports: readonly Report[], context: RuleContext): readonly Report[] {
  const groups = groupByPlace(reports, (report) => ({
    at: report.at,
    key: toKey(report, findSubject(report, context)),
  }));
  return groups.map(([first, ...others]) => (others.length === 0 ? first : join(first, others)));
}

/** Two resources of a template that stand at one place were made by a loop: the key holds that place, and what is said without their names. */
function toKey(report: Report, subject: Resource | undefined): string {
  const { message, resource = '', function: fn = '', identity } = report;
  if (subject === undefined || subject.provenance === 'expansion') return JSON.stringify(identity);
  const names = [resource, fn].filter(Boolean);
  const text = names.reduce((rest, name) => rest.replaceAll(name, '\0'), message);
  return JSON.stringify([subject.at.start, subject.type, text]);
}

function findSubject({ at, resource, function: fn }: Report, { application }: RuleContext): Resource | undefined {
  const template = application.templates.find(({ file }) => file === at.file);
  const id = fn ?? resource ?? '';
  return template?.resources.get(id);
}

function join(first: Report, others: readonly Report[]): Report {
  const names = others.map(({ resource, function: fn }) => `\`${fn ?? resource}\``);
  const isSame = others.every(({ fix }) => JSON.stringify(fix) === JSON.stringify(first.fix));
  const { fix, ...rest } = first;
  return {
    ...rest,
    message: `${first.message} (${listWords(names, 2)} too: a loop makes them)`,
    ...(isSame && fix !== undefined ? { fix } : {}),
  };
}
