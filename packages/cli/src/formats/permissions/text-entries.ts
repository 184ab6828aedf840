import type {
  ExcessPermission,
  GrantedStatement,
  GrantOrigin,
  NeededPermission,
  UnscopedPermission,
} from '@sallyport/core';
import { toShortArns } from './short-arn.ts';
import { isOwnLogging, type PermissionsContext } from './view.ts';

/** One line of a section, and where it comes from. */
export interface Entry {
  readonly text: string;
  readonly place?: string;
}

/** Actions of one line before `--verbose`. */
const actionsShown = 6;

export const toPlace = ({ file, line }: { file: string; line: number }): string => `${file}:${line}`;

/** Places without the folder of the function's template, which its heading names. */
export function toNearPlaces(places: string, template: string): string {
  const folder = template.slice(0, template.lastIndexOf('/') + 1);
  const toNear = (place: string): string => (place.startsWith(folder) ? place.slice(folder.length) : place);
  return places.split(', ').map(toNear).join(', ');
}

/** Needs of one service on the same resources, for the same reason, share a line. */
export function toNeeded(needed: readonly NeededPermission[], context: PermissionsContext): Entry[] {
  const shown = context.verbose ? needed : needed.filter((need) => !isOwnLogging(need));
  const toKey = ({ action, origin, confidence, resources }: NeededPermission): readonly unknown[] => [
    serviceOf(action),
    origin,
    confidence,
    resources.map((r) => r.arn),
  ];
  const entries = groupBy(shown, toKey).map((group) => toNeededEntry(group, context));
  return shown.length === needed.length ? entries : [...entries, { text: 'its own log group' }];
}

function toNeededEntry([first, ...rest]: Group<NeededPermission>, context: PermissionsContext): Entry {
  const group = [first, ...rest];
  const on = toScope(
    first.resources.map((r) => r.arn),
    context,
  );
  const sure = first.confidence === 'certain' ? '' : ` (${first.confidence})`;
  const places = [...new Set(group.flatMap((need) => need.calls.map((call) => toPlace(call.at))))];
  const isFromCode = (first.origin === 'code' || first.origin === 'library') && places.length > 0;
  const actions = toActions(group.map((need) => need.action)).join(', ');
  return {
    text: `${actions} on ${on}${sure}${toCircle(first, context)}`,
    place: isFromCode ? toPlaces(places, context) : `for ${first.origin}`,
  };
}

/** Why the policy says more than the need: CloudFormation refuses a role that refers to what refers to its function. */
function toCircle({ resources }: NeededPermission, context: PermissionsContext): string {
  const wide = resources.filter(({ arn, instead }) => {
    const text = instead === undefined ? '' : context.tools.toTexts(instead).join(', ');
    return text.split('*').length > arn.split('*').length;
  });
  const [first] = wide;
  if (first?.instead === undefined) return '';
  const says = toScope(context.tools.toTexts(first.instead), context);
  return ` (the policy says ${says}: ${first.logicalId ?? 'it'} refers to the function, and a reference back is a circle)`;
}

function toPlaces(places: readonly string[], { verbose }: PermissionsContext): string {
  if (verbose || places.length <= 2) return places.join(', ');
  return `${places.slice(0, 2).join(', ')} +${places.length - 2}`;
}

/** A long policy of somebody else is told by its name, and by how much it grants. */
export function toGranted(statements: readonly GrantedStatement[], context: PermissionsContext): Entry[] {
  const shown = context.verbose ? statements : statements.filter((statement) => !isBasic(statement.origin));
  const entries = shown.map((statement) => toGrantedEntry(statement, context));
  return shown.length === statements.length ? entries : [...entries, { text: 'what every function has for its logs' }];
}

/** `AWSLambdaBasicExecutionRole`. */
const isBasic = ({ kind, name }: GrantOrigin): boolean => kind !== 'inline' && /^AWSLambdaBasic\w*Role\w*$/.test(name);

function toGrantedEntry(statement: GrantedStatement, context: PermissionsContext): Entry {
  const { origin, effect, notAction, notResource, condition } = statement;
  const actions = `${notAction ? 'all but ' : ''}${toShortActions(statement.actions, context)}`;
  const on = `${notResource ? 'all but ' : ''}${toScope(statement.resources.flatMap(context.tools.toTexts), context)}`;
  const name = origin.kind === 'inline' || origin.name === '' ? '' : `${origin.name}: `;
  const denied = effect === 'Deny' ? 'denied: ' : '';
  const narrowed = condition === null ? '' : ' under a condition';
  return { text: `${denied}${name}${actions} on ${on}${narrowed}`, place: toPlace(origin.at) };
}

/** Excess actions of one statement share a line. */
export function toExcess(excess: readonly ExcessPermission[], context: PermissionsContext): Entry[] {
  const toKey = ({ origin, resource }: ExcessPermission): readonly unknown[] => [
    origin.at.file,
    origin.at.start,
    resource,
  ];
  return groupBy(excess, toKey).map(([first, ...rest]) => {
    const group = [first, ...rest];
    const idle = group.reduce((sum, { unneeded }) => sum + (unneeded?.length ?? 0), 0);
    const count = idle === 0 ? '' : ` (${idle} actions that nothing calls)`;
    const actions = toShortActions(
      group.map((entry) => entry.action),
      context,
    );
    const open = group.find(({ undecided }) => undecided !== undefined)?.undecided;
    const doubt = open === undefined ? '' : `; not decided: ${open}`;
    return {
      text: `${actions} on ${toScope(first.resource.split(', '), context)}${count}${doubt}`,
      place: toPlace(first.origin.at),
    };
  });
}

export function toUnscoped(unscoped: readonly UnscopedPermission[], context: PermissionsContext): Entry[] {
  const toKey = ({ action, granted, needed }: UnscopedPermission): readonly unknown[] => [
    serviceOf(action),
    granted,
    needed,
  ];
  return groupBy(unscoped, toKey).map(([first, ...rest]) => {
    const actions = toShortActions(
      [first, ...rest].map((entry) => entry.action),
      context,
    );
    const text = `${actions} on ${toScope(first.granted.split(', '), context)}, needed on ${toScope([first.needed], context)}`;
    return { text, place: toPlace(first.origin.at) };
  });
}

type Group<T> = readonly [T, ...T[]];

function groupBy<T>(items: readonly T[], toKey: (item: T) => readonly unknown[]): readonly Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(toKey(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const serviceOf = (action: string): string => action.slice(0, action.indexOf(':') + 1);

/** Short enough for a line, unless everything was asked for. */
const toScope = (arns: readonly string[], { verbose }: PermissionsContext): string =>
  verbose ? arns.join(', ') : toShortArns(arns);

function toShortActions(actions: readonly string[], { verbose }: PermissionsContext): string {
  const words = toActions(actions);
  if (verbose || words.length <= actionsShown) return words.join(', ');
  return `${words.slice(0, actionsShown - 1).join(', ')} +${words.length - actionsShown + 1}`;
}

/** `dynamodb:GetItem`, `PutItem`: the prefix is said once. */
function toActions(actions: readonly string[]): readonly string[] {
  return actions.map((action, i) => {
    const service = serviceOf(action);
    const last = actions[i - 1];
    return service !== '' && last !== undefined && serviceOf(last) === service ? action.slice(service.length) : action;
  });
}
