import type { Template, TemplateExport } from './application.ts';
import { toText } from './expression.ts';
import type { Resource } from './resource.ts';
import type { Templates } from './resolve-value.ts';
import { evaluateCondition, readExpression, resolveText, resolveValue } from './resolve-value.ts';
import type { ImportValue, RefValue, Value } from './value.ts';
import { findEntry } from './value.ts';

/** A value and the template whose words it is in. */
export interface FollowedValue {
  readonly value: Value;
  readonly template: Template;
}

export interface FoundResource {
  readonly resource: Resource;
  readonly template: Template;
  /** `null` for `Ref`. */
  readonly attribute: string | null;
}

const MAX_STEPS = 24;

/**
 * Follows a value through parameters, nested stacks, exports, SSM parameters and decided conditions, into other templates
 * of the same tree, until it names a resource, is constant, or leads no further.
 */
export function followValue(value: Value, template: Template, application: Templates): FollowedValue {
  let current: FollowedValue = { value, template };
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = followOnce(current, application);
    if (next === undefined) break;
    current = next;
  }
  return current;
}

/** The resource that a value names, in whichever template of the tree declares it. */
export function findResource(value: Value, template: Template, application: Templates): FoundResource | undefined {
  const followed = followValue(value, template, application);
  if (followed.value.kind !== 'ref') return undefined;
  const resource = followed.template.resources.get(followed.value.id);
  if (resource === undefined) return undefined;
  return { resource, template: followed.template, attribute: followed.value.attribute };
}

function followOnce(current: FollowedValue, application: Templates): FollowedValue | undefined {
  const { value, template } = current;
  switch (value.kind) {
    case 'ref':
      return followReference(value, template, application);
    case 'import': {
      const found = findExport(application, value, template);
      return found === undefined ? undefined : { value: found.export.value, template: found.template };
    }
    case 'cond': {
      const decided = evaluateCondition(value.condition, template, application);
      return decided === undefined ? undefined : { value: decided ? value.then : value.else, template };
    }
    case 'literal':
      return followDynamicReference(value.value, template, application);
    case 'unknown': {
      if (value.expression === undefined) return undefined;
      const read = readExpression(value.expression, template, application);
      return read.kind === 'unknown' ? undefined : { value: read, template };
    }
    default:
      return undefined;
  }
}

function followReference(value: RefValue, template: Template, application: Templates): FollowedValue | undefined {
  if (value.attribute?.startsWith('Outputs.')) return findStackOutput(value, template, application);
  const parameter = value.attribute === null ? template.parameters.get(value.id) : undefined;
  if (parameter === undefined) return undefined;
  const bound = parameter.bound;
  const owner = application.templates.find((candidate) => candidate.file === bound?.template) ?? template;
  const own = bound?.value ?? parameter.default;
  if (own === undefined) return undefined;
  if (!parameter.type.startsWith('AWS::SSM::Parameter::Value')) return { value: own, template: owner };
  return findStoredParameter(resolveText(own, owner, application), application);
}

/** What `!GetAtt Stack.Outputs.Name` gives: the output of the nested template, whether it is exported as well or not. */
export function findStackOutput(
  value: RefValue,
  template: Template,
  application: Templates,
): FollowedValue | undefined {
  const name = value.attribute === null ? undefined : /^Outputs\.(.+)$/.exec(value.attribute)?.[1];
  const file = name === undefined ? undefined : template.nested?.get(value.id);
  const child = application.templates.find((candidate) => candidate.file === file);
  const output = child?.exports.find((candidate) => candidate.output === name);
  return child === undefined || output === undefined ? undefined : { value: output.value, template: child };
}

const DYNAMIC_REFERENCE = /^\{\{resolve:ssm(?:-secure)?:([^:}]+)(?::[^}]*)?\}\}$/;

function followDynamicReference(value: unknown, template: Template, application: Templates): FollowedValue | undefined {
  const name = typeof value === 'string' ? DYNAMIC_REFERENCE.exec(value)?.[1] : undefined;
  return name === undefined ? undefined : findStoredParameter(name, application);
}

/** The value that an `AWS::SSM::Parameter` of the tree stores under `name`. */
function findStoredParameter(name: string | undefined, application: Templates): FollowedValue | undefined {
  if (name === undefined) return undefined;
  for (const template of application.templates) {
    for (const resource of template.resources.values()) {
      if (resource.type !== 'AWS::SSM::Parameter') continue;
      const value = findEntry(resource.properties, 'Value');
      const own = resolveText(findEntry(resource.properties, 'Name'), template, application);
      if (own === name && value !== undefined) return { value, template };
    }
  }
  return undefined;
}

/** What `Fn::ImportValue` brings in, when exactly one template of the tree exports a value under that name. */
export function findExport(
  application: Templates,
  imported: ImportValue,
  template: Template,
): { readonly export: TemplateExport; readonly template: Template } | undefined {
  const wanted = resolveValue(imported.name, template, application);
  const all = application.templates.flatMap((owner) =>
    owner.exports
      .filter((candidate) => candidate.exported)
      .map((candidate) => ({ export: candidate, template: owner })),
  );
  const named = all.map((found) => ({ found, name: resolveValue(found.export.name, found.template, application) }));
  const exact = named.filter(({ name }) => toText(name) === toText(wanted));
  if (exact.length > 0) return exact.length === 1 ? exact[0]?.found : undefined;
  // The exporting stack's name is known to neither template: `${AWS::StackName}-Table` is imported as `${Stack}-Table`.
  const similar = named.filter(({ name }) => name.kind === 'join' && canBeEqual(name, wanted));
  return similar.length === 1 ? similar[0]?.found : undefined;
}

function canBeEqual(exported: Value, wanted: Value): boolean {
  const parts = (value: Value): readonly Value[] => (value.kind === 'join' ? value.parts : [value]);
  const last = (value: Value): string => {
    const end = parts(value).at(-1);
    return end?.kind === 'literal' ? String(end.value) : '';
  };
  const [short, long] = [last(exported), last(wanted)].toSorted((a, b) => a.length - b.length) as [string, string];
  return short.length > 1 && long.endsWith(short);
}
