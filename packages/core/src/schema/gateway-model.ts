import type { CompileOptions } from './compile-options.ts';
import { isAssertion, metaSchemaUri, refStandsAlone } from './dialect.ts';
import { openSchema } from './open-schema.ts';
import { isObject, isSchema, type JsonObject, type Registry, type Schema, type SchemaNode } from './registry.ts';
import type { SchemaProblem } from './schema-error.ts';

export interface GatewayModel {
  /** A schema of draft-04 that accepts everything that the given one accepts. */
  readonly model: Readonly<Record<string, unknown>>;
  /** Keywords that draft-04 cannot say: only the function checks them. */
  readonly dropped: readonly SchemaProblem[];
}

type Model = Record<string, unknown>;

const kept = [
  'title',
  'description',
  'default',
  'type',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
];
const formats = ['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri'];
const unsayable = [
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
  'minContains',
  'maxContains',
  '$dynamicRef',
  '$recursiveRef',
];

/**
 * The model for API Gateway of the schema that the function's validator comes from. What draft-04 cannot say is left out and
 * listed, so that the model is never stricter: the function has the last word.
 */
export function toGatewayModel(
  schema: unknown,
  options: Pick<CompileOptions, 'dialect' | 'schemas'> = {},
): GatewayModel {
  const { registry, root } = openSchema(schema, options);
  const converter = new Converter(registry, root);
  const { $schema: _, ...body } = converter.convert(root);
  const definitions = converter.definitions();
  const hasDefinitions = Object.keys(definitions).length > 0;
  const model = { $schema: `${metaSchemaUri('draft-04')}#`, ...body, ...(hasDefinitions && { definitions }) };
  return { model, dropped: converter.dropped };
}

class Converter {
  dropped: SchemaProblem[] = [];
  readonly #registry: Registry;
  readonly #root: SchemaNode;
  readonly #names = new Map<Schema, string>();
  readonly #definitions = new Map<string, Model>();

  constructor(registry: Registry, root: SchemaNode) {
    this.#registry = registry;
    this.#root = root;
  }

