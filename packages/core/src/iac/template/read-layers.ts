import { findResource } from '../../app/follow-value.ts';
import type { LayerLink } from '../../app/function.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, findText, toBranches } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { findLocalPath } from './local-path.ts';

/** The layers of a function: content directories of those that the tree declares, the rest by value. */
export function readLayers(properties: MapValue, scope: ReadScope): LayerLink[] {
  return toBranches(findEntry(properties, 'Layers')).map(({ value }) => readLayer(value, scope));
}

function readLayer(value: Value, scope: ReadScope): LayerLink {
  const found = findResource(value, scope.template, scope);
  if (found === undefined || !found.resource.type.endsWith('::LayerVersion')) return { kind: 'other', value };
  const { resource, template } = found;
  const content = findEntry(resource.properties, 'ContentUri') ?? findEntry(resource.properties, 'Content');
  if (content === undefined) return { kind: 'other', value };
  const local = findLocalPath(content, { ...scope, template }, resource.at);
  if (local.kind === 'file') return { kind: 'other', value, archive: local.path };
  if (local.kind !== 'directory') return { kind: 'other', value };
  const buildMethod = findText(findEntry(resource.metadata, 'BuildMethod'));
  return {
    kind: 'directory',
    path: local.path,
    id: resource.id,
    ...(buildMethod === undefined ? {} : { buildMethod }),
  };
}
