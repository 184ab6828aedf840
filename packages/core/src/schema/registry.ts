import { findDialect, findShape, idKeyword, refStandsAlone, type Dialect, type DialectName } from './dialect.ts';
import { escapeSegment, parsePointer } from './json-pointer.ts';
import { findMetaSchema } from './meta-schema.ts';
import { toBadSchema } from './schema-error.ts';
import { readFragment, resolveUri } from './uri.ts';

export type JsonObject = Readonly<Record<string, unknown>>;
export type Schema = boolean | JsonObject;

/** A schema with an identity of its own: a document, or a part of one that carries an `$id`. */
export interface Resource {
  readonly uri: string;
  readonly dialect: Dialect;
  readonly root: SchemaNode;
  readonly anchors: Map<string, SchemaNode>;
  /** Anchors that a `$dynamicRef` may find; the empty name stands for `$recursiveAnchor`. */
  readonly dynamicAnchors: Map<string, SchemaNode>;
}

/** A schema at its place. */
export interface SchemaNode {
  readonly schema: Schema;
  readonly resource: Resource;
  /** See `SchemaProblem`. */
  readonly place: string;
}

/** Deeper schemas are mistakes or attacks. */
export const MAX_DEPTH = 256;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isObject(value);

/** Every schema that can be reached, by its URI, and by its object. */
export class Registry {
  readonly #resources = new Map<string, Resource>();
  readonly #nodes = new Map<object, SchemaNode>();
  readonly #documents: ReadonlyMap<string, Schema>;
  readonly #fallback: DialectName;

  constructor(documents: ReadonlyMap<string, Schema>, fallback: DialectName) {
    this.#documents = documents;
    this.#fallback = fallback;
  }

