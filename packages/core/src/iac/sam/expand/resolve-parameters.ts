import type { Json } from './json.ts';
import { isObject } from './json.ts';
import { keepNode } from './places.ts';
import { refuse } from './refusal.ts';

export type ParameterValues = ReadonlyMap<string, Json>;

/**
 * A copy with what parameters have as their value in the place of `Ref` and `${…}`, also of the pseudo parameters that
 * are known. Everything else stays.
 */
export function resolveParameters(value: Json, parameters: ParameterValues): Json;
export function resolveParameters(value: Json | undefined, parameters: ParameterValues): Json | undefined;
export function resolveParameters(value: Json | undefined, parameters: ParameterValues): Json | undefined {
  if (value === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return keepNode(
      value.map((item) => resolveParameters(item, parameters)),
      value,
    );
  const keys = Object.keys(value);
  if (keys.length === 1) {
    const found = typeof value['Ref'] === 'string' ? parameters.get(value['Ref']) : undefined;
    if (found !== undefined) return found;
    const text = value['Fn::Sub'];
    if (text !== undefined) return keepNode({ 'Fn::Sub': resolveSub(text, parameters) }, value);
  }
  return keepNode(
    Object.fromEntries(keys.map((key) => [key, resolveParameters(value[key] ?? null, parameters)])),
    value,
  );
}

function resolveSub(argument: Json, parameters: ParameterValues): Json {
  if (typeof argument === 'string') return replaceNames(argument, parameters);
  if (!Array.isArray(argument)) return argument;
  const [text, ...rest] = argument;
  const first = typeof text === 'string' ? replaceNames(text, parameters) : (text ?? null);
  return [first, ...rest.map((item) => resolveParameters(item, parameters))];
}

function replaceNames(text: string, parameters: ParameterValues): string {
  return text.replaceAll(/\$\{([A-Za-z0-9.]+|AWS::[A-Z][A-Za-z]*)\}/g, (whole, name: string) => {
    const found = parameters.get(name);
    if (found === undefined) return whole;
    return typeof found === 'string' ? found : refuse(`\`Fn::Sub\` needs text for \`${name}\``, text);
  });
}

/** A copy with `Fn::FindInMap` replaced where all its keys are text. */
export function resolveMappings(value: Json | undefined, mappings: Json | undefined): Json | undefined {
  const keys = isObject(value) && Object.keys(value).length === 1 ? value['Fn::FindInMap'] : undefined;
  if (!Array.isArray(keys) || keys.length !== 3) return value;
  let found: Json | undefined = mappings;
  for (const key of keys) {
    found = typeof key === 'string' && isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found ?? value;
}

/** The values that parameters have before the stack exists: those given, else their defaults. */
export function findParameterValues(
  declared: Json | undefined,
  given: Readonly<Record<string, Json>>,
): Map<string, Json> {
  const values = new Map<string, Json>(Object.entries(given));
  if (!isObject(declared)) return values;
  for (const [name, parameter] of Object.entries(declared)) {
    const fallback = isObject(parameter) ? parameter['Default'] : undefined;
    if (!values.has(name) && fallback !== undefined) values.set(name, fallback);
  }
  return values;
}