  definitions(): Model {
    return Object.fromEntries(this.#definitions);
  }

  convert(node: SchemaNode): Model {
    if (typeof node.schema === 'boolean') return node.schema ? {} : { not: {} };
    const { dialect } = node.resource;
    const alone = refStandsAlone(dialect) && typeof node.schema['$ref'] === 'string';
    if (alone) return this.#toReference(node.schema['$ref'], node)[0] ?? {};
    const schema = dialect.hasValidation ? node.schema : toUnvalidated(node.schema);
    const own = (keyword: string): unknown => (Object.hasOwn(schema, keyword) ? schema[keyword] : undefined);
    const model: Model = Object.fromEntries(
      kept.filter((keyword) => own(keyword) !== undefined).map((k) => [k, own(k)]),
    );
    const extra: Model[] = [...this.#toReference(own('$ref'), node), ...this.#toCondition(schema, node)];
    Object.assign(model, toBounds(schema), toValues(schema), this.#toArray(schema, node), this.#toObject(schema, node));
    if (formats.includes(String(own('format')))) model['format'] = own('format');
    else if (own('format') !== undefined) this.#drop(node, 'format');
    for (const keyword of ['allOf', 'anyOf'] as const) {
      const list = this.#all(own(keyword), node, keyword);
      if (list.length > 0) model[keyword] = list;
    }
    this.#addOneOf(model, own('oneOf'), node);
    const not = this.#exact(own('not'), node, 'not');
    if (not !== undefined) model['not'] = not;
    for (const keyword of unsayable) if (own(keyword) !== undefined) this.#drop(node, keyword);
    return extra.length === 0 ? model : join(model, extra);
  }

  #drop(node: SchemaNode, keyword: string): void {
    this.dropped.push({ place: node.place, keyword, reason: 'cannot be said in draft-04' });
  }

  #one(value: unknown, node: SchemaNode, pointer: string): Model | undefined {
    return isSchema(value) ? this.convert(this.#registry.nodeAt(value, node, pointer)) : undefined;
  }

  #all(values: unknown, node: SchemaNode, keyword: string): readonly Model[] {
    const list: readonly unknown[] = Array.isArray(values) ? values : [];
    return list.flatMap((value, i): Model | readonly Model[] => this.#one(value, node, `${keyword}/${i}`) ?? []);
  }

  #map(values: unknown, node: SchemaNode, keyword: string): Model {
    return Object.fromEntries(
      Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) => {
        const model = this.#one(value, node, `${keyword}/${name}`);
        return model === undefined ? [] : [[name, model]];
      }),
    );
  }

  /** Under a negation a looser schema is a stricter one: it is said whole, or not at all. */
  #exact(value: unknown, node: SchemaNode, keyword: string): Model | undefined {
    const before = this.dropped.length;
    const model = this.#one(value, node, keyword);
    if (this.dropped.length === before) return model;
    this.#drop(node, keyword);
    return undefined;
  }

  #addOneOf(model: Model, values: unknown, node: SchemaNode): void {
    const before = this.dropped.length;
    const list = this.#all(values, node, 'oneOf');
    if (list.length === 0) return;
    if (this.dropped.length === before) model['oneOf'] = list;
    else model['allOf'] = [...((model['allOf'] as Model[] | undefined) ?? []), { anyOf: list }];
  }

  #toReference(reference: unknown, node: SchemaNode): readonly Model[] {
    if (typeof reference !== 'string') return [];
    const target = this.#registry.resolve(reference, node, '$ref');
    if (target.schema === this.#root.schema) return [{ $ref: '#' }];
    const known = this.#names.get(target.schema) ?? this.#name(target);
    return [{ $ref: `#/definitions/${known}` }];
  }

  #name(target: SchemaNode): string {
    const base = /[^/#]*$/.exec(target.place)?.[0].replace(/[^A-Za-z0-9]/g, '') || 'Schema';
    let name = base;
    for (let i = 2; this.#definitions.has(name); i++) name = `${base}${i}`;
    this.#names.set(target.schema, name);
    this.#definitions.set(name, {});
    this.#definitions.set(name, this.convert(target));
    return name;
  }

  /** Implications, for draft-04 has no `if`. */
  #toCondition(schema: JsonObject, node: SchemaNode): readonly Model[] {
    if (schema['if'] === undefined || (schema['then'] === undefined && schema['else'] === undefined)) return [];
    const condition = this.#exact(schema['if'], node, 'if');
    if (condition === undefined) return [];
    const [then, otherwise] = [this.#one(schema['then'], node, 'then'), this.#one(schema['else'], node, 'else')];
    return [
      ...(then === undefined ? [] : [{ anyOf: [{ not: condition }, then] }]),
      ...(otherwise === undefined ? [] : [{ anyOf: [condition, otherwise] }]),
    ];
  }

  #toArray(schema: JsonObject, node: SchemaNode): Model {
    const tuple = schema['prefixItems'] ?? (Array.isArray(schema['items']) ? schema['items'] : undefined);
    const rest = schema['prefixItems'] === undefined && tuple !== undefined ? 'additionalItems' : 'items';
    const model: Model = {};
    if (tuple !== undefined) model['items'] = this.#all(tuple, node, rest === 'items' ? 'prefixItems' : 'items');
    const others = schema[rest];
    const name = tuple === undefined ? 'items' : 'additionalItems';
    if (isSchema(others)) model[name] = others === false && tuple !== undefined ? false : this.#one(others, node, rest);
    return model;
  }

  #toObject(schema: JsonObject, node: SchemaNode): Model {
    const model: Model = {};
    const required = schema['required'];
    if (Array.isArray(required) && required.length > 0) model['required'] = required;
    for (const keyword of ['properties', 'patternProperties']) {
      if (schema[keyword] !== undefined) model[keyword] = this.#map(schema[keyword], node, keyword);
    }
    const additional = schema['additionalProperties'];
    if (additional !== undefined)
      model['additionalProperties'] =
        typeof additional === 'boolean' ? additional : this.#one(additional, node, 'additionalProperties');
    const dependencies = this.#toDependencies(schema, node);
    if (Object.keys(dependencies).length > 0) model['dependencies'] = dependencies;
    const item = this.#toContained(schema, node);
    return item === undefined ? model : { ...model, ...item };
  }

  #toDependencies(schema: JsonObject, node: SchemaNode): Model {
    const lists = ['dependentRequired', 'dependencies'].flatMap((keyword) =>
      Object.entries(isObject(schema[keyword]) ? schema[keyword] : {}).filter(
        ([, v]) => Array.isArray(v) && v.length > 0,
      ),
    );
    const schemas = ['dependentSchemas', 'dependencies'].map((keyword) => this.#map(schema[keyword], node, keyword));
    return Object.assign(Object.fromEntries(lists), ...schemas) as Model;
  }

  /** Some item is one: it is not so that none is. */
  #toContained(schema: JsonObject, node: SchemaNode): Model | undefined {
    if (schema['contains'] === undefined || schema['minContains'] === 0) return undefined;
    const before = this.dropped.length;
    const item = this.#one(schema['contains'], node, 'contains');
    if (this.dropped.length > before || schema['not'] !== undefined) {
      this.#drop(node, 'contains');
      return undefined;
    }
    return { not: { type: 'array', items: { not: item } } };
  }
}

/** Beside a `$ref` nothing counts in draft-04. */
function join(model: Model, extra: readonly Model[]): Model {
  if (Object.keys(model).length === 0 && extra.length === 1) return extra[0] ?? {};
  const { allOf, ...rest } = model;
  return { ...rest, allOf: [...((allOf as Model[] | undefined) ?? []), ...extra] };
}

/** Bounds that exclude themselves: numbers since draft-06, flags before. */
function toBounds(schema: JsonObject): Model {
  const model: Model = {};
  for (const [keyword, exclusive, sign] of [
    ['minimum', 'exclusiveMinimum', 1],
    ['maximum', 'exclusiveMaximum', -1],
  ] as const) {
    const [bound, strict] = [schema[keyword], schema[exclusive]];
    const isStrict = typeof strict === 'number' && (typeof bound !== 'number' || sign * strict >= sign * bound);
    if (isStrict) Object.assign(model, { [keyword]: strict, [exclusive]: true });
    else if (bound !== undefined)
      Object.assign(model, { [keyword]: bound, ...(strict === true && { [exclusive]: true }) });
  }
  return model;
}

function toValues(schema: JsonObject): Model {
  const values = schema['enum'];
  if (!Object.hasOwn(schema, 'const')) return Array.isArray(values) && values.length > 0 ? { enum: values } : {};
  return { enum: [schema['const']] };
}

const toUnvalidated = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isAssertion(keyword)));
