import { join, literal, type Value } from '../../app/value.ts';
import type { ResourceTarget } from '../../aws/need.ts';
import { findMeaning } from './find-meaning.ts';
import { toMarkedText } from './marked-text.ts';
import { findPhysicalName } from './named-resource.ts';
import { toPatternText } from './print-value.ts';
import type { Surroundings } from './surroundings.ts';

/** Puts a name into the form that its place in an ARN asks for, where the two differ. */
export function adaptName(name: Value, target: ResourceTarget, placeholder: string): Value {
  if (name.kind === 'literal' && name.value === '*') return name;
  if (placeholder === 'SecretId' && target.arn.endsWith('${SecretId}')) return adaptSecretName(name);
  if (target.prefix === 's3' && (placeholder === 'ObjectName' || placeholder === 'KeyName'))
    return adaptObjectKey(name);
  if (target.prefix === 'wafv2' && placeholder === 'Scope') return adaptScope(name);
  return isParameterTarget(target) ? withoutLastSlash(name) : name;
}

/** Secrets Manager ends a secret's ARN with a hyphen and six random characters. */
const adaptSecretName = (name: Value): Value =>
  /(?:\*|\?|-[A-Za-z0-9]{6})$/.test(toPatternText(name)) ? name : join([name, literal('-??????')]);

/** A key with a part that only run time knows may be any key: authors lay keys out anew more often than policies. */
const adaptObjectKey = (key: Value): Value => (toPatternText(key).includes('*') ? literal('*') : key);

/** AWS WAF's API says `REGIONAL` and `CLOUDFRONT` where its ARNs say `regional` and `global`. */
function adaptScope(name: Value): Value {
  if (name.kind !== 'literal') return name;
  return literal(String(name.value).toUpperCase() === 'CLOUDFRONT' ? 'global' : String(name.value).toLowerCase());
}

/** A path of parameters may be written with a slash behind it (`/orders/`), which no ARN has. */
function withoutLastSlash(name: Value): Value {
  if (name.kind === 'literal') return literal(String(name.value).replace(/(?<=.)\/$/, ''));
  const last = name.kind === 'join' ? name.parts.at(-1) : undefined;
  if (name.kind !== 'join' || last?.kind !== 'literal' || name.parts.length < 2) return name;
  return join([...name.parts.slice(0, -1), literal(String(last.value).replace(/\/$/, ''))]);
}

export const isParameterTarget = (target: ResourceTarget): boolean =>
  target.prefix === 'ssm' && target.arn.includes(':parameter/${');

/**
 * What stands between `parameter` and the name in an SSM parameter's ARN: nothing when the name itself begins with a
 * slash (`/orders/key` is `parameter/orders/key`), a wildcard when the template does not tell.
 */
export function findParameterSeparator(name: Value, around: Surroundings): '/' | '' | '*' {
  const { text } = toMarkedText(name);
  if (!text.startsWith('${')) return text.startsWith('/') ? '' : '/';
  const first = name.kind === 'join' ? name.parts[0] : name;
  if (first === undefined) return '/';
  const meaning = findMeaning(first, around.template, around.application);
  const told =
    meaning.kind === 'resource'
      ? (findPhysicalName(meaning.resource) ?? literal('CFN-'))
      : meaning.kind === 'parameter'
        ? meaning.parameter.default
        : meaning.kind === 'text'
          ? meaning.value
          : undefined;
  if (told === undefined || toPatternText(told).startsWith('*')) return '*';
  return toPatternText(told).startsWith('/') ? '' : '/';
}
