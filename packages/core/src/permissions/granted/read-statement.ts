import { toOnlyIf, type Branch } from '../../app/branch.ts';
import type { StatementSource } from '../../app/role.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import { toBranches, type Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';
import type { Granted } from './granted.ts';

/** A statement of the template with its actions as text. One with an action that is no constant is not read at all. */
export function readStatement(source: StatementSource, origin: GrantOrigin, scope: Scope): Granted {
  const toUnresolved = (why: string): Granted => ({
    granted: [],
    unresolved: [{ what: `statement of ${origin.name}`, why, at: source.at }],
  });
  if (source.unread !== undefined) return toUnresolved(findReason(source.unread));
  const actions = source.actions.flatMap((value) => readActions(value, source.onlyIf ?? [], scope));
  if (actions.some(({ action }) => action === null)) return toUnresolved('an action of the statement is not constant');
  const groups = groupByBranch(actions, source.onlyIf ?? []);
  // What a statement leaves out cannot be parted into statements.
  if (source.notAction && groups.length > 1)
    return toUnresolved('its actions stand in branches of `Fn::If` that cannot be parted');
  return { granted: groups.map((group) => toGranted(source, group, origin)), unresolved: [] };
}

const findReason = (value: Value): string =>
  value.kind === 'unknown' ? value.why : 'the statement is made when the stack is deployed';

function toGranted(source: StatementSource, { actions, onlyIf }: ActionGroup, origin: GrantOrigin): GrantedStatement {
  return {
    effect: source.effect,
    actions,
    notAction: source.notAction,
    resources: source.resources,
    notResource: source.notResource,
    condition: source.condition,
    ...toOnlyIf(onlyIf),
    origin,
  };
}

interface ReadAction {
  /** `null` for what is not constant. */
  readonly action: string | null;
  readonly onlyIf: readonly Branch[];
}

interface ActionGroup {
  readonly actions: readonly string[];
  readonly onlyIf: readonly Branch[];
}

/** What is listed in a branch of `Fn::If` is a statement of its own, beside what is always listed. */
function groupByBranch(actions: readonly ReadAction[], always: readonly Branch[]): readonly ActionGroup[] {
  const groups = new Map<string, ActionGroup & { actions: string[] }>();
  for (const { action, onlyIf } of actions) {
    const key = JSON.stringify(onlyIf);
    const group = groups.get(key) ?? { actions: [], onlyIf };
    groups.set(key, group);
    if (action !== null) group.actions.push(action);
  }
  return groups.size === 0 ? [{ actions: [], onlyIf: always }] : [...groups.values()];
}

/** The actions of a value, with the branches that they stand in; which are not decided here. */
function readActions(value: Value, onlyIf: readonly Branch[], scope: Scope): readonly ReadAction[] {
  return toBranches(value, onlyIf).flatMap((branch) => {
    if (branch.value.kind === 'literal') return [{ action: String(branch.value.value), onlyIf: branch.onlyIf ?? [] }];
    const resolved = resolveValue(branch.value, scope.template, scope.application);
    const isRead = resolved.kind === 'literal' || resolved.kind === 'list' || resolved.kind === 'cond';
    return isRead ? readActions(resolved, branch.onlyIf ?? [], scope) : [{ action: null, onlyIf: branch.onlyIf ?? [] }];
  });
}