  /** Registers a document and every schema within it. */
  add(schema: Schema, uri: string): SchemaNode {
    const dialect = this.#dialectOf(schema, { name: this.#fallback, hasValidation: true }, `${uri}#`, 0);
    const root = this.#open(schema, uri, dialect, `${uri}#`);
    this.#resources.set(uri, root.resource);
    this.#walk(root, 0);
    return (isObject(schema) ? this.#nodes.get(schema) : undefined) ?? root;
  }

  /** The schema that `reference` means in `from`. Throws where there is none. */
  resolve(reference: string, from: SchemaNode, keyword: string): SchemaNode {
    const uri = resolveUri(from.resource.uri, reference);
    const fragment = readFragment(reference);
    const resource = this.#findResource(uri);
    const found = resource && (fragment === '' ? resource.root : this.#findInside(resource, fragment));
    if (found === undefined)
      throw toBadSchema(from.place, keyword, `names \`${reference}\`, which is in no schema given`);
    return found;
  }

  /** The node of a schema that lies at a place where dialects expect one. */
  nodeAt(schema: Schema, parent: SchemaNode, pointer: string): SchemaNode {
    const known = typeof schema === 'object' ? this.#nodes.get(schema) : undefined;
    return known ?? { schema, resource: parent.resource, place: `${parent.place}/${pointer}` };
  }

  #findResource(uri: string): Resource | undefined {
    const known = this.#resources.get(uri);
    if (known !== undefined) return known;
    const document = this.#documents.get(uri) ?? findMetaSchema(uri);
    if (document === undefined) return undefined;
    return this.add(document, uri).resource;
  }

  #findInside(resource: Resource, fragment: string): SchemaNode | undefined {
    if (!fragment.startsWith('/')) return resource.anchors.get(fragment);
    let node = resource.root;
    let value: unknown = resource.root.schema;
    let pointer = '';
    for (const segment of parsePointer(fragment)) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
      value = (value as JsonObject)[segment];
      pointer += `${pointer === '' ? '' : '/'}${escapeSegment(segment)}`;
      const known = typeof value === 'object' && value !== null ? this.#nodes.get(value) : undefined;
      if (known !== undefined) [node, pointer] = [known, ''];
    }
    if (pointer === '') return node;
    if (!isSchema(value)) return undefined;
    const found: SchemaNode = { schema: value, resource: node.resource, place: `${node.place}/${pointer}` };
    this.#walk(found, 0);
    return found;
  }

  #open(schema: Schema, uri: string, dialect: Dialect, place: string): SchemaNode {
    const resource = { uri, dialect, anchors: new Map(), dynamicAnchors: new Map() } as unknown as Resource;
    const root: SchemaNode = { schema, resource, place };
    return Object.assign(resource, { root }).root;
  }

  #walk(node: SchemaNode, depth: number): void {
    const { schema } = node;
    if (typeof schema === 'boolean') return;
    if (depth > MAX_DEPTH)
      throw toBadSchema(node.place.slice(0, 80), '$schema', `is nested deeper than ${MAX_DEPTH} levels`);
    const own = this.#identify(schema, node);
    this.#nodes.set(schema, own);
    for (const [keyword, value] of Object.entries(schema)) {
      for (const [pointer, child] of findChildren(own.resource.dialect, keyword, value)) {
        if (isObject(child))
          this.#walk({ schema: child, resource: own.resource, place: `${own.place}/${pointer}` }, depth + 1);
      }
    }
  }

  /** Gives a schema its resource and its anchors. */
  #identify(schema: JsonObject, node: SchemaNode): SchemaNode {
    const outer = node.resource.dialect;
    if (refStandsAlone(outer) && typeof schema['$ref'] === 'string') return node;
    const dialect = this.#dialectOf(schema, outer, node.place, 0);
    const id = schema[idKeyword(dialect)];
    const [own, anchor] = typeof id === 'string' ? this.#adopt(schema, node, id, dialect) : [node, ''];
    for (const name of [anchor, schema['$anchor'], schema['$dynamicAnchor']]) {
      if (typeof name === 'string' && name !== '') own.resource.anchors.set(name, own);
    }
    const dynamic = dialect.name === '2020-12' ? schema['$dynamicAnchor'] : undefined;
    if (typeof dynamic === 'string') own.resource.dynamicAnchors.set(dynamic, own);
    if (schema['$recursiveAnchor'] === true && own.resource.root === own) own.resource.dynamicAnchors.set('', own);
    return own;
  }

  /** An `$id` of a fragment alone is an anchor in the drafts before 2019-09. */
  #adopt(schema: JsonObject, node: SchemaNode, id: string, dialect: Dialect): readonly [SchemaNode, string] {
    const anchor = refStandsAlone(dialect) ? readFragment(id) : '';
    if (id.startsWith('#')) return [node, anchor];
    const uri = resolveUri(node.resource.uri, id);
    const isRoot = node.resource.root.schema === schema;
    const own = this.#open(schema, uri, dialect, node.place);
    this.#resources.set(uri, own.resource);
    if (isRoot) this.#resources.set(node.resource.uri, own.resource);
    return [own, anchor];
  }

  #dialectOf(schema: Schema, outer: Dialect, place: string, depth: number): Dialect {
    const uri = isObject(schema) ? schema['$schema'] : undefined;
    if (typeof uri !== 'string') return outer;
    const name = findDialect(uri);
    if (name !== undefined) return { name, hasValidation: true };
    const meta = this.#documents.get(uri.replace(/#$/, ''));
    if (!isObject(meta) || depth > 8)
      throw toBadSchema(place, '$schema', `names \`${uri}\`, which is no known dialect`);
    const parent = this.#dialectOf(meta, outer, place, depth + 1);
    const vocabulary = meta['$vocabulary'];
    if (!isObject(vocabulary)) return parent;
    return { ...parent, hasValidation: Object.keys(vocabulary).some((key) => key.endsWith('/vocab/validation')) };
  }
}

/** The schemas that a keyword holds, each with its pointer from the schema. */
export function findChildren(
  dialect: Dialect,
  keyword: string,
  value: unknown,
): readonly (readonly [string, Schema])[] {
  const shape = findShape(dialect, keyword);
  if (shape === undefined) return [];
  const isList = Array.isArray(value);
  if (shape === 'one' || (shape === 'one-or-list' && !isList)) return isSchema(value) ? [[keyword, value]] : [];
  if (isList !== (shape === 'list' || shape === 'one-or-list') || typeof value !== 'object' || value === null)
    return [];
  const children: (readonly [string, Schema])[] = [];
  for (const [key, child] of Object.entries(value)) {
    if (isSchema(child)) children.push([`${keyword}/${escapeSegment(key)}`, child]);
  }
  return children;
}
