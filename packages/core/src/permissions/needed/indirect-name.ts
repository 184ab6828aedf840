import { findEntry, join, literal, ref, type Value } from '../../app/value.ts';
import type { Meaning } from './follow-value.ts';
import type { Piece, Slot } from './piece.ts';
import type { Surroundings } from './surroundings.ts';

/** What the value is replaced by, or what it stands for in an ARN; `undefined` for a value that names its resource itself. */
export type Indirect = { readonly value: Value } | { readonly piece: Piece };

/** Values that name a resource by another one: a key by its alias, a bucket by an access point, a model by a profile. */
export function findIndirect(value: Value, meaning: Meaning, slot: Slot, around: Surroundings): Indirect | undefined {
  const { target } = slot;
  if (target === undefined || meaning.kind !== 'resource') return undefined;
  const kind = `${target.prefix}:${target.resourceType}`;
  switch (meaning.resource.type) {
    case 'AWS::KMS::Alias':
      return kind === 'kms:key' ? toKey(meaning, slot, around) : undefined;
    case 'AWS::S3::AccessPoint':
      return kind.startsWith('s3:') ? toAccessPoint(value, kind, around) : undefined;
    case 'AWS::Bedrock::ApplicationInferenceProfile':
      // A profile spreads calls over models that only it names.
      return kind === 'bedrock:foundation-model' ? toAny(slot) : undefined;
    default:
      return undefined;
  }
}

/** An alias is no key: policies name the key behind it, or any key when the function's template does not tell. */
function toKey(meaning: Meaning & { kind: 'resource' }, slot: Slot, around: Surroundings): Indirect {
  const key = findEntry(meaning.resource.properties, 'TargetKeyId');
  if (key === undefined || meaning.template.file !== around.template.file) return toAny(slot);
  return { value: key };
}

/** Objects below an access point stand behind `/object`; its alias is no part of any ARN. */
function toAccessPoint(value: Value, kind: string, around: Surroundings): Indirect | undefined {
  if (value.kind !== 'ref' || !around.template.resources.has(value.id)) return undefined;
  const own = ref(value.id, 'Arn');
  const arn = kind === 's3:object' ? join([own, literal('/object')]) : own;
  return { piece: { arn, names: {}, known: 'fully' } };
}

const toAny = (slot: Slot): Indirect => ({
  piece: { names: { Region: literal('*'), [slot.placeholder]: literal('*') }, known: 'no' },
});
