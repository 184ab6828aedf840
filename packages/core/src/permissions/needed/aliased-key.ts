import { toText } from '../../app/expression.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { Resource } from '../../app/resource.ts';
import { findEntry, type Value } from '../../app/value.ts';
import type { Meaning } from './find-meaning.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The key behind an alias that a value names by reference, name or ARN, as policies name keys and no aliases; `null` for an alias
 * whose key the function's template does not tell, `undefined` for what is no alias.
 */
export function findAliasedKey(value: Value, meaning: Meaning, around: Surroundings): Value | null | undefined {
  if (meaning.kind === 'resource') {
    const { resource, template } = meaning;
    if (resource.type !== 'AWS::KMS::Alias') return undefined;
    return template.file === around.template.file ? (findEntry(resource.properties, 'TargetKeyId') ?? null) : null;
  }
  const name = findAliasName(value, around);
  if (name === undefined) return undefined;
  const alias = [...around.template.resources.values()].find((resource) => hasName(resource, name, around));
  return (alias && findEntry(alias.properties, 'TargetKeyId')) ?? null;
}

/** `alias/orders`, out of a text that is one or is the ARN of one; an ARN of an account that is written out stays as it is. */
function findAliasName(value: Value, around: Surroundings): string | undefined {
  const text = toText(resolveValue(value, around.template, around.application));
  const [, arn, name] = /^(arn:.*:)?(alias\/.+)$/.exec(text) ?? [];
  return arn === undefined || arn.endsWith(':${AWS::AccountId}:') ? name : text;
}

function hasName({ type, properties }: Resource, name: string, around: Surroundings): boolean {
  const own = type === 'AWS::KMS::Alias' ? findEntry(properties, 'AliasName') : undefined;
  // What is not known is spelled alike, and may be two things.
  return own !== undefined && !name.includes('${?}') && findAliasName(own, around) === name;
}
