import type { Application, Template } from '../app/application.ts';
import type { LambdaFunction } from '../app/function.ts';
import { hasReference } from '../app/has-reference.ts';
import type { Role } from '../app/role.ts';
import type { Resource } from '../app/resource.ts';
import { findEntry, findText, toBranches, type Value } from '../app/value.ts';
import { listConditions } from '../iac/find-circles.ts';
import type { GlobToken } from '../iam/glob.ts';
import type { FunctionAccess } from './compare-access.ts';
import { toLimit } from './deployed-policy.ts';
import { findRoot } from './find-root.ts';
import { findGranted } from './granted/find-granted.ts';
import { listSymbolNames, listUsedNames, MAPPINGS } from './list-used-names.ts';
import { printWords } from './print-words.ts';
import type { Granted } from './granted/granted.ts';
import { createScope, toGrantViews } from './reconcile/role-view.ts';

/**
 * Why a function may do more than before although nothing is allowed that was not: what cannot be read has come, or is written in other
 * words now, the boundary is another one, or a name (a condition, a parameter) means another thing. Errs on the side of telling.
 */
export function findDoubt(before: FunctionAccess | undefined, after: FunctionAccess): string | undefined {
  if (before === undefined) return findUnread(new Set(), after);
  const known = new Set(before.permissions.unresolved.map(toWhat));
  return (
    findUnread(known, after) ??
    findOtherBoundary(before, after) ??
    findOtherWords(before, after) ??
    findOtherNames(before, after)
  );
}

/** What could not be read before, and is gone: it may have given what seems to be new. */
export function findLost(before: FunctionAccess | undefined, after: FunctionAccess): string | undefined {
  return before === undefined ? undefined : findUnread(new Set(after.permissions.unresolved.map(toWhat)), before);
}

const toWhat = ({ what, why }: FunctionAccess['permissions']['unresolved'][number]): string => `${what}: ${why}`;

function findUnread(known: ReadonlySet<string>, { permissions }: FunctionAccess): string | undefined {
  return permissions.unresolved.map(toWhat).find((open) => !known.has(open));
}

/** A boundary that can be read in both versions needs no doubt. */
function findOtherBoundary(before: FunctionAccess, after: FunctionAccess): string | undefined {
  if ([before, after].every((access) => toLimit(access) !== undefined)) return undefined;
  const [old, own] = [before.permissions.role, after.permissions.role];
  if ((old?.boundary ?? null) === null) return undefined;
  const isSame = printWords([old?.boundary, old?.limits]) === printWords([own?.boundary, own?.limits]);
  return isSame ? undefined : 'the role has another permissions boundary, or none';
}

/** What cannot be read, or only by a default, and is written in other words. */
function findOtherWords(before: FunctionAccess, after: FunctionAccess): string | undefined {
  const isSame = printWords(toUnread(before)) === printWords(toUnread(after));
  const open = isSame ? undefined : findOpenPart(before, after);
  if (open !== undefined) return `${open}, and not all is as before`;
  if (!isSame && [before, after].some(hasMacro)) return 'a macro may bring another role';
  if (isSame && printWords(toTrusts(before)) === printWords(toTrusts(after))) return undefined;
  if ([after, before].some(hasOtherRoles)) return 'which role it is turns on a condition of the template';
  return !isSame && hasAssumed([after, before]) ? ASSUMED : undefined;
}

/**
 * A part that cannot be read and that one version alone has: a denial that is gone opens as much as a permission that has come. What both have
 * is compared with all else; nothing is known of a role outside of the template.
 */
function findOpenPart(before: FunctionAccess, after: FunctionAccess): string | undefined {
  const [old, fresh] = [toGranted(before), toGranted(after)];
  const isWhole = [before, after].every(({ permissions: { role } }) => role !== null);
  if (isWhole && isHeld(old, fresh) && isHeld(fresh, old)) return undefined;
  const [open] = [...fresh.unresolved, ...old.unresolved];
  return open === undefined ? undefined : `${open.what}: ${open.why}`;
}

