import { METRIC_HEAD } from '@sallyport/runtime/audit-log/format';

const METRIC_START = `{${METRIC_HEAD}`;
const MARKS = ['{"audit":"', '{"_mac":"', '{"_aws":{'] as const;
/** The same inside a JSON string, as exports of CloudWatch hold messages. */
const QUOTED_MARKS = [String.raw`"{\"audit\":\"`, String.raw`"{\"_mac\":\"`, String.raw`"{\"_aws\":{`] as const;

/**
 * What may be lines of an audit log in one line of a file: the line itself, what stands behind a prefix (a time, as exports to S3 and
 * `aws logs tail` write it), or the messages in JSON (`aws logs filter-log-events`, subscriptions). Metrics of others are left out.
 */
export function findAuditTexts(line: string): readonly string[] {
  if (line.startsWith(METRIC_START) || line.startsWith(MARKS[0]) || line.startsWith(MARKS[1])) return [line.trimEnd()];
  const at = findFirst(line, MARKS, 0);
  const quotedAt = findFirst(line, QUOTED_MARKS, 0);
  if (quotedAt !== -1 && (at === -1 || quotedAt < at)) return findQuoted(line, quotedAt);
  if (at === -1) return isEdited(line) ? [line] : [];
  return [line.slice(at).trimEnd()].filter(isAudit);
}

const KIND = /\\?"audit\\?"\s*:\s*\\?"(?:start|record|checkpoint|end)\\?"/;

/** A line of the log that begins otherwise, as with white space or a member of somebody else: its place is told, and not that of the next. */
const isEdited = (line: string): boolean =>
  line.includes('"audit') && KIND.test(line) && line.includes('"chain') && line.includes('"prev');

/** Metrics of others begin alike; a line of the log that was cut off within its metric or MAC is still one. */
const isAudit = (text: string): boolean =>
  text.includes('"audit":"') ||
  text.startsWith(MARKS[1]) ||
  text.startsWith(METRIC_START) ||
  METRIC_START.startsWith(text);

function findFirst(line: string, marks: readonly string[], from: number): number {
  const places = marks.map((mark) => line.indexOf(mark, from)).filter((place) => place !== -1);
  return places.length === 0 ? -1 : Math.min(...places);
}

function findQuoted(line: string, from: number): readonly string[] {
  const texts: string[] = [];
  for (let at = from; at !== -1;) {
    const end = findClosingQuote(line, at + 1);
    texts.push(unquote(line.slice(at, end + 1)).trimEnd());
    at = findFirst(line, QUOTED_MARKS, end);
  }
  return texts.filter(isAudit);
}

/** Place of the quotation mark that ends the string; the end of the line where there is none. */
function findClosingQuote(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') return at;
  }
  return line.length;
}

function unquote(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    // Cut off: what is left is told as malformed.
    return text.slice(1).replaceAll('\\"', '"');
  }
}
