import type {
  ExcessPermission,
  FunctionPermissions,
  GrantedStatement,
  NeededPermission,
  UnscopedPermission,
} from '@sallyport/core';
import { toPrintable, wrap } from '../../terminal/wrap.ts';
import { toShortArn } from './short-arn.ts';
import { isOwnLogging, type PermissionsContext } from './view.ts';

/** Entries of one section before `--verbose`. */
const entriesShown = 8;
const phrasesShown = 3;
const labelWidth = 12;

/** A function: what its excess allows first, then the three views, then the policy. */
export function printDetails(f: FunctionPermissions, context: PermissionsContext): string {
  const { style } = context;
  const { function: fn, code } = f;
  const [entry = 'code not found'] = code.files;
  const handler = code.handler === null ? entry : `${code.handler.file} (${code.handler.export})`;
  const facts = [`${fn.at.file}:${fn.at.line}`, fn.runtime, handler].filter((fact) => fact !== null);
  const lines = [
    `${style.bold(toPrintable(fn.id))}  ${style.dim(toPrintable(facts.join(' · ')))}`,
    ...printPhrases(f, context),
    ...printSection('needed', toNeeded(f.needed, context), context),
    ...printSection(
      'granted',
      f.granted.map((statement) => toGranted(statement, context)),
      context,
    ),
    ...printSection(
      'excess',
      f.excess.map((excess) => toExcess(excess, context)),
      context,
    ),
    ...printSection('missing', toNeeded(f.missing, context), context),
    ...printSection('unscoped', toUnscoped(f.unscoped, context), context),
    ...printSection(
      'unresolved',
      f.unresolved.map((u) => ({ text: `${u.what}: ${u.why}`, place: toPlace(u.at) })),
      context,
    ),
    ...printPolicy(f, context),
  ];
  return `${lines.join('\n')}\n`;
}

function printPhrases(f: FunctionPermissions, { style, tools, width, verbose }: PermissionsContext): string[] {
  const phrases = tools.describeExcess(f.excess).map((phrase) => phrase.text);
  const shown = verbose ? phrases : phrases.slice(0, phrasesShown);
  const rest = phrases.length - shown.length;
  const all = rest > 0 ? [...shown, `and ${rest} more`] : shown;
  if (all.length === 0) return [];
  return [`  ${style.severity('high', wrap(`Beyond its needs it ${all.join('; ')}`, width, 2))}`];
}

interface Entry {
  readonly text: string;
  readonly place?: string;
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
  const printed = toPrintable(place);
  if (last.length + 2 + printed.length > width) return [...lines, `  ${printed}`];
  return [...lines.slice(0, -1), `${last}  ${printed}`];
}

/** Short enough for a line, unless everything was asked for. */
const toScope = (arn: string, { verbose }: PermissionsContext): string => (verbose ? arn : toShortArn(arn));

const toPlace = ({ file, line }: { file: string; line: number }): string => `${file}:${line}`;

/** Needs of one service on the same resources, for the same reason, share a line. */
function toNeeded(needed: readonly NeededPermission[], context: PermissionsContext): Entry[] {
  const groups = new Map<string, NeededPermission[]>();
  const logging = needed.filter(isOwnLogging);
  for (const need of context.verbose ? needed : needed.filter((n) => !isOwnLogging(n))) {
    const service = need.action.split(':')[0];
    const key = JSON.stringify([service, need.origin, need.confidence, need.resources.map((r) => r.arn)]);
    groups.set(key, [...(groups.get(key) ?? []), need]);
  }
  const entries = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [toNeededEntry(first, group, context)];
  });
  return context.verbose || logging.length === 0 ? entries : [...entries, { text: 'its own log group' }];
}

function toNeededEntry(
  first: NeededPermission,
  group: readonly NeededPermission[],
  context: PermissionsContext,
): Entry {
  const on = first.resources.map((r) => toScope(r.arn, context)).join(', ');
  const sure = first.confidence === 'certain' ? '' : ` (${first.confidence})`;
  const places = [...new Set(group.flatMap((need) => need.calls.map((call) => toPlace(call.at))))];
  const isOwn = first.origin !== 'code' && first.origin !== 'library';
  const place = isOwn || places.length === 0 ? `for ${first.origin}` : toPlaceList(places);
  return { text: `${toActions(group.map((need) => need.action))} on ${on}${sure}`, place };
}

const toPlaceList = (places: readonly string[]): string =>
  places.length > 2 ? `${places.slice(0, 2).join(', ')} +${places.length - 2}` : places.join(', ');

/** `dynamodb:GetItem, PutItem`: the prefix is said once. */
function toActions(actions: readonly string[]): string {
  let last = '';
  return actions
    .map((action) => {
      const colon = action.indexOf(':');
      const prefix = action.slice(0, colon + 1);
      const isRepeated = prefix !== '' && prefix === last;
      last = prefix;
      return isRepeated ? action.slice(colon + 1) : action;
    })
    .join(', ');
}

function toGranted(statement: GrantedStatement, context: PermissionsContext): Entry {
  const { origin } = statement;
  const denied = statement.effect === 'Deny' ? 'denied: ' : '';
  const actions = `${statement.notAction ? 'all but ' : ''}${toActions(statement.actions)}`;
  const name = origin.kind === 'inline' || origin.name === '' ? '' : `${origin.name}: `;
  const resources = `${statement.notResource ? 'all but ' : ''}${statement.resources.map((r) => toScope(context.tools.toText(r), context)).join(', ')}`;
  const condition = statement.condition === null ? '' : ' under a condition';
  return { text: `${denied}${name}${actions} on ${resources}${condition}`, place: toPlace(origin.at) };
}

function toExcess({ action, resource, origin, unneeded }: ExcessPermission, context: PermissionsContext): Entry {
  const count =
    unneeded === undefined || unneeded.length === 0 ? '' : ` (${unneeded.length} actions that nothing calls)`;
  return { text: `${action} on ${toScope(resource, context)}${count}`, place: toPlace(origin.at) };
}

function toUnscoped(unscoped: readonly UnscopedPermission[], context: PermissionsContext): Entry[] {
  const groups = new Map<string, UnscopedPermission[]>();
  for (const entry of unscoped) {
    const key = JSON.stringify([entry.action.split(':')[0], entry.granted, entry.needed]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const actions = toActions(group.map((entry) => entry.action));
    return [
      {
        text: `${actions} on ${toScope(first.granted, context)}, needed on ${toScope(first.needed, context)}`,
        place: toPlace(first.origin.at),
      },
    ];
  });
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
