import { toTexts } from '../../../app/to-texts.ts';
import { findField, type CodeValue } from '../../../app/code-value.ts';
import { findBinding } from '../../../aws/bindings.ts';
import { iamPrefixOf } from '../../../aws/services.ts';
import type { ExcessPermission } from '../../../permissions/function-permissions.ts';
import { isBaseAction } from '../../../permissions/reconcile/base-permissions.ts';
import { findExcessAt } from '../excess-at.ts';
import { findActions, isWrittenOut, type Grant } from '../grant.ts';
import { isTagging } from '../is-tagging.ts';

/**
 * The actions of which no call needs anything. Of a ready-made policy only all of it: what is in it is not for its user
 * to choose.
 */
export function claimUnused(grant: Grant, left: readonly string[]): readonly string[] {
  const unused = findUnused(grant);
  if (isWrittenOut(grant)) return left.filter((action) => unused.has(action) && !isUsedUnseen(grant, action));
  return left.some((action) => unused.has(action)) && left.every((action) => unused.has(action) || isBaseAction(action))
    ? left
    : [];
}

/**
 * By action the resources that it is not used on. A resource that another action of the statement is used on has its
 * reason there: statements often list actions and resources that do not all go together.
 */
export function findUnused(grant: Grant): ReadonlyMap<string, readonly string[]> {
  const excess = findExcessAt(grant).filter((e) => e.needed === undefined);
  const everywhere = new Set(grant.statements.map((s) => s.resources.flatMap(toTexts).join(', ')));
  const idle = findIdle(findActions(grant), excess, everywhere);
  const unused = new Map<string, string[]>();
  for (const { action, resource } of excess) {
    if (!everywhere.has(resource) && !idle.has(resource)) continue;
    const resources = unused.get(action) ?? [];
    resources.push(resource);
    unused.set(action, resources);
  }
  return unused;
}

/** The resources that no action of the statement is used on. */
function findIdle(
  actions: readonly string[],
  excess: readonly ExcessPermission[],
  everywhere: ReadonlySet<string>,
): ReadonlySet<string> {
  const unused = new Set(excess.filter((e) => everywhere.has(e.resource)).map((e) => e.action));
  const rest = actions.filter((action) => !unused.has(action));
  const counts = new Map<string, number>();
  for (const { action, resource } of excess) {
    if (!unused.has(action)) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= rest.length).map(([resource]) => resource));
}

/** A call that may hand on a role, or gives tags, does so by arguments: the operation asks for another action then. */
function isUsedUnseen({ members }: Grant, action: string): boolean {
  const calls = members.flatMap((member) => member.code.calls);
  if (action.toLowerCase() === 'iam:passrole') {
    return calls.some(({ service, operation }) => findBinding(service, operation).roles.length > 0);
  }
  const prefix = action.slice(0, action.indexOf(':')).toLowerCase();
  return isTagging(action) && calls.some((call) => iamPrefixOf(call.service) === prefix && givesTags(call.args));
}

const givesTags = (args: CodeValue): boolean =>
  ['Tags', 'tags', 'TagSet', 'Tagging', 'TagSpecifications'].some((name) => findField(args, name) !== undefined);
