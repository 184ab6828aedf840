import type { CompileOptions } from './compile-options.ts';
import { dialectNames, isKnownDialect } from './dialect.ts';
import { isSchema, MAX_DEPTH, Registry, type Schema, type SchemaNode } from './registry.ts';
import { toBadSchema } from './schema-error.ts';

/** A schema and everything that it may refer to. */
export function openSchema(
  schema: unknown,
  options: Pick<CompileOptions, 'dialect' | 'schemas'>,
): { readonly registry: Registry; readonly root: SchemaNode } {
  const dialect = options.dialect ?? '2020-12';
  if (!isKnownDialect(dialect)) throw toBadSchema('#', '$schema', `must be one of ${dialectNames.join(', ')}`);
  const registry = new Registry(copyDocuments(options.schemas ?? {}), dialect);
  return { registry, root: registry.add(copy(schema, ''), '') };
}

/** Own, plain and finite: whatever a caller hands over, from here on it is JSON. */
function copy(schema: unknown, uri: string): Schema {
  const value = toJson(schema, uri);
  if (!isSchema(value))
    throw toBadSchema(`${uri}#`, '$schema', 'cannot stand here: a schema is an object, or `true` or `false`');
  return value;
}

function toJson(schema: unknown, uri: string): unknown {
  try {
    return JSON.parse(JSON.stringify(schema) ?? 'null');
  } catch (error) {
    const isDeep = error instanceof RangeError;
    throw toBadSchema(
      `${uri}#`,
      '$schema',
      isDeep ? `is nested deeper than ${MAX_DEPTH} levels` : 'must be in plain JSON',
    );
  }
}

function copyDocuments(schemas: Readonly<Record<string, unknown>>): ReadonlyMap<string, Schema> {
  return new Map(Object.entries(schemas).map(([uri, schema]) => [uri.replace(/#$/, ''), copy(schema, uri)]));
}
