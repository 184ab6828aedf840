import type { Parameter, Template } from '../app/application.ts';
import { toExpression } from '../app/expression.ts';
import type { Resource } from '../app/resource.ts';
import { findEntry, findText, literal, unknown } from '../app/value.ts';
import type { Value } from '../app/value.ts';
import type { Host } from '../host.ts';
import { toDirectory, toRootPath } from '../app/path.ts';
import { readSamConfig } from './read-samconfig.ts';

/**
 * The templates with their parameters bound: by the parent stack of the same tree, else by `parameters`, else by the
 * `samconfig` beside the template.
 */
export function bindParameters(
  templates: readonly Template[],
  host: Host,
  parameters: Readonly<Record<string, string>>,
): readonly Template[] {
  const files = new Set(templates.map((template) => template.file));
  const stacks = templates.flatMap((template) => findNestedStacks(template, files));
  return templates.map((template) => {
    const own = stacks.filter((stack) => stack.template.file === template.file);
    const nested = own.length === 0 ? {} : { nested: new Map(own.map((stack) => [stack.resource, stack.file])) };
    const parents = stacks.filter((stack) => stack.file === template.file);
    if (parents.length > 0) return { ...bindToParents(template, parents), ...nested };
    const usual = new Map(readSamConfig(template.file, host));
    const given = new Map(Object.entries(parameters));
    const bound = bind(template, (parameter) => {
      const sure = given.get(parameter.name);
      const text = sure ?? usual.get(parameter.name);
      if (text === undefined) return undefined;
      const value: Value = { ...literal(text), provenance: 'parameter-override' };
      return { value, template: template.file, ...(sure === undefined ? { isUsual: true } : {}) };
    });
    return { ...bound, ...nested };
  });
}

/** A stack resource whose template stands in the tree. */
interface NestedStack {
  readonly template: Template;
  readonly resource: string;
  readonly file: string;
  readonly parameters: Value | undefined;
}

const STACK_LOCATION: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** What a stack resource says of where its template is. */
export const findLocation = (resource: Resource): Value | undefined =>
  Object.hasOwn(STACK_LOCATION, resource.type)
    ? findEntry(resource.properties, STACK_LOCATION[resource.type] ?? '')
    : undefined;

/** The file that a stack resource deploys, when its template tells it as a path under the root. */
export function findNestedFile(resource: Resource): string | undefined {
  const location = findLocation(resource);
  if (location?.kind !== 'literal' || /^[a-z0-9]+:/.test(String(location.value))) return undefined;
  return toRootPath(toDirectory(resource.template), String(location.value));
}

function findNestedStacks(template: Template, files: ReadonlySet<string>): NestedStack[] {
  return [...template.resources.values()].flatMap((resource) => {
    const file = findKnownFile(resource, files);
    if (file === undefined || file === template.file) return [];
    return [{ template, resource: resource.id, file, parameters: findEntry(resource.properties, 'Parameters') }];
  });
}

/** The nested template among the known ones; a path written as seen from a build folder is found by its end. */
function findKnownFile(resource: Resource, files: ReadonlySet<string>): string | undefined {
  const file = findNestedFile(resource);
  if (file !== undefined && files.has(file)) return file;
  const location = findText(findLocation(resource)) ?? '';
  const end = /^(?:\.\.?\/)+(.+\/.+)$/.exec(location)?.[1];
  const similar = end === undefined ? [] : [...files].filter((known) => `/${known}`.endsWith(`/${end}`));
  return similar.length === 1 ? similar[0] : undefined;
}

function bindToParents(template: Template, stacks: readonly NestedStack[]): Template {
  const [first] = stacks;
  if (first === undefined) return template;
  const bound = bind(template, (parameter) => bindParameter(parameter, first, stacks));
  return { ...bound, parent: { template: first.template.file, resource: first.resource } };
}

/** Two stacks that deploy one template with different values leave the parameter open. */
function bindParameter(parameter: Parameter, first: NestedStack, stacks: readonly NestedStack[]): Parameter['bound'] {
  const values = stacks.map((stack) => findEntry(stack.parameters, parameter.name));
  const texts = new Set(values.map((value) => (value === undefined ? '' : JSON.stringify(toExpression(value)))));
  if (texts.size > 1) {
    return { value: unknown('stacks that share the template give it different values'), template: first.template.file };
  }
  const [value] = values;
  return value === undefined ? undefined : { value, template: first.template.file };
}

function bind(template: Template, find: (parameter: Parameter) => Parameter['bound']): Template {
  const parameters = [...template.parameters].map(([name, parameter]): [string, Parameter] => {
    const bound = find(parameter);
    return [name, bound === undefined ? parameter : { ...parameter, bound }];
  });
  return { ...template, parameters: new Map(parameters) };
}
