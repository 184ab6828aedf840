import type { Branch, StatementSource } from '../../app/role.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';
import type { Granted } from './granted.ts';

/** A statement of the template with its actions as text. One with an action that is no constant is not read at all. */
export function readStatement(source: StatementSource, origin: GrantOrigin, scope: Scope): Granted {
  const actions = source.actions.flatMap((value) => readActions(value, scope));
  if (actions.some(({ action }) => action === null)) {
    const why = 'an action of the statement is not constant';
    return { granted: [], unresolved: [{ what: `statement of ${origin.name}`, why, at: source.at }] };
  }
  const groups = groupByBranch(actions);
  // One statement is of one branch, and what it leaves out cannot be parted into statements.
  const isNested = source.onlyIf !== undefined && actions.some(({ onlyIf }) => onlyIf !== undefined);
  if (isNested || (source.notAction && groups.length > 1)) {
    const why = 'its actions stand in branches of `Fn::If` that cannot be parted';
    return { granted: [], unresolved: [{ what: `statement of ${origin.name}`, why, at: source.at }] };
  }
  return { granted: groups.map((group) => toGranted(source, group, origin)), unresolved: [] };
}

function toGranted(source: StatementSource, actions: readonly ReadAction[], origin: GrantOrigin): GrantedStatement {
  const onlyIf = source.onlyIf ?? actions[0]?.onlyIf;
  return {
    effect: source.effect,
    actions: actions.flatMap(({ action }) => action ?? []),
    notAction: source.notAction,
    resources: source.resources,
    notResource: source.notResource,
    condition: source.condition,
    ...(onlyIf === undefined ? {} : { onlyIf }),
    origin,
  };
}

interface ReadAction {
  /** `null` for what is not constant. */
  readonly action: string | null;
  readonly onlyIf?: Branch;
}

/** What is listed in a branch of `Fn::If` is a statement of its own, beside what is always listed. */
function groupByBranch(actions: readonly ReadAction[]): readonly (readonly ReadAction[])[] {
  const groups = new Map<string, ReadAction[]>();
  for (const action of actions) {
    const key = JSON.stringify(action.onlyIf ?? null);
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return groups.size === 0 ? [[]] : [...groups.values()];
}

/** The actions of a value, with the branch that they stand in; which is not decided here. */
function readActions(value: Value, scope: Scope, onlyIf?: Branch): readonly ReadAction[] {
  const read = (inner: Value): readonly ReadAction[] => readActions(inner, scope, onlyIf);
  switch (value.kind) {
    case 'literal':
      return [{ action: String(value.value), ...(onlyIf === undefined ? {} : { onlyIf }) }];
    case 'list':
      return value.items.flatMap(read);
    case 'cond': {
      const { condition } = value;
      return [
        ...readActions(value.then, scope, { condition, holds: true }),
        ...readActions(value.else, scope, { condition, holds: false }),
      ];
    }
    case 'no-value':
      return [];
    default: {
      const resolved = resolveValue(value, scope.template, scope.application);
      const isRead = resolved.kind === 'literal' || resolved.kind === 'list' || resolved.kind === 'cond';
      return isRead ? read(resolved) : [{ action: null }];
    }
  }
}
