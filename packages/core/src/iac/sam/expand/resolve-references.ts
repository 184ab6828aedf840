import type { Json, JsonObject } from './json.ts';
import { isObject, setMember, toText } from './json.ts';

/** Logical ids that references mean after the expansion. */
export interface References {
  /** Resources whose logical id changed: layers. */
  readonly renamed: ReadonlyMap<string, string>;
  /** `Orders.Alias` -> the logical id of what was made. */
  readonly members: ReadonlyMap<string, string>;
}

/** Rewrites every reference to a resource that has another logical id now, in place. */
export function resolveReferences(template: JsonObject, references: References): void {
  const resources = template['Resources'];
  for (const resource of Object.values(isObject(resources) ? resources : {})) {
    const depends = isObject(resource) ? resource['DependsOn'] : undefined;
    const rename = (id: Json): Json => (typeof id === 'string' ? (references.renamed.get(id) ?? id) : id);
    if (!isObject(resource) || depends === undefined) continue;
    resource['DependsOn'] = Array.isArray(depends) ? depends.map(rename) : rename(depends);
  }
  if (references.renamed.size > 0 || references.members.size > 0) visit(template, references);
}

function visit(value: Json, references: References): void {
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [key, item] of entries) {
    if (Array.isArray(value)) value[key as number] = rewrite(item, references);
    else setMember(value, toText(key), rewrite(item, references));
    visit(Array.isArray(value) ? (value[key as number] ?? null) : (value[key] ?? null), references);
  }
}

function rewrite(value: Json, references: References): Json {
  if (!isObject(value) || Object.keys(value).length !== 1) return value;
  const { Ref: id, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value;
  if (typeof id === 'string') value['Ref'] = rewriteName(id, references);
  if (Array.isArray(attribute) && attribute.length > 1 && attribute.every((part) => typeof part === 'string'))
    value['Fn::GetAtt'] = rewriteAttribute(attribute, references);
  if (typeof text === 'string') value['Fn::Sub'] = rewriteText(text, references);
  if (Array.isArray(text) && typeof text[0] === 'string') text[0] = rewriteText(text[0], references);
  return value;
}

function rewriteName(id: string, { renamed, members }: References): string {
  return members.get(id) ?? renamed.get(id) ?? id;
}

/** `[Orders, Alias, Arn]` and `[Orders, Alias.Arn]` say the same. */
function rewriteAttribute(parts: string[], { renamed, members }: References): Json[] {
  const [id = '', name = '', ...rest] = parts.join('.').split('.');
  const member = members.get(`${id}.${name}`);
  if (member !== undefined) return [member, ...rest];
  const own = renamed.get(id);
  return own === undefined ? parts : [own, name, ...rest];
}

function rewriteText(text: string, references: References): string {
  return text.replaceAll(/\$\{([A-Za-z0-9.]+)\}/g, (whole, name: string) => {
    const [id = '', attribute = '', ...rest] = name.split('.');
    const member = references.members.get(`${id}.${attribute}`);
    if (member !== undefined) return `\${${[member, ...rest].join('.')}}`;
    const own = references.renamed.get(id);
    return own === undefined ? whole : `\${${[own, ...name.split('.').slice(1)].join('.')}}`;
  });
}
