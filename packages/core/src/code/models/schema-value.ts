import type { Abstract, ModelValue } from '../engine/abstract.ts';
import { toArguments, toConst } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { withDefault } from '../engine/patterns.ts';

/** What is known of a validation schema: what it makes of the data that it is given. */
export interface Schema {
  /** Schemas of an object's fields. */
  readonly fields?: ReadonlyMap<string, Abstract>;
  readonly fallback?: Abstract;
  /** Functions that the checked value goes through, in order. */
  readonly transforms: readonly Abstract[];
}

/** A schema as a value; `get` gives its methods. */
export function toSchema(
  engine: Engine,
  schema: Schema,
  get: (schema: Schema, name: string) => Abstract | undefined,
): ModelValue {
  return {
    k: 'model',
    key: `schema:${engine.nextId()}`,
    data: { schema },
    get: (_engine, name) => get(schema, name),
  };
}

/** The schema that a value is. */
export function findSchema(value: Abstract | undefined): Schema | undefined {
  if (value?.k === 'union') return value.values.map(findSchema).find((s) => s !== undefined);
  return value?.k === 'model' && value.key.startsWith('schema:')
    ? (value.data as { schema: Schema }).schema
    : undefined;
}

/** The fields of `{ name: schema }`, or of a schema of an object. */
export function readShape(value: Abstract | undefined): ReadonlyMap<string, Abstract> | undefined {
  if (value?.k === 'object')
    return new Map([...(value.base === null ? [] : (readShape(value.base) ?? [])), ...value.fields]);
  return findSchema(value)?.fields;
}

/** What a schema answers for data: the data, with defaults and transformations applied. */
export function applySchema(engine: Engine, schema: Abstract | undefined, data: Abstract, site: Site): Abstract {
  if (data.k === 'union') return data;
  const known = findSchema(schema);
  if (known === undefined) return data;
  let value = known.fields === undefined ? data : readFields(engine, known.fields, data, site);
  const { fallback } = known;
  if (fallback !== undefined) value = withDefault(value, () => fallback);
  for (const transform of known.transforms) {
    const result = engine.call(transform, toArguments(value), site);
    // A conversion to a number or a trimmed text still comes from where the value came from.
    if (result.k !== 'unknown' && result.k !== 'external') value = result;
  }
  return value;
}

/** The fields that the schema names; others as the data has them. */
function readFields(engine: Engine, fields: ReadonlyMap<string, Abstract>, data: Abstract, site: Site): Abstract {
  if (data.k !== 'model' && data.k !== 'object' && data.k !== 'event' && data.k !== 'result') return data;
  const read = [...fields].map(
    ([name, field]) => [name, applySchema(engine, field, engine.get(data, toConst(name), true, site), site)] as const,
  );
  return engine.createObject(read, { base: data });
}
