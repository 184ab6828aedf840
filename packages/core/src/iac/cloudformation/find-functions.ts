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

/** The key as text, for maps. */
export const toFunctionKey = (key: FunctionKey): string => `${key.template}\n${key.id}`;

/**
 * The functions that a value names: by `Ref`, by ARN, through an alias or version, within an integration URI, or by the
 * name that the template gives them.
 */
export function findFunctions(value: Value, template: Template, application: Templates, depth = 0): FunctionKey[] {
  if (depth > MAX_DEPTH) return [];
  const again = (inner: Value): FunctionKey[] => findFunctions(inner, template, application, depth + 1);
  switch (value.kind) {
    case 'ref':
    case 'import':
      return findReferenced(value, template, application, depth);
    case 'join': {
      const named = value.parts.flatMap(again);
      return named.length > 0 ? named : findNamed(value, template, application);
    }
    case 'cond':
      return [...again(value.then), ...again(value.else)];
    case 'list':
      return value.items.flatMap(again);
    case 'map':
      return [...value.entries.values()].flatMap(again);
    case 'literal':
      return findNamed(value, template, application);
    default:
      return [];
  }
}

function findReferenced(value: Value, template: Template, application: Templates, depth: number): FunctionKey[] {
  const found = findResource(value, template, application);
  if (found === undefined) return findNamed(value, template, application);
  const { resource, template: owner } = found;
  if (FUNCTION.has(resource.type)) return [{ template: owner.file, id: resource.id }];
  const qualified = QUALIFIED.has(resource.type) ? findEntry(resource.properties, 'FunctionName') : undefined;
  return qualified === undefined ? [] : findFunctions(qualified, owner, application, depth + 1);
}

const NAME_IN_ARN = /(?:^|:function:)([A-Za-z0-9-_]+)(?::[^:]*)?$/;

/** A function whose `FunctionName` is this text, or stands at the end of this ARN. */
function findNamed(value: Value, template: Template, application: Templates): FunctionKey[] {
  const text = resolveText(
    value.kind === 'join' ? { ...value, parts: value.parts.slice(-3) } : value,
    template,
    application,
  );
  const last = value.kind === 'join' ? resolveText(value.parts.at(-1), template, application) : undefined;
  const name = NAME_IN_ARN.exec((text ?? last ?? '').replace(/\/invocations$/, ''))?.[1];
  if (name === undefined) return [];
  return application.templates.flatMap((owner) =>
    [...owner.resources.values()]
      .filter(
        (r) =>
          FUNCTION.has(r.type) && resolveText(findEntry(r.properties, 'FunctionName'), owner, application) === name,
      )
      .map((r) => ({ template: owner.file, id: r.id })),
  );
}
