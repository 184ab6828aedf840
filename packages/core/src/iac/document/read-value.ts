import type { IntrinsicScope } from '../../app/intrinsic.ts';
import { applyIntrinsic, isIntrinsicName } from '../../app/intrinsic.ts';
import type { Location } from '../../app/location.ts';
import { toLocation } from '../../app/location.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { emptyMap, literal } from '../../app/value.ts';
import type { DocumentNode, DocumentOrigin, MappingNode } from './document-node.ts';
import { toTarget } from './document-node.ts';

/** Where the nodes of one document stand and what its intrinsic functions may look at. */
export interface ValueScope extends IntrinsicScope, DocumentOrigin {}

/** The place of a node: of an alias where it is used. */
export function toNodeLocation(node: DocumentNode, scope: DocumentOrigin): Location {
  const { file, lineStarts } = node.origin ?? scope;
  return toLocation(file, lineStarts, node.start, node.end);
}

/** Reads a node as a value: intrinsic functions, in long form and as tags, become references, joins and conditions. */
export function readValue(node: DocumentNode, scope: ValueScope): Value {
  const at = toNodeLocation(node, scope);
  const target = toTarget(node);
  const name = target.tag === null ? null : toLongName(target.tag);
  if (name === null) return { ...readContent(target, scope), at };
  const argument = readContent(target, scope);
  if (!isIntrinsicName(name)) return { kind: 'map', entries: new Map([[name, { ...argument, at }]]), at };
  return {
    ...applyIntrinsic(
      name,
      name === 'Ref' && argument.kind === 'literal' ? literal(String(argument.value)) : argument,
      scope,
    ),
    at,
  };
}

/** Reads a node as a mapping; anything else counts as an empty one. */
export function readMap(node: DocumentNode | undefined, scope: ValueScope): MapValue {
  if (node === undefined) return emptyMap;
  const value = readValue(node, scope);
  return value.kind === 'map' ? value : emptyMap;
}

/** The properties of a resource. Where an include or a macro brings all of them, the map holds that alone, under its name. */
export function toProperties(value: Value): MapValue {
  if (value.kind === 'map') return value;
  const expression = value.kind === 'unknown' ? value.expression : undefined;
  const isIncluded = typeof expression === 'object' && expression !== null && 'Fn::Transform' in expression;
  return isIncluded ? { kind: 'map', entries: new Map([['Fn::Transform', value]]) } : emptyMap;
}

/** `!Sub` -> `Fn::Sub`; YAML's own tags name no function. */
export function toLongName(tag: string): string | null {
  if (!tag.startsWith('!') || tag.startsWith('!!') || tag === '!') return null;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function readContent(node: ReturnType<typeof toTarget>, scope: ValueScope): Value {
  switch (node.kind) {
    case 'scalar':
      return literal(node.value);
    case 'sequence':
      return { kind: 'list', items: node.items.map((item) => readValue(item, scope)) };
    case 'mapping':
      return readMapping(node, scope);
  }
}

function readMapping(node: MappingNode, scope: ValueScope): Value {
  const only = node.entries.length === 1 ? node.entries[0] : undefined;
  if (only !== undefined && isIntrinsicName(only.key.text)) {
    return applyIntrinsic(only.key.text, readValue(only.value, scope), scope);
  }
  const entries = new Map<string, Value>();
  const keys = new Map<string, Location>();
  for (const { key, value } of node.entries) {
    entries.set(key.text, readValue(value, scope));
    keys.set(key.text, toNodeLocation(key, scope));
  }
  return { kind: 'map', entries, keys };
}