const toGranted = ({ permissions: { function: fn, role }, application }: FunctionAccess): Granted =>
  findGranted(fn, role, application);

const isHeld = ({ unread }: Granted, other: Granted): boolean =>
  unread.every(({ words }) => other.unread.some((one) => one.words === words));

function findOtherNames(before: FunctionAccess, after: FunctionAccess): string | undefined {
  const usedOf = [listUsed(before), listUsed(after)];
  for (const template of after.application.templates) {
    const old = findTemplate(before, template, after);
    if (old === undefined) continue;
    const name = findChanged(old, template, usedOf) ?? findOtherThing(old, template, usedOf);
    if (name !== undefined) return `\`${name}\` of the template means another thing than before`;
  }
  return undefined;
}

/** True where the function has another role in another branch of `Fn::If`, or none that is known. */
const hasOtherRoles = ({ permissions: { function: fn } }: FunctionAccess): boolean =>
  new Set(toBranches(findEntry(fn.properties, 'Role')).map(({ value }) => printWords(value))).size > 1;

const MACRO = 'Fn::Transform';

const hasMacro = ({ permissions: { function: fn } }: FunctionAccess): boolean =>
  findEntry(fn.properties, MACRO) !== undefined;

const ASSUMED = 'it turns on a parameter of which only the default is known';

/** What is allowed by a default may not be, and what is denied by one neither. */
const hasAssumed = (versions: readonly FunctionAccess[]): boolean =>
  versions.some(({ permissions }) => permissions.granted.some(({ isAssumed }) => isAssumed === true));

const toUnread = ({ permissions: { function: fn, role }, application }: FunctionAccess): unknown => [
  findEntry(fn.properties, 'Role'),
  findEntry(fn.properties, MACRO),
  [role, ...listOtherRoles(fn, role, application)].map((one) => [one?.policies, one?.boundary, one?.limits]),
];

const toTrusts = ({ permissions: { function: fn, role }, application }: FunctionAccess): unknown =>
  [role, ...listOtherRoles(fn, role, application)].map((one) => one?.trust);

/** The roles of other branches of `Fn::If`. */
function listOtherRoles(fn: LambdaFunction, own: Role | null, { roles }: Application): readonly Role[] {
  const value = findEntry(fn.properties, 'Role');
  const isNamedThere = ({ id, template }: Role): boolean =>
    value !== undefined && template === fn.template && hasReference(value, (name) => name === id);
  return roles.filter((role) => role !== own && isNamedThere(role));
}

/** The names in all that is written about the roles that a function may have, and in what these lead to. */
function listUsed(access: FunctionAccess): ReadonlySet<string> {
  const { permissions, application } = access;
  const { function: fn, role } = permissions;
  const globs = [role, ...listOtherRoles(fn, role, application)].flatMap((one) => {
    const { granted, limits = [] } = findGranted(fn, one, application);
    const views = toGrantViews([...granted, ...limits], createScope(application, one?.template ?? fn.template));
    return views.flatMap(({ resources }) => resources.flatMap((resource) => resource.globs));
  });
  const ids = new Set(globs.flatMap(({ tokens, when }) => [...tokens.flatMap(toId), ...when.keys()]));
  const written = listUsedNames([toUnread(access), toTrusts(access), permissions.granted]);
  return withMeaning(new Set([...written, ...[...ids].flatMap(listSymbolNames)]), application);
}

const toId = (token: GlobToken): readonly string[] => (token.kind === 'symbol' ? [token.id] : []);

