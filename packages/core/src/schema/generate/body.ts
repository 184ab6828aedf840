import type { Dialect } from '../dialect.ts';
import { escapeSegment } from '../json-pointer.ts';
import { findChildren, isSchema, type JsonObject, type Schema, type SchemaNode } from '../registry.ts';
import { toBadSchema } from '../schema-error.ts';
import type { Unit } from './unit.ts';

export type Kind = 'any' | 'number' | 'string' | 'array' | 'object' | 'late';

/** A function that is being written: `d` is the value that it checks. */
export interface Body {
  readonly unit: Unit;
  readonly node: SchemaNode;
  readonly schema: JsonObject;
  readonly dialect: Dialect;
  /** The variable that holds what has been evaluated, where an `unevaluated…` keyword asks. */
  readonly notes: string | undefined;
  readonly lines: Readonly<Record<Kind, string[]>>;
}

/** Writes one keyword. */
export type Emit = (value: unknown, body: Body, keyword: string) => void;

export const quote = (value: unknown): string => JSON.stringify(value);

/** A statement that leaves the function unless `condition` holds. */
export const fail = (condition: string, keyword: string): string => `if (${condition}) return no(${quote(keyword)});`;

export const toBadValue = (body: Body, keyword: string, what: string): Error =>
  toBadSchema(body.node.place, keyword, `must be ${what}`);

/** A limit on a length or a number of things. */
export function readCount(value: unknown, body: Body, keyword: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw toBadValue(body, keyword, 'an integer of at least 0');
}

export function readNumber(value: unknown, body: Body, keyword: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw toBadValue(body, keyword, 'a number');
}

export function readStrings(value: unknown, body: Body, keyword: string): readonly string[] {
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) return value;
  throw toBadValue(body, keyword, 'an array of strings');
}

/** The schema that a keyword holds. */
export function readSchema(value: unknown, body: Body, keyword: string): SchemaNode {
  if (!isSchema(value)) throw toBadValue(body, keyword, 'a schema');
  return body.unit.registry.nodeAt(value, body.node, escapeSegment(keyword));
}

export function readSchemas(value: unknown, body: Body, keyword: string): readonly SchemaNode[] {
  if (!Array.isArray(value) || !value.every(isSchema)) throw toBadValue(body, keyword, 'an array of schemas');
  return findChildren(body.dialect, keyword, value).map(([pointer, child]) => toNode(child, body, pointer));
}

/** The schemas that a keyword holds by name. */
export function readSchemaMap(value: unknown, body: Body, keyword: string): readonly (readonly [string, SchemaNode])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw toBadValue(body, keyword, 'an object');
  return Object.entries(value).map(([name, child]) => {
    if (!isSchema(child)) throw toBadValue(body, `${keyword}/${name}`, 'a schema');
    return [name, toNode(child, body, `${keyword}/${escapeSegment(name)}`)];
  });
}

const toNode = (child: Schema, body: Body, pointer: string): SchemaNode =>
  body.unit.registry.nodeAt(child, body.node, pointer);

/** A call for a part of the value, which has notes of its own. */
export const callPart = (node: SchemaNode, body: Body, subject: string): string =>
  body.unit.call(node, body.node, subject, undefined);

/** A call for the whole value; what it evaluates counts here too. */
export const callWhole = (node: SchemaNode, body: Body, notes: string | undefined = body.notes): string =>
  body.unit.call(node, body.node, 'd', notes);
