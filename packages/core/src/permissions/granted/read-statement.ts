import type { StatementSource } from '../../app/role.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { GrantOrigin } from '../function-permissions.ts';
import type { Granted } from './find-granted.ts';

/** A statement of the template with its actions as text. One with an action that is no constant is not read at all. */
export function readStatement(source: StatementSource, origin: GrantOrigin, scope: Scope): Granted {
  const actions = source.actions.flatMap((value) => readActions(value, scope));
  if (actions.includes(null)) {
    const why = 'an action of the statement is not constant';
    return { granted: [], unresolved: [{ what: `statement of ${origin.name}`, why, at: source.at }] };
  }
  const statement = {
    effect: source.effect,
    actions: actions.filter((action) => action !== null),
    notAction: source.notAction,
    resources: source.resources,
    notResource: source.notResource,
    condition: source.condition,
    ...(source.onlyIf === undefined ? {} : { onlyIf: source.onlyIf }),
    origin,
  };
  return { granted: [statement], unresolved: [] };
}

/** The texts of an action value; `null` for what is not constant. Of a condition both branches count. */
function readActions(value: Value, scope: Scope): readonly (string | null)[] {
  const resolved = resolveValue(value, scope.template, scope.application);
  switch (resolved.kind) {
    case 'literal':
      return [String(resolved.value)];
    case 'list':
      return resolved.items.flatMap((item) => readActions(item, scope));
    case 'cond':
      return [...readActions(resolved.then, scope), ...readActions(resolved.else, scope)];
    case 'no-value':
      return [];
    default:
      return [null];
  }
}
