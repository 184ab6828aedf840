import type { Resource } from '../../app/resource.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { emptyMap, findEntry, findText, toItems } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';

/** The `Globals` section that goes with a resource type. */
const SECTIONS: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::Api': 'Api',
  'AWS::Serverless::HttpApi': 'HttpApi',
  'AWS::Serverless::SimpleTable': 'SimpleTable',
  'AWS::Serverless::StateMachine': 'StateMachine',
  'AWS::Serverless::LayerVersion': 'LayerVersion',
};

/** A resource's properties with those that `Globals` gives it; the latter carry the provenance `globals`. */
export function mergeGlobals(resource: Resource, scope: ReadScope): MapValue {
  const section = Object.hasOwn(SECTIONS, resource.type) ? SECTIONS[resource.type] : undefined;
  const globals = section === undefined ? undefined : findEntry(scope.globals, section);
  if (globals?.kind !== 'map') return resource.properties;
  const ignored = toItems(scope.ignoredGlobals.get(resource.id)).map(findText);
  if (ignored.includes('*')) return resource.properties;
  const kept = [...globals.entries].filter(([name]) => !ignored.includes(name));
  const merged = merge({ ...emptyMap, entries: new Map(kept) }, resource.properties);
  return merged.kind === 'map' ? merged : resource.properties;
}

/** Mappings are merged, lists joined with the global items first, anything else is taken from the resource. */
function merge(global: Value, local: Value | undefined): Value {
  if (local === undefined) return markGlobal(global);
  if (global.kind === 'list' && local.kind === 'list') {
    return { ...local, items: [...global.items.map(markGlobal), ...local.items] };
  }
  if (global.kind !== 'map' || local.kind !== 'map') return local;
  const entries = new Map<string, Value>();
  for (const [name, value] of global.entries) entries.set(name, merge(value, local.entries.get(name)));
  for (const [name, value] of local.entries) if (!entries.has(name)) entries.set(name, value);
  return { ...local, entries };
}

const markGlobal = (value: Value): Value => ({ ...value, provenance: 'globals' });
