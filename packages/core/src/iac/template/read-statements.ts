import type { Location } from '../../app/location.ts';
import type { StatementSource } from '../../app/role.ts';
import type { BranchedValue, Value } from '../../app/value.ts';
import { findEntry, findText, toBranches, toItems } from '../../app/value.ts';

/**
 * The statements of a policy document, or of a single statement that stands in its place; `null` when it has neither.
 * A statement of a wrong shape is left out.
 */
export function readStatements(document: Value | undefined, fallback: Location): readonly StatementSource[] | null {
  if (document?.kind !== 'map') return null;
  const statement = findEntry(document, 'Statement');
  if (statement === undefined)
    return findEntry(document, 'Effect') === undefined ? null : readBranch({ value: document }, fallback);
  return toBranches(statement).flatMap((branch) => readBranch(branch, fallback));
}

function readBranch(branch: BranchedValue, fallback: Location): StatementSource[] {
  const { value, onlyIf } = branch;
  const unread = findUnread(value);
  if (value.kind !== 'map') return unread === undefined ? [] : [toUnread(unread, branch, fallback)];
  const effect = findText(findEntry(value, 'Effect'));
  const notAction = findEntry(value, 'Action') === undefined && findEntry(value, 'NotAction') !== undefined;
  const notResource = findEntry(value, 'Resource') === undefined && findEntry(value, 'NotResource') !== undefined;
  return [
    {
      sid: findText(findEntry(value, 'Sid')) ?? null,
      ...(onlyIf === undefined ? {} : { onlyIf }),
      effect: effect === 'Deny' ? 'Deny' : 'Allow',
      actions: unread === undefined ? toItems(findEntry(value, notAction ? 'NotAction' : 'Action')) : [unread],
      notAction,
      resources: toItems(findEntry(value, notResource ? 'NotResource' : 'Resource')).flatMap(toNestedItems),
      notResource,
      condition: findEntry(value, 'Condition') ?? null,
      at: value.at ?? fallback,
    },
  ];
}

/** What keeps a statement from being read, in whole: that a macro brings it, or that its effect is no constant. */
function findUnread(value: Value): Value | undefined {
  if (value.kind !== 'map')
    return value.kind === 'literal' || value.kind === 'no-value' || value.kind === 'list' ? undefined : value;
  const effect = findEntry(value, 'Effect');
  return findEntry(value, 'Fn::Transform') ?? (effect !== undefined && effect.kind !== 'literal' ? effect : undefined);
}

/** A statement whose actions are not known: it is told, and grants nothing. */
const toUnread = (value: Value, { onlyIf }: BranchedValue, fallback: Location): StatementSource => ({
  sid: null,
  ...(onlyIf === undefined ? {} : { onlyIf }),
  effect: 'Allow',
  actions: [value],
  notAction: false,
  resources: [],
  notResource: false,
  condition: null,
  at: value.at ?? fallback,
});

/** SAM and CloudFormation flatten a list inside the list of resources. */
const toNestedItems = (value: Value): readonly Value[] => (value.kind === 'list' ? toItems(value) : [value]);
