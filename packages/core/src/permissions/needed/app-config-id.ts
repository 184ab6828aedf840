import type { Template } from '../../app/application.ts';
import type { ResourceTarget } from '../../aws/need.ts';
import { literal, ref, type RefValue, type Value } from '../../app/value.ts';
import { toPatternText } from './print-value.ts';

/** Placeholders of AppConfig's ARNs that hold an ID, with the resources of templates that have one. */
const TYPES: Readonly<Record<string, string>> = {
  ApplicationId: 'AWS::AppConfig::Application',
  EnvironmentId: 'AWS::AppConfig::Environment',
  ConfigurationProfileId: 'AWS::AppConfig::ConfigurationProfile',
};

/**
 * AppConfig's API takes names and IDs, its ARNs only IDs: a name is that of the template's resource, or the ID is not known.
 * `undefined` for what is no name of AppConfig.
 */
export function findAppConfigId(
  name: Value,
  target: ResourceTarget,
  placeholder: string,
  template: Template,
): Value | undefined {
  const type = target.prefix === 'appconfig' && Object.hasOwn(TYPES, placeholder) ? TYPES[placeholder] : undefined;
  if (type === undefined) return undefined;
  const told = name.kind === 'ref' ? findTold(name, template) : name;
  if (told?.kind !== 'literal' && told?.kind !== 'join') return undefined;
  const text = toPatternText(told);
  const found = [...template.resources].filter(([, resource]) => {
    const own = resource.type === type ? resource.properties.entries.get('Name') : undefined;
    return (own?.kind === 'literal' || own?.kind === 'join') && toPatternText(own) === text;
  });
  const [only] = found;
  if (found.length === 1 && only !== undefined) return ref(only[0]);
  const isId = told.kind === 'literal' && /^(?=.*\d)[a-z0-9]{4,7}$/.test(String(told.value));
  return isId ? undefined : literal('*');
}

/** What a parameter most likely holds: its default; a name where neither that nor its own name speaks of an ID. */
function findTold({ id, attribute }: RefValue, template: Template): Value | undefined {
  const parameter = attribute === null ? template.parameters.get(id) : undefined;
  if (parameter === undefined) return undefined;
  return parameter.default ?? (/id$/i.test(id) ? undefined : literal('a name'));
}
