import type { Template } from '../../app/application.ts';
import type { Resource } from '../../app/resource.ts';
import { coversResource } from '../covers-resource.ts';
import { findNextCode, isComment, MOST_COMMENTS } from '../next-code.ts';
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
  const next = findNextCode(lines);
  const written = lines.flatMap((content, index) => {
    const found = [...(template === undefined ? [] : readTemplateLine(content)), ...readSemgrep(content)];
    return found.map((skip) => ({ ...skip, index }));
  });
  const own = template === undefined ? [] : listOwn(template);
  return written.slice(0, MOST_COMMENTS + 1).map(({ reach, index, ...skip }, count) => ({
    ...skip,
    // One stands for all that are too many: it has no counterpart, and so is told.
    ...(count === MOST_COMMENTS ? { id: `all behind the first ${MOST_COMMENTS}` } : {}),
    file,
    line: index + 1,
    covers: toCover(reach, {
      file,
      isAlone: isComment(lines[index] ?? ''),
      isInside: !isComment(lines[index] ?? '') || toIndent(lines[index]) > toIndent(lines[next[index] ?? index]),
      next: next[index] ?? index,
      index,
      template,
      own,
    }),
  }));
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
  /** True where the comment has a line of its own. */
  readonly isAlone: boolean;
  /** True behind a value, and deeper than the next line of code: it says nothing of what follows. */
  readonly isInside: boolean;
  /** From 0. */
  readonly index: number;
  /** The next line of code. */
  readonly next: number;
  readonly template: Template | undefined;
  readonly own: readonly Resource[];
}

function toCover(reach: Written['reach'], place: Place): ForeignSkip['covers'] {
  const { file, isAlone, index, template } = place;
  if (reach === 'file') return ({ at }) => at.file === file;
  if (reach === 'line') {
    const line = index + (isAlone ? 2 : 1);
    return ({ at }) => at.file === file && at.line === line;
  }
  const owner = template === undefined ? undefined : findOwner(place);
  return owner === undefined || template === undefined
    ? () => false
    : (finding) => coversResource(finding, owner, template);
}

/** The resources that a template writes, from its top to its end. */
const listOwn = ({ resources, file }: Template): readonly Resource[] =>
  [...resources.values()]
    .filter(({ provenance, at }) => provenance === 'template' && at.file === file)
    .sort((a, b) => a.at.line - b.at.line);

/** The resource whose first line comes next, else the one that the comment stands in. */
const findOwner = ({ own, isInside, next, index }: Place): Resource | undefined =>
  (isInside ? undefined : own.find(({ at }) => at.line === next + 1)) ?? own.findLast(({ at }) => at.line <= index + 1);

const toIndent = (line: string = ''): number => line.length - line.trimStart().length;
