import { resolveText } from '../../../app/resolve-value.ts';
import type { Resource } from '../../../app/resource.ts';
import { findEntry, join, literal, ref, type Value } from '../../../app/value.ts';
import type { NeededResource } from '../../function-permissions.ts';
import { toBranches } from '../candidate.ts';
import { followValue } from '../follow-value.ts';
import { findForm } from '../find-form.ts';
import type { Surroundings } from '../surroundings.ts';
import { findNamedTargets } from './context-need.ts';

/** The keys that a property such as `KmsMasterKeyId` names: by id, ARN or alias. */
export function findKeyResources(key: Value, around: Surroundings): NeededResource[] {
  return toBranches(key, []).flatMap(({ value }) => findNamedTargets('kms:key', toKey(value, around), around));
}

/** An alias is no key: policies name the key behind it, or any key when the template does not tell. */
function toKey(value: Value, around: Surroundings): Value | undefined {
  const alias = findAlias(value, around);
  if (alias !== undefined) return findEntry(alias.properties, 'TargetKeyId');
  const text = resolveText(value, around.template, around.application);
  if (text !== undefined && /(?:^|:)alias\//.test(text)) return undefined;
  const meaning = followValue(value, around.template, around.application);
  const form = findForm(meaning, []);
  if (meaning.kind === 'resource' || form === 'arn') return value;
  // An id, an ARN or an alias may stand in a parameter: any key, then.
  return form === 'name' ? toKeyArn(value) : undefined;
}

function findAlias(value: Value, around: Surroundings): Resource | undefined {
  const own = value.kind === 'ref' ? around.template.resources.get(value.id) : undefined;
  if (own !== undefined) return own.type === 'AWS::KMS::Alias' ? own : undefined;
  const text = resolveText(value, around.template, around.application);
  if (text === undefined) return undefined;
  return [...around.template.resources.values()].find(
    (resource) =>
      resource.type === 'AWS::KMS::Alias' &&
      resolveText(findEntry(resource.properties, 'AliasName'), around.template, around.application) === text,
  );
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
