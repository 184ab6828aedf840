import { findResource } from '../../app/follow-value.ts';
import { resolveText } from '../../app/resolve-value.ts';
import type { Template } from '../../app/application.ts';
import type { Value } from '../../app/value.ts';
import { findEntry } from '../../app/value.ts';
import type { Templates } from '../../app/resolve-value.ts';

const FUNCTION = new Set(['AWS::Lambda::Function', 'AWS::Serverless::Function']);
const QUALIFIED = new Set(['AWS::Lambda::Alias', 'AWS::Lambda::Version']);
const MAX_DEPTH = 12;

/** A function by its template and logical id. */
export interface FunctionKey {
  readonly template: string;
  readonly id: string;
}

/** The templates of a tree with the functions that have a name of their own. */
export interface FunctionLookup extends Templates {
  readonly byName: ReadonlyMap<string, readonly FunctionKey[]>;
}

/** Prepares to find functions in values of these templates. */
export function createFunctionLookup(templates: readonly Template[]): FunctionLookup {
  const byName = new Map<string, FunctionKey[]>();
  for (const template of templates) {
    for (const { id, type, properties } of template.resources.values()) {
      const name = FUNCTION.has(type) ? findEntry(properties, 'FunctionName') : undefined;
      const text = name === undefined ? undefined : resolveText(name, template, { templates });
      if (text !== undefined) byName.set(text, [...(byName.get(text) ?? []), { template: template.file, id }]);
    }
  }
  return { templates, byName };
}

/** The key as text, for maps. */
export const toFunctionKey = (key: FunctionKey): string => `${key.template}\n${key.id}`;

/**
 * The functions that a value names: by `Ref`, by ARN, through an alias or version, within an integration URI, or by the
 * name that the template gives them.
 */
export function findFunctions(
  value: Value,
  template: Template,
  lookup: FunctionLookup,
  depth = 0,
): readonly FunctionKey[] {
  if (depth > MAX_DEPTH) return [];
  const again = (inner: Value): readonly FunctionKey[] => findFunctions(inner, template, lookup, depth + 1);
  switch (value.kind) {
    case 'ref':
    case 'import':
      return findReferenced(value, template, lookup, depth);
    case 'join': {
      const named = value.parts.flatMap(again);
      return named.length > 0 ? named : findNamed(value, template, lookup);
    }
    case 'cond':
      return [...again(value.then), ...again(value.else)];
    case 'list':
      return value.items.flatMap(again);
    case 'map':
      return [...value.entries.values()].flatMap(again);
    case 'literal':
      return findNamed(value, template, lookup);
    default:
      return [];
  }
}

function findReferenced(
  value: Value,
  template: Template,
  lookup: FunctionLookup,
  depth: number,
): readonly FunctionKey[] {
  const found = findResource(value, template, lookup);
  if (found === undefined) return findNamed(value, template, lookup);
  const { resource, template: owner } = found;
  if (FUNCTION.has(resource.type)) return [{ template: owner.file, id: resource.id }];
  const qualified = QUALIFIED.has(resource.type) ? findEntry(resource.properties, 'FunctionName') : undefined;
  return qualified === undefined ? [] : findFunctions(qualified, owner, lookup, depth + 1);
}

const NAME_IN_ARN = /(?:^|:function:)([A-Za-z0-9-_]+)(?::[^:]*)?$/;

/** A function whose `FunctionName` is this text, or stands at the end of this ARN. */
function findNamed(value: Value, template: Template, lookup: FunctionLookup): readonly FunctionKey[] {
  if (lookup.byName.size === 0) return [];
  const last = value.kind === 'join' ? value.parts.at(-1) : undefined;
  const text = resolveText(value, template, lookup) ?? resolveText(last, template, lookup);
  const name = NAME_IN_ARN.exec((text ?? '').replace(/\/invocations$/, ''))?.[1];
  return (name === undefined ? undefined : lookup.byName.get(name)) ?? [];
}
