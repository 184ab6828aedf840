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
  if (value.kind !== 'map') return [];
  const effect = findText(findEntry(value, 'Effect'));
  const notAction = findEntry(value, 'Action') === undefined && findEntry(value, 'NotAction') !== undefined;
  const notResource = findEntry(value, 'Resource') === undefined && findEntry(value, 'NotResource') !== undefined;
  return [
    {
      sid: findText(findEntry(value, 'Sid')) ?? null,
      ...(onlyIf === undefined ? {} : { onlyIf }),
      effect: effect === 'Deny' ? 'Deny' : 'Allow',
      actions: toItems(findEntry(value, notAction ? 'NotAction' : 'Action')),
      notAction,
      resources: toItems(findEntry(value, notResource ? 'NotResource' : 'Resource')).flatMap(toNestedItems),
      notResource,
      condition: findEntry(value, 'Condition') ?? null,
      at: value.at ?? fallback,
    },
  ];
}

/** SAM and CloudFormation flatten a list inside the list of resources. */
const toNestedItems = (value: Value): readonly Value[] => (value.kind === 'list' ? toItems(value) : [value]);
