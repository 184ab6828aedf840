import type { DocumentNode } from '../../document/document-node.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';

/** Where objects and lists of the template were written. What the expansion makes takes the place of what it is made for. */
const nodes = new WeakMap<object, DocumentNode>();

/** Remembers the node that an object or a list was read from. */
export function setNode(value: object, node: DocumentNode): void {
  nodes.set(value, node);
}

/** The node that a value was read from; `undefined` for scalars and for what nobody wrote. */
export function findNode(value: Json | undefined): DocumentNode | undefined {
  return typeof value === 'object' && value !== null ? nodes.get(value) : undefined;
}

/** A deep copy that knows where its parts were written. */
export function copy<T extends Json>(value: T): T;
export function copy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  const made: Json[] | JsonObject = Array.isArray(value)
    ? value.map((item) => copy(item))
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]));
  return keepNode(made, value);
}

/** `made`, standing where `from` stood. */
export function keepNode<T extends Json[] | JsonObject>(made: T, from: Json | undefined): T {
  const node = findNode(from);
  if (node !== undefined) nodes.set(made, node);
  return made;
}

/** An object with all members of several, later ones first in rank; it stands where the last of them was written. */
export function mergeObjects(...objects: readonly (Json | undefined)[]): JsonObject {
  const made: JsonObject = Object.fromEntries(objects.filter(isObject).flatMap((object) => Object.entries(object)));
  return keepNode(
    made,
    objects.findLast((object) => findNode(object) !== undefined),
  );
}
