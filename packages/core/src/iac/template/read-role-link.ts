import { findResource, followValue } from '../../app/follow-value.ts';
import type { RoleLink } from '../../app/function.ts';
import { resolveText } from '../../app/resolve-value.ts';
import type { Value } from '../../app/value.ts';
import { findEntry, join, toBranches } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';

/** The role that a `Role` property names: by reference, through other stacks, or by its name within an ARN. */
export function readRoleLink(value: Value, scope: ReadScope): RoleLink {
  const followed = followValue(value, scope.template, scope);
  for (const branch of toBranches(followed.value)) {
    const link = readBranch(branch.value, { ...scope, template: followed.template });
    if (link !== undefined) return link;
  }
  return { kind: 'other', value };
}

function readBranch(value: Value, scope: ReadScope): RoleLink | undefined {
  const found = findResource(value, scope.template, scope);
  if (found !== undefined)
    return toLink(found.resource.type, found.resource.id, found.template.file, found.resource.provenance);
  const name = toRoleName(value);
  if (name === undefined) return undefined;
  const named = findResource(name, scope.template, scope);
  if (named !== undefined)
    return toLink(named.resource.type, named.resource.id, named.template.file, named.resource.provenance);
  const text = resolveText(name, scope.template, scope);
  if (text === undefined) return undefined;
  for (const template of scope.templates) {
    for (const resource of template.resources.values()) {
      if (resource.type !== 'AWS::IAM::Role') continue;
      const own = resolveText(findEntry(resource.properties, 'RoleName'), template, scope);
      if (own === text) return { kind: 'declared', id: resource.id, template: template.file };
    }
  }
  return undefined;
}

function toLink(type: string, id: string, template: string, provenance: string): RoleLink | undefined {
  if (type !== 'AWS::IAM::Role') return undefined;
  return { kind: provenance === 'expansion' ? 'implicit' : 'declared', id, template };
}

/** What follows `role/` (and a path) in an ARN. */
function toRoleName(value: Value): Value | undefined {
  if (value.kind === 'literal') return { ...value, value: String(value.value).replace(/^.*\//, '') };
  if (value.kind !== 'join') return undefined;
  const index = value.parts.findIndex((part) => part.kind === 'literal' && String(part.value).includes(':role/'));
  const head = value.parts[index];
  if (head?.kind !== 'literal') return undefined;
  const rest = String(head.value).replace(/^.*:role\//, '');
  return join([{ kind: 'literal', value: rest.replace(/^.*\//, '') }, ...value.parts.slice(index + 1)]);
}
