import type { Parameter, Template } from '../app/application.ts';
import { findEntry, literal } from '../app/value.ts';
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
  const parents = findParents(templates);
  return templates.map((template) => {
    const parent = parents.get(template.file);
    if (parent !== undefined) return bindToParent(template, parent);
    const overrides = new Map([...readSamConfig(template.file, host), ...Object.entries(parameters)]);
    return bind(template, (parameter) => {
      const text = overrides.get(parameter.name);
      return text === undefined ? undefined : { ...literal(text), provenance: 'parameter-override' };
    });
  });
}

interface Parent {
  readonly template: Template;
  readonly resource: string;
  readonly parameters: Value | undefined;
}

const STACK_LOCATION: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/** By the file of the nested template; the first stack that deploys it counts. */
function findParents(templates: readonly Template[]): ReadonlyMap<string, Parent> {
  const files = new Set(templates.map((template) => template.file));
  const parents = new Map<string, Parent>();
  for (const template of templates) {
    for (const resource of template.resources.values()) {
      const location = findEntry(resource.properties, STACK_LOCATION[resource.type] ?? '');
      if (location?.kind !== 'literal') continue;
      const file = toRootPath(toDirectory(template.file), String(location.value));
      if (file === undefined || !files.has(file) || file === template.file || parents.has(file)) continue;
      parents.set(file, { template, resource: resource.id, parameters: findEntry(resource.properties, 'Parameters') });
    }
  }
  return parents;
}

function bindToParent(template: Template, parent: Parent): Template {
  const bound = bind(template, (parameter) => findEntry(parent.parameters, parameter.name), parent.template.file);
  return { ...bound, parent: { template: parent.template.file, resource: parent.resource } };
}

function bind(
  template: Template,
  find: (parameter: Parameter) => Value | undefined,
  words: string = template.file,
): Template {
  const parameters = [...template.parameters].map(([name, parameter]): [string, Parameter] => {
    const value = find(parameter);
    return [name, value === undefined ? parameter : { ...parameter, bound: { value, template: words } }];
  });
  return { ...template, parameters: new Map(parameters) };
}
