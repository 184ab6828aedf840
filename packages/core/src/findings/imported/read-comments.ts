import type { Template } from '../../app/application.ts';
import type { Resource } from '../../app/resource.ts';
import { coversResource } from '../covers-resource.ts';
import { isDay } from '../suppression.ts';
import type { ForeignSkip } from './foreign-skip.ts';
import { checkov, kics, semgrep, trivy } from './rule-maps.ts';

const MARKS = /checkov:skip|trivy:ignore|tfsec:ignore|kics-scan|nosem/;
const CHECKOV = /#\s*checkov:skip=([\w-]+)(?::([^#]*))?/g;
const TRIVY = /#\s*(?:trivy|tfsec):ignore:([\w-]+)(\[[^\]]*\])?((?::(?:exp|ws):[\w.-]+)*)([^#]*)/g;
const KICS = /^\s*#\s*kics-scan\s+(?:disable=([\w,-]+)|ignore-(?:line|block))/;
const SEMGREP = /(?:#|\/\/)\s*nosem(?:grep)?\b(?:\s*:\s*([\w.-]+(?:\s*,\s*[\w.-]+)*))?/;

type Written = Pick<ForeignSkip, 'tool' | 'id' | 'reason' | 'until'> & {
  /** What it silences: the resource that it stands in or above, the whole file, or its line and the next. */
  readonly reach: 'resource' | 'file' | 'line';
};

/** What comments of a template or of code silence for other tools. */
export function readForeignComments(
  file: string,
  text: string,
  template: Template | undefined,
): readonly ForeignSkip[] {
  if (!MARKS.test(text)) return [];
  const lines = text.split('\n');
  return lines.flatMap((content, index) => {
    const written = [...(template === undefined ? [] : readTemplateLine(content)), ...readSemgrep(content)];
    return written.map(({ reach, ...skip }) => ({
      ...skip,
      file,
      line: index + 1,
      covers: toCover(reach, { file, lines, index, template }),
    }));
  });
}

function readTemplateLine(content: string): readonly Written[] {
  const disabled = KICS.exec(content);
  const ids = disabled === null ? [] : (disabled[1]?.split(',') ?? [null]);
  return [
    ...[...content.matchAll(CHECKOV)].map(([, id = '', reason]): Written => ({
      tool: checkov,
      id,
      reach: 'resource',
      ...toReason(reason),
    })),
    ...[...content.matchAll(TRIVY)].map(([, id = '', only, options = '', reason]): Written => ({
      tool: trivy,
      // What holds for some values of an attribute only cannot be said here.
      id: only === undefined ? id : null,
      reach: 'resource',
      ...toReason(reason),
      ...toUntil(options),
    })),
    ...ids.map((id): Written => ({ tool: kics, id, reach: 'file' })),
  ];
}

function readSemgrep(content: string): readonly Written[] {
  const found = SEMGREP.exec(content);
  if (found === null) return [];
  return (found[1]?.split(',') ?? [null]).map((id) => ({
    tool: semgrep,
    id: id === null ? null : id.trim(),
    reach: 'line',
  }));
}

function toReason(text: string | undefined): { readonly reason?: string } {
  const reason = text?.replace(/^[\s:-]+/, '').trim() ?? '';
  return reason === '' ? {} : { reason };
}

function toUntil(options: string): { readonly until?: string } {
  const day = /:exp:(\d{4}-\d{2}-\d{2})/.exec(options)?.[1];
  return day !== undefined && isDay(day) ? { until: day } : {};
}

interface Place {
  readonly file: string;
  readonly lines: readonly string[];
  /** From 0. */
  readonly index: number;
  readonly template: Template | undefined;
}

function toCover(reach: Written['reach'], place: Place): ForeignSkip['covers'] {
  const { file, lines, index, template } = place;
  if (reach === 'file') return ({ at }) => at.file === file;
  if (reach === 'line') {
    const isAlone = /^\s*(?:#|\/\/)/.test(lines[index] ?? '');
    const line = index + (isAlone ? 2 : 1);
    return ({ at }) => at.file === file && at.line === line;
  }
  const owner = template === undefined ? undefined : findOwner(template, place);
  return owner === undefined || template === undefined
    ? () => false
    : (finding) => coversResource(finding, owner, template);
}

/** The resource whose first line comes next, else the one that the comment stands in. */
function findOwner({ resources, file }: Template, { lines, index }: Place): Resource | undefined {
  let next = index + 1;
  while (next < lines.length && /^\s*(?:#.*)?$/.test(lines[next] ?? '')) next += 1;
  const own = [...resources.values()].filter((r) => r.provenance === 'template' && r.at.file === file);
  const above = own.filter(({ at }) => at.line <= index + 1).sort((a, b) => b.at.line - a.at.line)[0];
  return own.find(({ at }) => at.line === next + 1) ?? above;
}
