import type { Template } from '../../app/application.ts';
import type { LambdaFunction } from '../../app/function.ts';
import type { Resource } from '../../app/resource.ts';
import { join, literal, type Value } from '../../app/value.ts';
import { findPhysicalName } from './named-resource.ts';
import { toCloudFormationType } from './resource-form.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Whether the function's role may not refer to a resource, because the resource itself refers to the function: a bucket that
 * notifies it, a user pool whose trigger it is. CloudFormation refuses such a circle.
 */
export function isCircular(resource: Resource, around: Surroundings): boolean {
  return findRoleUsers(around).some(
    (fn) =>
      fn.triggers.some(
        ({ kind, source }) =>
          (kind === 's3' || kind === 'cognito') && source?.kind === 'ref' && source.id === resource.id,
      ) || findDependents(around.template, fn.id).has(resource.id),
  );
}

/** The functions that run with the same role: a circle through any of them is one. */
function findRoleUsers({ application, function: fn }: Surroundings): readonly LambdaFunction[] {
  const { role, template } = fn;
  if (role.kind !== 'declared') return [fn];
  const others = application.functions.filter(
    (other) => other.template === template && other.role.kind === 'declared' && other.role.id === role.id,
  );
  return others.length === 0 ? [fn] : others;
}

/**
 * The resource's name in words that do not refer to it: its name property, else a pattern of the names that CloudFormation
 * makes, of the stack's name, the logical id and random letters.
 */
export function toUnreferencedName(resource: Resource, around: Surroundings): Value {
  const name = findPhysicalName(resource);
  if (name !== undefined && !refersTo(name, around.template)) return name;
  const id = resource.id.slice(0, 24);
  const type = toCloudFormationType(resource.type);
  // Bucket names are lower case. Ids that AWS makes tell nothing.
  if (type === 'AWS::S3::Bucket') return literal(`*-${id.toLowerCase()}*`);
  return type === 'AWS::Cognito::UserPool' ? literal('*') : join([literal(`*-${id}*`)]);
}

const refersTo = (name: Value, template: Template): boolean =>
  name.kind === 'join'
    ? name.parts.some((part) => refersTo(part, template))
    : name.kind === 'ref' && template.resources.has(name.id);

const known = new WeakMap<Template, Map<string, ReadonlySet<string>>>();

/** The resources that refer to one, directly or through others. */
function findDependents(template: Template, id: string): ReadonlySet<string> {
  const byId = known.get(template) ?? new Map<string, ReadonlySet<string>>();
  known.set(template, byId);
  const before = byId.get(id);
  if (before !== undefined) return before;
  const users = findUsers(template);
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const user of users.get(next) ?? []) {
      if (found.has(user) || user === id) continue;
      found.add(user);
      open.push(user);
    }
  }
  byId.set(id, found);
  return found;
}

const knownUsers = new WeakMap<Template, ReadonlyMap<string, readonly string[]>>();

/** By logical id, the resources whose properties refer to it. */
function findUsers(template: Template): ReadonlyMap<string, readonly string[]> {
  const before = knownUsers.get(template);
  if (before !== undefined) return before;
  const users = new Map<string, string[]>();
  for (const resource of template.resources.values()) {
    const referred = new Set<string>();
    collectReferences(resource.properties, referred, 0);
    for (const id of referred) users.set(id, [...(users.get(id) ?? []), resource.id]);
  }
  knownUsers.set(template, users);
  return users;
}

function collectReferences(value: Value, found: Set<string>, depth: number): void {
  if (depth > 64) return;
  const each = (inner: Value): void => collectReferences(inner, found, depth + 1);
  if (value.kind === 'ref') found.add(value.id);
  else if (value.kind === 'join') value.parts.forEach(each);
  else if (value.kind === 'list') value.items.forEach(each);
  else if (value.kind === 'map') value.entries.forEach(each);
  else if (value.kind === 'cond') [value.then, value.else].forEach(each);
}
