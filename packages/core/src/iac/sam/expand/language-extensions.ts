import type { Json, JsonObject } from './json.ts';
import { isObject, setMember } from './json.ts';
import { copy, keepNode } from './places.ts';
import { expectMap, expectString, refuse } from './refusal.ts';
import type { ParameterValues } from './resolve-parameters.ts';

/** More copies than a template can have resources (500) are a mistake. */
const MOST_COPIES = 5_000;

/**
 * Expands `Fn::ForEach` and evaluates `Fn::Length` and `Fn::ToJsonString` where their arguments are known, in place
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html).
 * @throws Refusal for a loop that is written wrongly.
 */
export function expandLanguageExtensions(template: JsonObject, parameters: ParameterValues): void {
  const scope: Scope = { parameters, count: { copies: 0 } };
  for (const section of ['Resources', 'Conditions', 'Outputs', 'Mappings']) {
    const value = template[section];
    if (isObject(value)) template[section] = expand(value, scope);
  }
}

interface Scope {
  readonly parameters: ParameterValues;
  readonly count: { copies: number };
}

function expand(value: Json, scope: Scope): Json {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) value[index] = expand(item, scope);
    return value;
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.some(isLoop)) return expand(unroll(value, scope), scope);
  for (const key of keys) setMember(value, key, expand(value[key] ?? null, scope));
  return keys.length === 1 ? evaluate(value) : value;
}

function evaluate(value: JsonObject): Json {
  const { 'Fn::Length': list, 'Fn::ToJsonString': content } = value;
  if (Array.isArray(list)) return list.length;
  const isPlain = (isObject(content) || Array.isArray(content)) && !/"(?:Ref|Fn::\w+)":/.test(JSON.stringify(content));
  return isPlain ? JSON.stringify(content) : value;
}

const isLoop = (key: string): boolean => key.startsWith('Fn::ForEach::');

/** True when a loop stands in a value, however deep. */
export function hasLoop(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasLoop);
  return isObject(value) && Object.entries(value).some(([key, item]) => isLoop(key) || hasLoop(item));
}

/** An object with every loop among its keys replaced by what the loop makes, and the loops in it for each of its values. */
function unroll(value: JsonObject, scope: Scope): JsonObject {
  const made: JsonObject = {};
  const add = (name: string, item: Json): void => {
    if (Object.hasOwn(made, name)) refuse(`\`Fn::ForEach\` makes \`${name}\` more than once`, value);
    setMember(made, name, item);
  };
  for (const [key, item] of Object.entries(value)) {
    if (!isLoop(key)) add(key, item);
    else
      for (const copied of toCopies(item, scope))
        for (const [name, body] of Object.entries(unroll(copied, scope))) add(name, body);
  }
  return keepNode(made, value);
}

function toCopies(loop: Json, scope: Scope): JsonObject[] {
  if (!Array.isArray(loop) || loop.length !== 3)
    return refuse('`Fn::ForEach` takes an identifier, a list and a body', loop);
  const [identifier = null, collection = null, body = null] = loop;
  const name = expectString(identifier, 'Fn::ForEach identifier');
  const fragment = expectMap(body, 'Fn::ForEach body');
  return toValues(collection, scope).map((value) => {
    scope.count.copies += 1;
    if (scope.count.copies > MOST_COPIES) refuse(`\`Fn::ForEach\` makes more than ${MOST_COPIES} copies`, loop);
    return substitute(copy(fragment), name, value) as JsonObject;
  });
}

function toValues(collection: Json, { parameters }: Scope): string[] {
  const found =
    isObject(collection) && typeof collection['Ref'] === 'string' ? parameters.get(collection['Ref']) : collection;
  const list = typeof found === 'string' ? found.split(',').map((item) => item.trim()) : found;
  if (!Array.isArray(list) || list.some((item) => typeof item === 'object'))
    return refuse('the list of `Fn::ForEach` must be known before the stack is', collection);
  return list.map(String);
}

/** Every place of the identifier as the loop's value: `${Name}`, `&{Name}` without what a logical id cannot hold, `Ref`. */
function substitute(value: Json, name: string, by: string): Json {
  const replace = (text: string): string =>
    text.replaceAll(`\${${name}}`, by).replaceAll(`&{${name}}`, by.replaceAll(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value))
    return keepNode(
      value.map((item) => substitute(item, name, by)),
      value,
    );
  if (!isObject(value)) return value;
  if (value['Ref'] === name && Object.keys(value).length === 1) return by;
  return keepNode(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [replace(key), substitute(item, name, by)])),
    value,
  );
}
