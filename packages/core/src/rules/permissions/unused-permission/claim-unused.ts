import { findField, type CodeValue } from '../../../app/code-value.ts';
import { findAction, isKnownService } from '../../../aws/actions.ts';
import { findBinding } from '../../../aws/bindings.ts';
import { iamPrefixOf } from '../../../aws/services.ts';
import type { ExcessPermission } from '../../../permissions/function-permissions.ts';
import { isBaseAction } from '../../../permissions/reconcile/base-permissions.ts';
import { findEffective, toResourceText } from '../../../permissions/reconcile/find-effective.ts';
import { toGrantViews } from '../../../permissions/reconcile/role-view.ts';
import { findExcessAt } from '../excess-at.ts';
import { isWrittenOut, type Grant } from '../grant.ts';
import { isTagging } from '../is-tagging.ts';

/**
 * The actions of which no call needs anything. Of a ready-made policy only all of it: what is in it is not for its user
 * to choose.
 */
export function claimUnused(grant: Grant, all: readonly string[]): readonly string[] {
  const open = findOpenServices(grant);
  const left = all.filter((action) => !open.has(toPrefix(action)));
  if (left.length < all.length && !isWrittenOut(grant)) return [];
  const unused = findUnused(grant);
  if (isWrittenOut(grant)) return left.filter((action) => unused.has(action) && !isUsedUnseen(grant, action));
  const extents = findExtents(grant);
  const isIdle = (action: string): boolean =>
    unused.has(action) || isBaseAction(action) || isNothing(action) || extents.get(action)?.parts.size === 0;
  return left.some((action) => unused.has(action)) && left.every(isIdle) ? left : [];
}

/** Ready-made policies name actions that IAM does not have, such as `sqs:DeleteMessageBatch`: they give nothing. */
const isNothing = (action: string): boolean =>
  !/[*?]/.test(action) && findAction(action) === undefined && isKnownService(toPrefix(action));

const toPrefix = (action: string): string => action.slice(0, action.indexOf(':')).toLowerCase();

/** The services of which some call is not known: any of their operations may be the one. */
const findOpenServices = ({ members }: Grant): ReadonlySet<string> =>
  new Set(
    members.flatMap(({ unresolved }) =>
      unresolved.flatMap(({ service }) => (service === undefined ? [] : (iamPrefixOf(service) ?? service))),
    ),
  );

/**
 * By action the resources that it is not used on. A resource that another action of the statement is used on has its
 * reason there: statements often list actions and resources that do not all go together.
 */
export function findUnused(grant: Grant): ReadonlyMap<string, readonly string[]> {
  const excess = findExcessAt(grant).filter((e) => e.needed === undefined);
  const extents = findExtents(grant);
  const isWhole = ({ action, resource }: ExcessPermission): boolean =>
    extents.get(action)?.wholes.has(resource) === true;
  const idle = findIdle(extents, excess.filter(isWhole), excess);
  const unused = new Map<string, string[]>();
  for (const entry of excess) {
    if (!isWhole(entry) && !idle.has(entry.resource)) continue;
    const resources = unused.get(entry.action) ?? [];
    resources.push(entry.resource);
    unused.set(entry.action, resources);
  }
  return unused;
}

/** Where an action has an effect: all the resources of a statement as one text, and each one. */
interface Extent {
  readonly wholes: Set<string>;
  readonly parts: Set<string>;
}

function findExtents({ statements, scope }: Grant): ReadonlyMap<string, Extent> {
  const extents = new Map<string, Extent>();
  for (const { statement, resources } of toGrantViews(statements, scope)) {
    if (statement.notAction) continue;
    for (const action of statement.actions) {
      const extent = extents.get(action) ?? { wholes: new Set(), parts: new Set() };
      extents.set(action, extent);
      const effective = statement.notResource ? resources : findEffective([action], resources);
      if (effective.length > 0) extent.wholes.add(toResourceText(effective));
      for (const resource of effective) extent.parts.add(toResourceText([resource]));
    }
  }
  return extents;
}

/** The resources that no action of the statement is used on, of those that work on them. */
function findIdle(
  extents: ReadonlyMap<string, Extent>,
  whole: readonly ExcessPermission[],
  excess: readonly ExcessPermission[],
): ReadonlySet<string> {
  const unused = new Set(whole.map((e) => e.action));
  const rest = [...extents].filter(([action]) => !unused.has(action));
  const counts = new Map<string, number>();
  for (const { action, resource } of excess) {
    if (!unused.has(action)) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  }
  const isIdle = ([resource, count]: readonly [string, number]): boolean =>
    count >= rest.filter(([, { parts }]) => parts.has(resource)).length;
  return new Set([...counts].filter(isIdle).map(([resource]) => resource));
}

/** A call that may hand on a role, or gives tags, does so by arguments: the operation asks for another action then. */
function isUsedUnseen({ members }: Grant, action: string): boolean {
  const calls = members.flatMap((member) => member.code.calls);
  if (action.toLowerCase() === 'iam:passrole') {
    return calls.some(({ service, operation }) => findBinding(service, operation).roles.length > 0);
  }
  const prefix = toPrefix(action);
  return isTagging(action) && calls.some((call) => iamPrefixOf(call.service) === prefix && givesTags(call.args));
}

const givesTags = (args: CodeValue): boolean =>
  ['Tags', 'tags', 'TagSet', 'Tagging', 'TagSpecifications'].some((name) => findField(args, name) !== undefined);
