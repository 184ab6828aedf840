import { toText } from '../../../app/expression.ts';
import { findField, type CodeValue } from '../../../app/code-value.ts';
import { findBinding } from '../../../aws/bindings.ts';
import { iamPrefixOf } from '../../../aws/services.ts';
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
  const everywhere = new Set(grant.statements.map((s) => s.resources.map(toText).join(', ')));
  const isIdle = (resource: string): boolean =>
    findActions(grant).every((action) =>
      excess.some((e) => e.action === action && (e.resource === resource || everywhere.has(e.resource))),
    );
  const unused = new Map<string, string[]>();
  for (const { action, resource } of excess) {
    if (!everywhere.has(resource) && !isIdle(resource)) continue;
    unused.set(action, [...(unused.get(action) ?? []), resource]);
  }
  return unused;
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
