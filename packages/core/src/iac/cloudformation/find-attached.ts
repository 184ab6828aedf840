import { joinBranches, mergeAlternatives, ofTemplate, toOnlyIf, type Branch } from '../../app/branch.ts';
import { toText } from '../../app/expression.ts';
import { findResource } from '../../app/follow-value.ts';
import { resolveText, type Templates } from '../../app/resolve-value.ts';
import type { Resource } from '../../app/resource.ts';
import type { PolicySource } from '../../app/role.ts';
import type { Template } from '../../app/application.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, toBranches } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';
import { readStatements } from '../template/read-statements.ts';

const ATTACHING = new Set(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']);

/** The policies of the tree that name this role: `AWS::IAM::Policy`, `RolePolicy`, and `ManagedPolicy` with `Roles`. */
export function findAttachedPolicies(role: Resource, scope: ReadScope): PolicySource[] {
  return scope.templates.flatMap((template) =>
    [...template.resources.values()]
      .filter((resource) => ATTACHING.has(resource.type))
      .flatMap((resource) =>
        mergeAlternatives(listBranches(resource, role, template, scope)).flatMap((branches) =>
          readAttached(resource, branches, role),
        ),
      ),
  );
}

/** The branches in which a policy names the role. */
function listBranches(
  policy: Resource,
  role: Resource,
  template: Template,
  scope: ReadScope,
): readonly (readonly Branch[])[] {
  const single = findEntry(policy.properties, 'RoleName');
  const named = [...toBranches(findEntry(policy.properties, 'Roles')), ...toBranches(single)];
  return named.filter(({ value }) => isRole(value, role, template, scope)).map(({ onlyIf }) => onlyIf ?? []);
}

/** True when a value in `template` is the role by reference or by its `RoleName`. */
export function isRole(value: Value, role: Resource, template: Template, scope: Templates): boolean {
  const found = findResource(value, template, scope);
  if (found !== undefined) return found.resource.id === role.id && found.template.file === role.template;
  const owner = scope.templates.find((candidate) => candidate.file === role.template);
  const written = findEntry(role.properties, 'RoleName');
  const name = owner && resolveText(written, owner, scope);
  if (name !== undefined) return resolveText(value, template, scope) === name;
  // What only a deployment knows is one name where a template writes it in the same words.
  return written !== undefined && template === owner && isSameText(toText(written), toText(value));
}

const isSameText = (one: string, other: string): boolean => one === other && !one.includes('${?}');

function readAttached(resource: Resource, branches: readonly Branch[], role: Resource): PolicySource[] {
  const onlyIf = joinBranches(toOwnBranches(resource, role.template), named(branches, resource, role.template));
  if (onlyIf === undefined) return [];
  const rest = { at: resource.at, ...toOnlyIf(onlyIf) };
  return [readPolicyResource(resource, role.template, rest)];
}

/** A policy that is a resource of its own, in the words of the template that holds the role. */
export function readPolicyResource(
  resource: Resource,
  home: string,
  rest: Pick<PolicySource, 'at' | 'onlyIf'>,
): PolicySource {
  const statements = readStatements(findEntry(resource.properties, 'PolicyDocument'), resource.at);
  if (statements === null)
    return { kind: 'unknown', why: `\`${resource.id}\` has no statements`, value: resource.properties, ...rest };
  const name = findEntry(resource.properties, 'PolicyName') ?? findEntry(resource.properties, 'ManagedPolicyName');
  const own = statements.map(({ onlyIf, ...statement }) => ({
    ...statement,
    ...toOnlyIf(named(onlyIf ?? [], resource, home)),
  }));
  if (isOfConnector(resource)) return { kind: 'connector', statements: own, resource: resource.id, ...rest };
  return { kind: 'inline', name: name ?? null, statements: own, resource: resource.id, ...rest, at: resource.at };
}

/** What SAM makes of a connector cannot be edited; in a template that somebody expanded it is a policy like others. */
const isOfConnector = ({ provenance, metadata }: Resource): boolean =>
  provenance === 'expansion' && listConnectors(metadata).length > 0;

/** The connectors of which SAM has made a resource, as its metadata tells. */
export function listConnectors(metadata: MapValue): readonly string[] {
  const connectors = findEntry(metadata, 'aws:sam:connectors');
  return connectors?.kind === 'map' ? [...connectors.entries.keys()] : [];
}

/** A policy that exists under a condition grants under it. */
export const toOwnBranches = (resource: Resource, home: string): readonly Branch[] =>
  resource.condition === undefined ? [] : named([{ condition: resource.condition, holds: true }], resource, home);

/** The conditions of another template than the role's are told with it. */
const named = (branches: readonly Branch[], { template }: Resource, home: string): readonly Branch[] =>
  template === home ? branches : ofTemplate(branches, template);
