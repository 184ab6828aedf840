import { join, literal, ref, type Value } from '../../app/value.ts';
import { findAliasedKey } from './aliased-key.ts';
import { splitWords } from './find-form.ts';
import type { Meaning } from './find-meaning.ts';
import type { Piece, Slot } from './slot.ts';
import type { Surroundings } from './surroundings.ts';

/** What the value is replaced by, or what it stands for in an ARN; `undefined` for a value that names its resource itself. */
export type Indirect = { readonly value: Value } | { readonly piece: Piece };

/** Values that name a resource by another one: a key by its alias, a bucket by an access point, a model by a profile. */
export function findIndirect(value: Value, meaning: Meaning, slot: Slot, around: Surroundings): Indirect | undefined {
  const { target } = slot;
  if (target === undefined) return undefined;
  const kind = `${target.prefix}:${target.resourceType}`;
  const key = kind === 'kms:key' ? findAliasedKey(value, meaning, around) : undefined;
  if (key !== undefined && key !== null) return { value: key };
  if (kind === 'kms:key' && isAliasFromOutside(meaning, key))
    return { piece: { names: { [slot.placeholder]: literal('*') }, known: 'no' } };
  // Of an alias that is text, the text tells where its key is.
  if (meaning.kind !== 'resource') return undefined;
  if (key === null) return toAny(slot);
  switch (meaning.resource.type) {
    case 'AWS::S3::AccessPoint':
      return kind.startsWith('s3:') ? toAccessPoint(value, kind, around) : undefined;
    case 'AWS::Bedrock::ApplicationInferenceProfile':
      // A profile spreads calls over models that only it names.
      return kind === 'bedrock:foundation-model' ? toAny(slot) : undefined;
    default:
      return undefined;
  }
}

/** An alias that a parameter or an export gives, by its default or by its own name, is no ID of a key. */
function isAliasFromOutside(meaning: Meaning, key: Value | null | undefined): boolean {
  if (meaning.kind !== 'parameter' && meaning.kind !== 'import') return false;
  const isWithoutDefault = meaning.kind === 'import' || meaning.parameter.default === undefined;
  const name = meaning.kind === 'import' ? meaning.name : meaning.parameter.name;
  return key === null || (isWithoutDefault && splitWords(name).includes('alias'));
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
