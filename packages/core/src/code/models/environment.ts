import type { Abstract } from '../engine/abstract.ts';
import { toConst } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { withDefault } from '../engine/patterns.ts';

/** The name of the function that runs. */
export const OWN_NAME: Abstract = { k: 'env', name: 'AWS_LAMBDA_FUNCTION_NAME' };

/** Whether a value is `process.env` or `os.environ`, also as a copy of it. */
export function isEnvironment(value: Abstract | undefined): boolean {
  if (value?.k === 'model') return value.key === 'process.env';
  if (value?.k === 'object') return value.base !== null && isEnvironment(value.base);
  return value?.k === 'union' && value.values.some(isEnvironment);
}

/** Whether a value is there at all. */
export const isGiven = (value: Abstract | undefined): value is Abstract =>
  value !== undefined && (value.k !== 'const' || (value.value ?? null) !== null);

/** An environment variable with what a library falls back to. */
export function readVariable(name: string, fallback?: Abstract): Abstract {
  return isGiven(fallback) ? { k: 'env', name, fallback } : { k: 'env', name };
}

/** A field of a source of configuration, with a default where it may be missing. */
export function readField(
  engine: Engine,
  source: Abstract,
  name: string,
  fallback: Abstract | undefined,
  site: Site,
): Abstract {
  const value = engine.get(source, toConst(name), true, site);
  return isGiven(fallback) ? withDefault(value, () => fallback) : value;
}
