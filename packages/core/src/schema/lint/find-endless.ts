import { hasKeyword, refStandsAlone } from '../dialect.ts';
import { findChildren, isObject, type Registry, type SchemaNode } from '../registry.ts';
import type { SchemaProblem } from '../schema-error.ts';
import { findComponents } from './pattern/find-components.ts';

/** Keywords that hold schemas for the same value. */
const inPlace = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'];

/** Schemas that lead back to themselves for the same value: checking one would never end. */
export function findEndless(registry: Registry, nodes: readonly SchemaNode[]): readonly SchemaProblem[] {
  const index = new Map(nodes.map(({ schema }, i) => [schema, i]));
  const next = nodes.map((node) => listInPlace(registry, node).flatMap(({ schema }) => index.get(schema) ?? []));
  const loops = findComponents(next).filter((loop) => loop.length > 1 || next[loop[0] ?? 0]?.includes(loop[0] ?? 0));
  return loops.flatMap((loop) => {
    const node = nodes[Math.min(...loop)];
    return node === undefined
      ? []
      : [{ place: node.place, keyword: '$ref', reason: 'leads back to itself and never ends' }];
  });
}

function listInPlace(registry: Registry, node: SchemaNode): readonly SchemaNode[] {
  const { schema, resource } = node;
  if (!isObject(schema)) return [];
  const reference = schema['$ref'];
  const target = typeof reference === 'string' ? [registry.resolve(reference, node, '$ref')] : [];
  if (target.length > 0 && refStandsAlone(resource.dialect)) return target;
  const children = inPlace
    .filter((keyword) => Object.hasOwn(schema, keyword) && hasKeyword(resource.dialect, keyword))
    .flatMap((keyword) => findChildren(resource.dialect, keyword, schema[keyword]))
    .map(([pointer, child]) => registry.nodeAt(child, node, pointer));
  return [...target, ...children];
}
