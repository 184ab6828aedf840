import { applyIntrinsic, isIntrinsicName } from '../../../app/intrinsic.ts';
import type { Location } from '../../../app/location.ts';
import type { MapValue, Value } from '../../../app/value.ts';
import { literal } from '../../../app/value.ts';
import type { DocumentNode, MappingEntry } from '../../document/document-node.ts';
import { toTarget } from '../../document/document-node.ts';
import type { ValueScope } from '../../document/read-value.ts';
import { toNodeLocation } from '../../document/read-value.ts';
import type { Json, JsonObject } from './json.ts';
import { findNode } from './places.ts';

/**
 * What the expansion made, as a value of the model. What somebody wrote keeps its place; everything else stands at `at` and has
 * the provenance `expansion`.
 */
export function toValue(json: Json, scope: ValueScope, at: Location): Value {
  if (typeof json !== 'object' || json === null) return { ...literal(json), at, provenance: 'expansion' };
  const node = findNode(json);
  const own = node === undefined ? at : toNodeLocation(node, scope);
  const place = node === undefined ? ({ at, provenance: 'expansion' } as const) : { at: own };
  if (Array.isArray(json)) {
    const nodes = node === undefined ? undefined : findItems(node);
    const items = json.map((item, index) => toChild(item, scope, own, nodes?.[index]));
    return { kind: 'list', items, ...place };
  }
  const [name, ...others] = Object.keys(json);
  if (name !== undefined && others.length === 0 && isIntrinsicName(name))
    return { ...applyIntrinsic(name, toValue(json[name] ?? null, scope, own), scope), ...place };
  return { ...toMap(json, node, scope, own), ...place };
}

function toMap(json: JsonObject, node: DocumentNode | undefined, scope: ValueScope, at: Location): MapValue {
  const written = node === undefined ? undefined : findEntries(node);
  const entries = new Map<string, Value>();
  const keys = new Map<string, Location>();
  for (const [key, member] of Object.entries(json)) {
    const entry = written?.get(key);
    entries.set(key, toChild(member, scope, at, entry?.value));
    if (entry !== undefined) keys.set(key, toNodeLocation(entry.key, scope));
  }
  return { kind: 'map', entries, keys };
}

/** A scalar has no identity: it was written when the same one stands at its place. */
function toChild(json: Json, scope: ValueScope, at: Location, node: DocumentNode | undefined): Value {
  const target = node === undefined ? undefined : toTarget(node);
  const isWritten = target?.kind === 'scalar' && target.tag === null && target.value === json;
  if (isWritten && node !== undefined) return { ...literal(target.value), at: toNodeLocation(node, scope) };
  return toValue(json, scope, at);
}

function findEntries(node: DocumentNode): ReadonlyMap<string, MappingEntry> | undefined {
  const target = toTarget(node);
  return target.kind === 'mapping' ? new Map(target.entries.map((entry) => [entry.key.text, entry])) : undefined;
}

function findItems(node: DocumentNode): readonly DocumentNode[] | undefined {
  const target = toTarget(node);
  return target.kind === 'sequence' ? target.items : undefined;
}
