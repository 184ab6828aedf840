import { toOnlyIf, type Branch } from '../../app/branch.ts';
import type { StatementSource } from '../../app/role.ts';
import { isDynamic } from '../../app/dynamic-reference.ts';
import { withoutDefaults } from '../../app/decide-condition.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import { literal, toBranches, type Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';
import { printWords } from '../print-words.ts';
import type { Granted, UnreadSource } from './granted.ts';

/** A statement of the template with its actions as text. One with an action that is no constant is not read at all. */
export function readStatement(source: StatementSource, origin: GrantOrigin, scope: Scope): Granted {
  const toUnresolved = (why: string): Granted => ({
    granted: [],
    unresolved: [{ what: `statement of ${origin.name}`, why, at: source.at }],
    denials: source.effect === 'Deny' ? [toWidest(source, origin)] : [],
    unread: [toUnread(source)],
  });
  if (source.unread !== undefined) return toUnresolved(findReason(source.unread));
  const actions = source.actions.flatMap((value) => readActions(value, source.onlyIf ?? [], scope));
  if (actions.some(({ action }) => action === null)) return toUnresolved('an action of the statement is not constant');
  const groups = groupByBranch(actions, source);
  // What a statement leaves out cannot be parted into statements.
  if (source.notAction && groups.length > 1)
    return toUnresolved('its actions stand in branches of `Fn::If` that cannot be parted');
  return { granted: groups.map((group) => toGranted(source, group, origin)), unresolved: [], denials: [], unread: [] };
}

const toUnread = ({ onlyIf, ...source }: StatementSource): UnreadSource => ({
  words: printWords(source),
  ...toOnlyIf(onlyIf ?? []),
  mayDeny: source.effect === 'Deny',
});

const findReason = (value: Value): string =>
  value.kind === 'unknown' ? value.why : 'the statement is made when the stack is deployed';

/** At most what it says of resources, whenever it may apply. */
const toWidest = (source: StatementSource, origin: GrantOrigin): GrantedStatement => ({
  effect: 'Deny',
  actions: ['*'],
  notAction: false,
  resources: source.resources.length === 0 ? [literal('*')] : source.resources,
  notResource: source.resources.length > 0 && source.notResource,
  condition: null,
  ...toOnlyIf(source.onlyIf ?? []),
  ...(source.isOld === true ? { isOld: true } : {}),
  origin,
});

function toGranted(
  source: StatementSource,
  { actions, onlyIf, isAssumed }: ActionGroup,
  origin: GrantOrigin,
): GrantedStatement {
  return {
    effect: source.effect,
    actions,
    notAction: source.notAction,
    resources: source.resources,
    notResource: source.notResource,
    condition: source.condition,
    ...toOnlyIf(onlyIf),
    ...(source.isOld === true ? { isOld: true } : {}),
    ...(isAssumed ? { isAssumed: true } : {}),
    origin,
  };
}

interface ReadAction {
  /** `null` for what is not constant. */
  readonly action: string | null;
  readonly onlyIf: readonly Branch[];
  /** True for what follows from the default of a parameter. */
  readonly isAssumed: boolean;
}

interface ActionGroup extends Omit<ReadAction, 'action'> {
  readonly actions: readonly string[];
}

/** What is listed in a branch of `Fn::If` is a statement of its own, beside what is always listed. */
function groupByBranch(actions: readonly ReadAction[], source: StatementSource): readonly ActionGroup[] {
  const groups = new Map<string, { actions: string[]; onlyIf: readonly Branch[]; isAssumed: boolean }>();
  for (const { action, onlyIf, isAssumed } of actions) {
    // What is denied by a default takes nothing from what is denied for sure.
    const isApart = isAssumed && source.effect === 'Deny' && !source.notAction;
    const key = JSON.stringify([onlyIf, isApart]);
    const group = groups.get(key) ?? { actions: [], onlyIf, isAssumed };
    groups.set(key, group);
    if (action !== null) group.actions.push(action);
    group.isAssumed ||= isAssumed;
  }
  const none = { actions: [], onlyIf: source.onlyIf ?? [], isAssumed: false };
  return groups.size === 0 ? [none] : [...groups.values()];
}

/** The actions of a value, with the branches that they stand in; which are not decided here. */
function readActions(value: Value, within: readonly Branch[], scope: Scope, isAssumed = false): readonly ReadAction[] {
  return toBranches(value, within).flatMap(({ value: inner, onlyIf = [] }) => {
    if (isDynamic(inner)) return [{ action: null, onlyIf, isAssumed }];
    if (inner.kind === 'literal') return [{ action: String(inner.value), onlyIf, isAssumed }];
    const given = resolveValue(inner, withoutDefaults(scope.template), {
      templates: scope.application.templates.map(withoutDefaults),
    });
    if (isRead(given)) return readActions(given, onlyIf, scope, isAssumed);
    const likely = resolveValue(inner, scope.template, scope.application);
    return isRead(likely) ? readActions(likely, onlyIf, scope, true) : [{ action: null, onlyIf, isAssumed }];
  });
}

const isRead = ({ kind }: Value): boolean => kind === 'literal' || kind === 'list' || kind === 'cond';
