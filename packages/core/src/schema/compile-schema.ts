import type { CompileOptions } from './compile-options.ts';
import { Unit } from './generate/unit.ts';
import { lintSchema } from './lint/lint-schema.ts';
import { openSchema } from './open-schema.ts';
import type { Registry, SchemaNode } from './registry.ts';
import { SchemaError, toBadSchema } from './schema-error.ts';

/**
 * Compiles a JSON Schema into the text of an ES module without imports. Its default export takes a value and tells whether it
 * satisfies the schema, and is a Standard Schema v1, whose issue has `path`, `pointer` (RFC 6901) and `keyword`, never a value.
 * Formats are checked in every dialect. Throws a `SchemaError` where the schema means nothing or, unless `lint` is `false`,
 * where checking a value could take more than linear time.
 */
export function compileSchema(schema: unknown, options: CompileOptions = {}): string {
  try {
    const { registry, root } = openSchema(schema, options);
    if (options.lint !== false) refuseUnsafe(registry, root);
    // Only now is it known whether a reference depends on who came by; if so, all of it is written anew.
    return print(registry, root, false) ?? print(registry, root, true) ?? '';
  } catch (error) {
    if (error instanceof RangeError) throw toBadSchema('#', '$ref', 'leads too deep');
    throw error;
  }
}

function print(registry: Registry, root: SchemaNode, isDynamic: boolean): string | undefined {
  const unit = new Unit(registry, isDynamic);
  const text = unit.print(
    root,
    `// Written by Sallyport from a JSON Schema (${root.resource.dialect.name}). Do not edit.`,
  );
  return unit.isDynamic === isDynamic ? text : undefined;
}

function refuseUnsafe(registry: Registry, root: SchemaNode): void {
  const problems = lintSchema(registry, root);
  if (problems.length > 0) throw new SchemaError('ERR_UNSAFE_SCHEMA', problems);
}
