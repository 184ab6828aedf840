import type { Trigger } from '../../app/trigger.ts';
import type { Value } from '../../app/value.ts';

/**
 * What a custom resource hands to its function: its own properties, under `ResourceProperties`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes-create.html).
 * Empty where one of the custom resources leaves the field open.
 */
export function findCustomResourceValues(path: readonly string[], triggers: readonly Trigger[]): readonly Value[] {
  const [head, ...rest] = path;
  const resources = triggers.filter((t) => t.kind === 'custom-resource');
  if ((head !== 'ResourceProperties' && head !== 'OldResourceProperties') || rest.length === 0) return [];
  const found = resources.map((resource) => follow(resource.properties, rest));
  return found.every((values) => values.length > 0) ? found.flat() : [];
}

function follow(value: Value, path: readonly string[]): readonly Value[] {
  const [step, ...rest] = path;
  if (step === undefined)
    return value.kind === 'map' || value.kind === 'list' || value.kind === 'no-value' ? [] : [value];
  if (step === '[]') {
    const items = value.kind === 'list' ? value.items.map((item) => follow(item, rest)) : [];
    return items.every((found) => found.length > 0) ? items.flat() : [];
  }
  const field = value.kind === 'map' ? value.entries.get(step) : undefined;
  return field === undefined ? [] : follow(field, rest);
}
