import type { Application, Parameter, Template } from '../../app/application.ts';
import type { Resource } from '../../app/resource.ts';
import { findExport, findStackOutput } from '../../app/follow-value.ts';
import type { ImportValue, RefValue, Value } from '../../app/value.ts';
import { toPatternText } from './print-value.ts';
import { findTemplate } from './surroundings.ts';

/** What a value of a template stands for once parameters, nested stacks and exports are followed. */
export type Meaning =
  | {
      readonly kind: 'resource';
      readonly resource: Resource;
      readonly attribute: string | null;
      readonly template: Template;
    }
  /** A parameter that nothing binds. */
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly template: Template }
  /** Text, possibly with references inside, in the words of `template`. */
  | { readonly kind: 'text'; readonly value: Value; readonly template: Template }
  /** An export that the tree does not hold. */
  | { readonly kind: 'import'; readonly name: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Stacks nest a few levels; more is a cycle. */
const MAX_STEPS = 12;

/** Follows a value to what it stands for. Bounded, so cyclic bindings end as unknown. */
export function findMeaning(value: Value, template: Template, application: Application, steps = 0): Meaning {
  if (steps > MAX_STEPS) return { kind: 'unknown', why: 'the value leads back to itself' };
  switch (value.kind) {
    case 'literal':
    case 'join':
      return { kind: 'text', value, template };
    case 'ref':
      return followRef(value, template, application, steps);
    case 'import':
      return followImport(value, template, application, steps);
    case 'unknown':
      return { kind: 'unknown', why: value.why };
    default:
      return { kind: 'unknown', why: 'the value turns on a condition' };
  }
}

function followRef(value: RefValue, template: Template, application: Application, steps: number): Meaning {
  const resource = template.resources.get(value.id);
  if (resource !== undefined) {
    const output = findStackOutput(value, template, application);
    if (output !== undefined) return findMeaning(output.value, output.template, application, steps + 1);
    return { kind: 'resource', resource, attribute: value.attribute, template };
  }
  const parameter = template.parameters.get(value.id);
  if (parameter === undefined) return { kind: 'text', value, template };
  const bound = parameter.bound;
  const from = bound === undefined ? undefined : findTemplate(application, bound.template);
  if (bound !== undefined && from !== undefined) return findMeaning(bound.value, from, application, steps + 1);
  return { kind: 'parameter', parameter, template };
}

/** Exports of several stacks under one name decide nothing: then the import stays one. */
function followImport(value: ImportValue, template: Template, application: Application, steps: number): Meaning {
  const found = findExport(application, value, template);
  if (found === undefined) return { kind: 'import', name: toPatternText(value.name) };
  return findMeaning(found.export.value, found.template, application, steps + 1);
}