/** With what conditions are made of that are used, and what the parent stacks give to such parameters. */
function withMeaning(used: ReadonlySet<string>, { templates }: Application): ReadonlySet<string> {
  const meanings = new Map<string, string[]>();
  for (const { parameters, conditions } of templates) {
    for (const [name, { bound }] of parameters) addAll(meanings, name, listUsedNames(bound?.value));
    for (const [name, value] of conditions) addAll(meanings, name, [...listUsedNames(value), ...listConditions(value)]);
  }
  const all = new Set(used);
  // Names are added behind those that are looked at, and are looked at as well.
  for (const name of all) for (const more of meanings.get(name) ?? []) all.add(more);
  return all;
}

function addAll(meanings: Map<string, string[]>, name: string, more: Iterable<string>): void {
  const known = meanings.get(name) ?? [];
  for (const one of more) known.push(one);
  meanings.set(name, known);
}

/** A template by its place beside the one that holds all others, which may have another name in each version. */
function findTemplate(before: FunctionAccess, { file }: Template, after: FunctionAccess): Template | undefined {
  const [oldRoot, root] = [before, after].map(({ permissions, application }) =>
    findRoot(permissions.function.template, application),
  ) as [string, string];
  const wanted = file === root ? oldRoot : `${toFolder(oldRoot)}${file.slice(toFolder(root).length)}`;
  return before.application.templates.find((template) => template.file === wanted);
}

const toFolder = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** A name of both versions that means another thing. One that a version does not use, says nothing there. */
function findChanged(old: Template, fresh: Template, usedOf: readonly ReadonlySet<string>[]): string | undefined {
  const isUsed = (name: string): boolean => usedOf.every((used) => used.has(name));
  const isOther = (a: unknown, b: unknown): boolean => printWords(a) !== printWords(b);
  if (usedOf.some((used) => used.has(MAPPINGS)) && isOther(old.mappings, fresh.mappings)) return 'Mappings';
  const conditions = [...new Set([...old.conditions.keys(), ...fresh.conditions.keys()])];
  const changed = conditions.find(
    (name) => isUsed(name) && isOther(old.conditions.get(name), fresh.conditions.get(name)),
  );
  if (changed !== undefined) return changed;
  return [...fresh.parameters.keys()].find((name) => {
    const was = old.parameters.get(name);
    return was !== undefined && isUsed(name) && isOther(toMeaning(was), toMeaning(fresh.parameters.get(name)));
  });
}

/** A name that both versions use, and that was a parameter, a resource of another type, or nothing; or whose values only its maker knows. */
function findOtherThing(old: Template, fresh: Template, usedOf: readonly ReadonlySet<string>[]): string | undefined {
  const names = [old, fresh].flatMap(({ parameters, resources }) => [...parameters.keys(), ...resources.keys()]);
  const toThing = ({ parameters, resources }: Template, name: string): unknown => {
    const resource = resources.get(name);
    if (resource === undefined) return parameters.has(name) ? 'parameter' : 'nothing';
    return [resource.type, isOpaque(resource) ? resource.properties : null];
  };
  return [...new Set(names)].find(
    (name) =>
      usedOf.every((used) => used.has(name)) && printWords(toThing(old, name)) !== printWords(toThing(fresh, name)),
  );
}

/** Resources whose attributes are whatever something else says. */
const isOpaque = ({ type, properties }: Resource): boolean =>
  OPAQUE.test(type) ||
  (STACK.test(type) && !isLocal(findEntry(properties, 'TemplateURL') ?? findEntry(properties, 'Location')));

const OPAQUE = /^(?:Custom::|AWS::CloudFormation::CustomResource$)|::MODULE$/;
const STACK = /^AWS::(?:CloudFormation::Stack|Serverless::Application)$/;

/** What a stack of the application gives is read in its own template. */
const isLocal = (place: Value | undefined): boolean => !/^(?:https?|s3):/i.test(findText(place) ?? 'https:');

type Parameter = Template['parameters'] extends ReadonlyMap<string, infer One> ? One : never;

const toMeaning = (parameter: Parameter | undefined): unknown => [
  parameter?.type,
  parameter?.default,
  parameter?.allowed,
  parameter?.pattern,
  parameter?.bound?.value,
];
