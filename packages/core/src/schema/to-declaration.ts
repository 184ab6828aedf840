import { openSchema } from './open-schema.ts';
import type { CompileOptions } from './compile-options.ts';
import { isObject, isSchema, type JsonObject, type Registry, type Schema, type SchemaNode } from './registry.ts';

/** Deeper types help nobody. */
const MAX_DEPTH = 12;
const MAX_LENGTH = 100_000;

/** The text of a TypeScript module that declares what a compiled validator is, with the type that the schema describes. */
export function toDeclaration(schema: unknown, options: Pick<CompileOptions, 'dialect' | 'schemas'> = {}): string {
  const { registry, root } = openSchema(schema, options);
  const type = new TypePrinter(registry).print(root, []);
  return `// Written by Sallyport from a JSON Schema. Do not edit.
/** What the schema accepts, as far as types can say. */
export type Value = ${type.length > MAX_LENGTH ? 'unknown' : type};

interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
  /** RFC 6901. */
  readonly pointer: string;
  /** The keyword that the value does not satisfy. */
  readonly keyword: string;
}

declare const validate: {
  (value: unknown): value is Value;
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'sallyport';
    readonly validate: (value: unknown) => { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: Value; readonly output: Value };
  };
};
export default validate;
`;
}

const names: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number',
  null: 'null',
  number: 'number',
  string: 'string',
};

class TypePrinter {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** `open` holds the schemas around this one: one that comes again is `unknown`. */
  print(node: SchemaNode, open: readonly Schema[]): string {
    const { schema } = node;
    if (typeof schema === 'boolean') return schema ? 'unknown' : 'never';
    if (open.includes(schema) || open.length > MAX_DEPTH) return 'unknown';
    const inner = [...open, schema];
    if (Object.hasOwn(schema, 'const')) return printLiterals([schema['const']]);
    if (Array.isArray(schema['enum'])) return printLiterals(schema['enum']);
    const parts = [this.#reference(node, schema, inner), this.#types(node, schema, inner)];
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) parts.push(this.#combined(node, schema, keyword, inner));
    const known = parts.filter((part) => part !== 'unknown');
    return known.length === 0 ? 'unknown' : known.map((part) => (known.length > 1 ? `(${part})` : part)).join(' & ');
  }

  #child(value: unknown, node: SchemaNode, open: readonly Schema[]): string {
    return isSchema(value) ? this.print(this.#registry.nodeAt(value, node, ''), open) : 'unknown';
  }

  #reference(node: SchemaNode, schema: JsonObject, open: readonly Schema[]): string {
    const reference = schema['$ref'];
    return typeof reference === 'string'
      ? this.print(this.#registry.resolve(reference, node, '$ref'), open)
      : 'unknown';
  }

  #combined(node: SchemaNode, schema: JsonObject, keyword: string, open: readonly Schema[]): string {
    const value = schema[keyword];
    if (!Array.isArray(value)) return 'unknown';
    const types = [...new Set(value.map((each) => this.#child(each, node, open)))];
    if (keyword === 'allOf')
      return (
        types
          .filter((type) => type !== 'unknown')
          .map((type) => `(${type})`)
          .join(' & ') || 'unknown'
      );
    return types.includes('unknown') ? 'unknown' : types.join(' | ');
  }

  #types(node: SchemaNode, schema: JsonObject, open: readonly Schema[]): string {
    const type = schema['type'];
    if (type === undefined) return 'unknown';
    const list: readonly unknown[] = Array.isArray(type) ? type : [type];
    return list.map((name) => this.#type(String(name), node, schema, open)).join(' | ');
  }

  #type(name: string, node: SchemaNode, schema: JsonObject, open: readonly Schema[]): string {
    if (name === 'array')
      return Array.isArray(schema['items']) ? 'unknown[]' : `(${this.#child(schema['items'], node, open)})[]`;
    if (name === 'object') return this.#object(node, schema, open);
    return Object.hasOwn(names, name) ? (names[name] ?? 'unknown') : 'unknown';
  }

  #object(node: SchemaNode, schema: JsonObject, open: readonly Schema[]): string {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
    const fields = Object.entries(properties).map(
      ([name, value]) =>
        `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${this.#child(value, node, open)}`,
    );
    if (fields.length > 0) return `{ ${fields.join('; ')} }`;
    return `Record<string, ${this.#child(schema['additionalProperties'], node, open)}>`;
  }
}

function printLiterals(values: readonly unknown[]): string {
  const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
  if (values.length === 0) return 'never';
  return values.every(isScalar) ? values.map((value) => JSON.stringify(value)).join(' | ') : 'unknown';
}
