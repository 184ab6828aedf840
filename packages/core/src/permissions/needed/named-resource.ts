import type { Template } from '../../app/application.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { Resource } from '../../app/resource.ts';
import { join, literal, type Value } from '../../app/value.ts';
import type { ResourceTarget } from '../../aws/need.ts';
import { toPatternText } from './print-value.ts';
import { findResourceForm, toCloudFormationType } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The resource of the function's template that a name stands for: the reference to it, or the text (as written, or with
 * parameters put in) that its own name property holds.
 */
export function findNamedResource(name: Value, types: readonly string[], around: Surroundings): Resource | undefined {
  const { template } = around;
  if (name.kind === 'ref') {
    const resource = template.resources.get(name.id);
    if (resource !== undefined) return isOfType(resource, types) ? resource : undefined;
  }
  if (name.kind !== 'literal' && name.kind !== 'join' && name.kind !== 'ref') return undefined;
  const written = toPatternText(name);
  if (written.includes('*')) return undefined;
  const filled = toFilledText(name, template);
  for (const resource of template.resources.values()) {
    if (!isOfType(resource, types)) continue;
    const property = findPhysicalName(resource);
    if (property === undefined) continue;
    if (toPatternText(property) === written || toFilledText(property, template) === filled) return resource;
  }
  return undefined;
}

/** The explicit physical name of a resource, when the template sets one. */
export function findPhysicalName(resource: Resource): Value | undefined {
  const property = findResourceForm(resource.type)?.name;
  const value = property === undefined ? undefined : resource.properties.entries.get(property);
  return value?.kind === 'literal' || value?.kind === 'join' || value?.kind === 'ref' ? value : undefined;
}

const isOfType = (resource: Resource, types: readonly string[]): boolean =>
  types.includes(resource.type) || types.includes(toCloudFormationType(resource.type));

const toFilledText = (value: Value, template: Template): string => toPatternText(resolveValue(value, template));

/** The spellings of a name that a template's name property may have: ARNs lack a leading slash, or add random letters. */
export function toBareNames(name: Value, target: ResourceTarget | undefined): readonly Value[] {
  if (target?.prefix === 'ssm' && name.kind !== 'ref') return [name, join([literal('/'), name])];
  if (target?.prefix === 'secretsmanager' && name.kind === 'literal') {
    return [literal(String(name.value).replace(/-\?{6}$/, ''))];
  }
  return [name];
}
