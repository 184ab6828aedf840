import type { ExcessPermission, GrantedStatement, NeededPermission, UnscopedPermission } from '@sallyport/core';
import { toShortArn } from './short-arn.ts';
import { isOwnLogging, type PermissionsContext } from './view.ts';

/** One line of a section, and where it comes from. */
export interface Entry {
  readonly text: string;
  readonly place?: string;
}

/** Short enough for a line, unless everything was asked for. */
const toScope = (arn: string, { verbose }: PermissionsContext): string => (verbose ? arn : toShortArn(arn));

export const toPlace = ({ file, line }: { file: string; line: number }): string => `${file}:${line}`;

/** Needs of one service on the same resources, for the same reason, share a line. */
export function toNeeded(needed: readonly NeededPermission[], context: PermissionsContext): Entry[] {
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

export function toGranted(statement: GrantedStatement, context: PermissionsContext): Entry {
  const { origin } = statement;
  const denied = statement.effect === 'Deny' ? 'denied: ' : '';
  const actions = `${statement.notAction ? 'all but ' : ''}${toActions(statement.actions)}`;
  const name = origin.kind === 'inline' || origin.name === '' ? '' : `${origin.name}: `;
  const resources = `${statement.notResource ? 'all but ' : ''}${statement.resources.map((r) => toScope(context.tools.toText(r), context)).join(', ')}`;
  const condition = statement.condition === null ? '' : ' under a condition';
  return { text: `${denied}${name}${actions} on ${resources}${condition}`, place: toPlace(origin.at) };
}

export function toExcess({ action, resource, origin, unneeded }: ExcessPermission, context: PermissionsContext): Entry {
  const count =
    unneeded === undefined || unneeded.length === 0 ? '' : ` (${unneeded.length} actions that nothing calls)`;
  return { text: `${action} on ${toScope(resource, context)}${count}`, place: toPlace(origin.at) };
}

export function toUnscoped(unscoped: readonly UnscopedPermission[], context: PermissionsContext): Entry[] {
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
