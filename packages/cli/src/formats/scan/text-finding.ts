import type { Edit, Finding } from '@sallyport/core';
import { toLine, toPrintable, wrap } from '../../terminal/wrap.ts';
import type { FormatContext } from '../format-context.ts';

/** One finding: what, where, why and the fix; with `--verbose` also how it comes about and the edit itself. */
export function printFinding(finding: Finding, context: FormatContext): string {
  const { style, width, verbose } = context;
  const { severity, at, suggestion } = finding;
  const level = suggestion === true ? 'suggestion' : severity.padEnd(8);
  const place = toLine(`${at.file}:${at.line}:${at.column}`);
  const sure = finding.confidence === 'certain' ? '' : ` (${finding.confidence})`;
  const title = `${level} ${finding.rule} ${finding.slug}${sure}`;
  const fits = 2 + title.length + 2 + place.length <= width;
  const head = `  ${style.severity(suggestion === true ? 'info' : severity, level)} ${style.bold(finding.rule)} ${finding.slug}${sure}`;
  const lines = [
    fits ? `${head}  ${style.dim(place)}` : `${head}\n    ${style.dim(place)}`,
    `    ${wrap(toSentence(finding), width, 4)}`,
    ...toLabelled('why', finding.why, width),
    ...toLabelled('fix', finding.fix?.title ?? '', width),
  ];
  if (verbose) lines.push(...toTrace(finding, width), ...(finding.fix?.edits ?? []).flatMap(toEdit));
  return `${lines.join('\n')}\n`;
}

/** The first letter is raised, as the message stands alone here; a name stays as it is spelt. */
function toSentence({ message, function: id, resource, package: found }: Finding): string {
  const names = [id, resource, found?.name].flatMap((name) => name || []);
  const isName = !PLAIN_WORD.test(message) || names.some((name) => message.startsWith(name));
  return isName ? message : message.slice(0, 1).toUpperCase() + message.slice(1);
}

/** Letters alone: `dynamodb:GetItem`, `xml2js` and `apigateway.amazonaws.com` are names. */
const PLAIN_WORD = /^[a-z]+[,:]?(?:\s|$)/;

function toLabelled(label: string, text: string, width: number): string[] {
  return text === '' ? [] : [`    ${`${label}:`.padEnd(5)}${wrap(text, width, 9)}`];
}

function toTrace({ trace }: Finding, width: number): string[] {
  if (trace === undefined || trace.length === 0) return [];
  return ['    how:', ...trace.map((s) => `      ${wrap(`${s.file}:${s.line}:${s.column} ${s.message}`, width, 8)}`)];
}

function toEdit({ file, text }: Edit): string[] {
  if (text.trim() === '') return [`    edit ${toLine(file)}: remove it`];
  return [`    edit ${toLine(file)}:`, ...text.split('\n').map((line) => `      + ${toPrintable(line)}`)];
}
