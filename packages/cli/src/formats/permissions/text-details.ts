import type { FunctionPermissions } from '@sallyport/core';
import { toLine, toPrintable, wrap } from '../../terminal/wrap.ts';
import { toShortText } from './short-arn.ts';
import { type Entry, toExcess, toGranted, toNeeded, toNearPlaces, toPlace, toUnscoped } from './text-entries.ts';
import { isOwnLogging, type PermissionsContext } from './view.ts';

/** Entries of one section before `--verbose`. */
const entriesShown = 8;
const phrasesShown = 3;
const labelWidth = 12;

/** A function: what its excess allows first, then the three views, then the policy. */
export function printDetails(f: FunctionPermissions, context: PermissionsContext): string {
  const { function: fn, code } = f;
  const [entry = 'code not read'] = code.files;
  const handler = code.handler === null ? entry : `${code.handler.file} (${code.handler.export})`;
  const isWhole = context.verbose || context.keepsFolders === true;
  const near = isWhole ? handler : toNearPlaces(handler, fn.template);
  const facts = [`${fn.at.file}:${fn.at.line}`, fn.runtime, near].filter((fact) => fact !== null);
  const lines = [
    printHead(fn.id, facts.join(' · '), context),
    ...printPhrases(f, context),
    ...toSections(f, context).flatMap(([label, entries]) => printSection(label, entries, context)),
    ...printPolicy(f, context),
  ];
  return `${lines.join('\n')}\n`;
}

function printHead(id: string, about: string, { style, width }: PermissionsContext): string {
  const fits = id.length + 2 + about.length <= width;
  const lines = wrap(about, width - 2).split('\n');
  const name = style.bold(toLine(id));
  return fits
    ? `${name}  ${style.dim(lines.join(''))}`
    : [name, ...lines.map((line) => `  ${style.dim(line)}`)].join('\n');
}

function toSections(f: FunctionPermissions, context: PermissionsContext): [label: string, entries: Entry[]][] {
  const unresolved = f.unresolved.map((u) => ({ text: `${u.what}: ${u.why}`, place: toPlace(u.at) }));
  const sections: [string, Entry[]][] = [
    ['needed', toNeeded(f.needed, context)],
    ['granted', toGranted(f.granted, context)],
    ['excess', toExcess(f.excess, context)],
    ['missing', toNeeded(f.missing, context)],
    ['unscoped', toUnscoped(f.unscoped, context)],
    ['unresolved', unresolved],
  ];
  if (context.verbose || context.keepsFolders === true) return sections;
  const toNear = ({ text, place }: Entry): Entry =>
    place === undefined ? { text } : { text, place: toNearPlaces(place, f.function.template) };
  return sections.map(([label, entries]) => [label, entries.map(toNear)]);
}

function printPhrases(f: FunctionPermissions, { style, tools, width, verbose }: PermissionsContext): string[] {
  // ARNs that differ are often the same words.
  const phrases = [...new Set(tools.describeExcess(f.excess).map(({ text }) => (verbose ? text : toShortText(text))))];
  const shown = verbose ? phrases : phrases.slice(0, phrasesShown);
  const rest = phrases.length - shown.length;
  if (shown.length === 0) return [];
  const needs = f.doubt === undefined ? 'needs' : 'known needs';
  const text = `Beyond its ${needs} it ${shown.join('; it ')}${rest > 0 ? `; and ${rest} more` : ''}`;
  const lines = [`  ${style.severity('high', wrap(text, width, 2))}`];
  return f.doubt === undefined ? lines : [...lines, `  ${wrap(`(not certain: ${f.doubt})`, width, 2)}`];
}

function printSection(
  label: string,
  entries: readonly Entry[],
  { style, width, verbose }: PermissionsContext,
): string[] {
  if (entries.length === 0) return [];
  const shown = verbose ? entries : entries.slice(0, entriesShown);
  const lines = shown.flatMap(({ text, place }) => printEntry(text, place, width - labelWidth - 2));
  if (shown.length < entries.length) lines.push(`and ${entries.length - shown.length} more`);
  return lines.map((line, i) => `  ${i === 0 ? style.bold(label.padEnd(labelWidth)) : ' '.repeat(labelWidth)}${line}`);
}

/** The place follows on the same line where it fits, and stands on its own otherwise. */
function printEntry(text: string, place: string | undefined, width: number): string[] {
  const lines = wrap(text, width, 2).split('\n');
  const last = lines.at(-1) ?? '';
  if (place === undefined) return lines;
  if (last.length + 2 + place.length <= width) return [...lines.slice(0, -1), `${last}  ${toLine(place)}`];
  const places = wrap(place, width - 2).split('\n');
  return [...lines, ...places.map((line) => `  ${line}`)];
}

function printPolicy(f: FunctionPermissions, context: PermissionsContext): string[] {
  const isLogging = f.needed.filter((need) => need.action.startsWith('logs:')).every(isOwnLogging);
  const shown = f.policy.Statement.filter(
    ({ Action }) => context.verbose || !isLogging || !Action.every((action) => action.startsWith('logs:')),
  );
  const note = f.complete ? '' : ' (what is unresolved may need more)';
  const lines = shown.length === 0 ? [] : context.tools.printStatements({ ...f.policy, Statement: shown }).split('\n');
  const logs = shown.length < f.policy.Statement.length ? ['    # and its logs, by AWSLambdaBasicExecutionRole'] : [];
  if (lines.length + logs.length === 0) return [];
  return [
    `  ${context.style.bold('smallest policy')}${note}`,
    ...lines.map((line) => `    ${toPrintable(line)}`),
    ...logs,
  ];
}
