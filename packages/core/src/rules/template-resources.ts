import type { Application, Template } from '../app/application.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Location } from '../app/location.ts';
import type { Resource } from '../app/resource.ts';
import { followValue } from '../app/follow-value.ts';
import { resolveValue } from '../app/resolve-value.ts';
import type { Value } from '../app/value.ts';
import { findEntry, findText, unknown } from '../app/value.ts';
import type { Report, RuleContext } from './rule.ts';
import { isEverDeployed } from './is-ever-deployed.ts';
import { isMadeByFramework } from './is-made-by-framework.ts';
import { toStep } from './to-step.ts';

/** A plain CloudFormation resource, as it stands in a template or as SAM makes it, with its values resolved as far as they are known. */
export interface PlainResource {
  readonly id: string;
  readonly type: string;
  readonly template: Template;
  readonly resource: Resource;
  /** The value at a path of properties. `undefined` when there is none; a value of kind `unknown` or `cond` when nobody can tell. */
  readonly find: (...path: readonly string[]) => Value | undefined;
  /** The text at a path, when it is known. */
  readonly text: (...path: readonly string[]) => string | undefined;
  /** The place of the value at the longest part of a path that was written, else of the resource. */
  readonly at: (...path: readonly string[]) => Location;
}

interface Known {
  readonly all: readonly PlainResource[];
  readonly byId: ReadonlyMap<Template, ReadonlyMap<string, PlainResource>>;
}

/** Every rule of templates asks, and the answer is the same. */
const known = new WeakMap<Application, Known>();

/** The resources of these types, in every template; none whose condition never holds, and none that a framework made. */
export function listPlainResources(
  { application }: Pick<RuleContext, 'application'>,
  types: RegExp,
): readonly PlainResource[] {
  return findKnown(application).all.filter(({ type }) => types.test(type));
}

function findKnown(application: Application): Known {
  const found = known.get(application);
  if (found !== undefined) return found;
  const byId = new Map(
    application.templates.map((template) => {
      const resources = [...(template.expanded ?? template.resources)];
      return [template, new Map(resources.map(([id, r]) => [id, toPlain(r, template, application)]))] as const;
    }),
  );
  const all = [...byId.values()].flatMap((resources) => [...resources.values()]);
  const made = {
    all: all.filter(
      ({ id, resource, template }) => !isMadeByFramework(id) && isEverDeployed(resource, template, application),
    ),
    byId,
  };
  known.set(application, made);
  return made;
}

function toPlain(resource: Resource, template: Template, application: Application): PlainResource {
  // What an include brings to a function of SAM is not handed on to what is made of it.
  const written = template.resources.get(resource.id);
  const isOpen = written?.type !== resource.type && isIncluding(written?.properties);
  const find = (...path: readonly string[]): Value | undefined => {
    let value: Value | undefined = resource.properties;
    if (isOpen && findEntry(value, path[0] ?? '') === undefined) return unknown(INCLUDED);
    for (const name of path) {
      const inner: Value | undefined = findEntry(value, name);
      if (inner === undefined && isIncluding(value)) return unknown(INCLUDED);
      value = inner === undefined ? undefined : resolveValue(inner, template, application);
      if (value?.kind === 'no-value') return undefined;
      if (value === undefined || value.kind === 'unknown' || value.kind === 'cond') return value;
    }
    return value;
  };
  const at = (...path: readonly string[]): Location => {
    let place = resource.at;
    let value: Value | undefined = resource.properties;
    for (const name of path) {
      const keys: ReadonlyMap<string, Location> | undefined = value?.kind === 'map' ? value.keys : undefined;
      value = findEntry(value, name);
      place = keys?.get(name) ?? value?.at ?? place;
    }
    return place;
  };
  return {
    id: resource.id,
    type: resource.type,
    template,
    resource,
    find,
    text: (...path) => findText(find(...path)),
    at,
  };
}

const INCLUDED = 'an include may bring it';

/** `Fn::Transform` beside other keys: a macro, or `AWS::Include`, puts more there. */
const isIncluding = (value: Value | undefined): boolean => value?.kind === 'map' && value.entries.has('Fn::Transform');

/** The plain resource that a reference of another one names, also in a nested stack, in its parent, or by an export of the tree. */
export function findReferencedResource(
  value: Value | undefined,
  from: PlainResource,
  { application }: Pick<RuleContext, 'application'>,
): PlainResource | undefined {
  if (value?.kind !== 'ref' && value?.kind !== 'import') return undefined;
  const end = followValue(value, from.template, application);
  return end.value.kind === 'ref' ? findKnown(application).byId.get(end.template)?.get(end.value.id) : undefined;
}

/** What stands in a template under an id. */
export function findPlain(
  { id, template }: Pick<LambdaFunction, 'id' | 'template'>,
  { application }: Pick<RuleContext, 'application'>,
): PlainResource | undefined {
  const owner = application.templates.find(({ file }) => file === template);
  return owner === undefined ? undefined : findKnown(application).byId.get(owner)?.get(id);
}

/** The plain resource of a function; none of what SAM refuses, which stays as it is written. */
export function findPlainFunction(
  fn: Pick<LambdaFunction, 'id' | 'template'>,
  context: Pick<RuleContext, 'application'>,
): PlainResource | undefined {
  const found = findPlain(fn, context);
  return found?.type === 'AWS::Lambda::Function' ? found : undefined;
}

/** The function that a property names, also by an alias or a version of it. */
export function findNamedFunction(
  value: Value | undefined,
  from: PlainResource,
  context: Pick<RuleContext, 'application'>,
): PlainResource | undefined {
  const found = findReferencedResource(value, from, context);
  if (found?.type !== 'AWS::Lambda::Alias' && found?.type !== 'AWS::Lambda::Version') return found;
  const target = findReferencedResource(found.find('FunctionName'), found, context);
  return target?.type === 'AWS::Lambda::Function' ? target : found;
}

interface Said {
  readonly at?: Location;
  readonly message: string;
  readonly why: string;
  readonly identity?: readonly string[];
  /** `null` when it is of several functions. Without it, the resource if that is a function. */
  readonly function?: string | null;
}

/** A report on a resource; its way leads from the resource to the place. */
export function toResourceReport({ id, type, resource }: PlainResource, said: Said): Report {
  const at = said.at ?? resource.at;
  const isFunction = type === 'AWS::Lambda::Function';
  const owner = said.function === undefined && isFunction ? id : (said.function ?? undefined);
  return {
    at,
    message: said.message,
    why: said.why,
    resource: id,
    ...(owner === undefined ? {} : { function: owner }),
    trace: [
      toStep(resource.at, `${type.replace(/^AWS::/, '')} ${id}`),
      ...(at === resource.at ? [] : [toStep(at, 'stands here')]),
    ],
    identity: [id, ...(said.identity ?? [])],
  };
}
