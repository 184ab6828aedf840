import { join, literal, ref, type Value } from '../../../app/value.ts';
import type { NeededResource } from '../../function-permissions.ts';
import { findAliasedKey } from '../aliased-key.ts';
import { toBranches } from '../candidate.ts';
import { findMeaning } from '../find-meaning.ts';
import { findForm } from '../find-form.ts';
import type { Surroundings } from '../surroundings.ts';
import { findNamedTargets } from './context-need.ts';

/** The keys that a property such as `KmsMasterKeyId` names: by id, ARN or alias. */
export function findKeyResources(key: Value, around: Surroundings): NeededResource[] {
  return toBranches(key, []).flatMap(({ value }) => findNamedTargets('kms:key', toKey(value, around), around));
}

/** An alias gives way to its key, or to any key when the template does not tell which. */
function toKey(value: Value, around: Surroundings): Value | undefined {
  const meaning = findMeaning(value, around.template, around.application);
  const key = findAliasedKey(value, meaning, around);
  if (key !== undefined) return key ?? undefined;
  const form = findForm(meaning, []);
  if (meaning.kind === 'resource' || form === 'arn') return value;
  // An id, an ARN or an alias may stand in a parameter: any key, then.
  return form === 'name' ? toKeyArn(value) : undefined;
}

/** A bare key id, in the place that it has in a key's ARN. */
const toKeyArn = (id: Value): Value =>
  join([
    literal('arn:'),
    ref('AWS::Partition'),
    literal(':kms:'),
    ref('AWS::Region'),
    literal(':'),
    ref('AWS::AccountId'),
    literal(':key/'),
    id,
  ]);
