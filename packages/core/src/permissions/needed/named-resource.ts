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
  const names = readNames(template);
  const found = [...(names.get(written) ?? []), ...(names.get(toFilledText(name, template)) ?? [])];
  return found.find((resource) => isOfType(resource, types));
}

const known = new WeakMap<Template, ReadonlyMap<string, readonly Resource[]>>();

/** Resources by the text of their name property, as written and with parameters put in. */
function readNames(template: Template): ReadonlyMap<string, readonly Resource[]> {
  const before = known.get(template);
  if (before !== undefined) return before;
  const names = new Map<string, Resource[]>();
  for (const resource of template.resources.values()) {
    const property = findPhysicalName(resource);
    if (property === undefined) continue;
    for (const text of new Set([toPatternText(property), toFilledText(property, template)])) {
      names.set(text, [...(names.get(text) ?? []), resource]);
    }
  }
  known.set(template, names);
  return names;
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
