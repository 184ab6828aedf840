import { findDialect, hasKeyword } from './dialect.ts';
import { findChildren, type JsonObject, type Registry, type SchemaNode } from './registry.ts';

/** Every schema that can be reached; the meta-schemas are known to be harmless. */
export function listNodes(registry: Registry, root: SchemaNode): readonly SchemaNode[] {
  const found = new Map<object, SchemaNode>();
  const queue = [root];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node.schema === 'boolean' || found.has(node.schema) || findDialect(node.resource.uri) !== undefined)
      continue;
    found.set(node.schema, node);
    queue.push(...listChildren(registry, node, node.schema));
  }
  return [...found.values()];
}

function listChildren(registry: Registry, node: SchemaNode, schema: JsonObject): readonly SchemaNode[] {
  const { dialect } = node.resource;
  const children = Object.entries(schema).flatMap(([keyword, value]) =>
    findChildren(dialect, keyword, value).map(([pointer, child]) => registry.nodeAt(child, node, pointer)),
  );
  const references = ['$ref', '$recursiveRef', '$dynamicRef'].filter(
    (keyword) => keyword === '$ref' || hasKeyword(dialect, keyword),
  );
  const targets = references.flatMap((keyword) => {
    const reference = schema[keyword];
    return typeof reference === 'string' ? [registry.resolve(reference, node, keyword)] : [];
  });
  return [...children, ...targets];
}
