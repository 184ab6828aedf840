import type { Resource } from './app/resource.ts';
import { groupByPlace } from './rules/group-by-place.ts';
import { listWords } from './rules/permissions/list-words.ts';
import type { Report, RuleContext } from './rules/rule.ts';

/**
 * What a loop (`Fn::ForEach`) makes several times is written once and mended once: of reports that say the same of what stands at one
 * place the first speaks for all, and names the others.
 */
export function joinLooped(reports: readonly Report[], context: RuleContext): readonly Report[] {
  const indexed = reports.map((report, index) => ({ report, key: toKey(report, context) ?? String(index) }));
  return groupByPlace(indexed, ({ report, key }) => ({ at: report.at, key })).flatMap((group) => {
    const [first, ...others] = group.map(({ report }) => report);
    const ids = new Set(group.map(({ report }) => toId(report)));
    if (first === undefined || others.length === 0) return first ?? [];
    return ids.size === group.length ? [join(first, others)] : [first, ...others];
  });
}

const toId = ({ resource, function: fn }: Report): string => fn ?? resource ?? '';

/** Resources of a template that stand at one place were made by a loop: the key holds that place, and what is said without their names. */
function toKey(report: Report, context: RuleContext): string | undefined {
  const subject = findSubject(report, context);
  if (subject === undefined || subject.provenance === 'expansion') return undefined;
  const { message, resource = '', function: fn = '' } = report;
  const text = [resource, fn].filter(Boolean).reduce((rest, name) => rest.replaceAll(name, '\0'), message);
  return JSON.stringify([subject.at.start, subject.type, text]);
}

const findSubject = (report: Report, { application }: RuleContext): Resource | undefined =>
  application.templates.find(({ file }) => file === report.at.file)?.resources.get(toId(report));

function join(first: Report, others: readonly Report[]): Report {
  const names = others.map((report) => `\`${toId(report)}\``);
  const isSame = others.every(({ fix }) => JSON.stringify(fix) === JSON.stringify(first.fix));
  const { fix, ...rest } = first;
  return {
    ...rest,
    message: `${first.message} (${listWords(names, 2)} too: a loop makes them)`,
    ...(isSame && fix !== undefined ? { fix } : {}),
  };
}
