import type { Value } from '../app/value.ts';
import type { RuleContext } from './rule.ts';
import { findReferencedResource, listPlainResources, type PlainResource } from './template-resources.ts';

/** Under these keys stands where something goes that could not be handled or delivered. */
const KEYS: ReadonlySet<string> = new Set([
  'RedrivePolicy',
  'deadLetterTargetArn',
  'DeadLetterConfig',
  'DeadLetterArn',
  'OnFailure',
]);

/** The resources that take what others could not handle. */
export function findDeadLetterTargets(context: RuleContext): ReadonlySet<PlainResource> {
  const found = new Set<PlainResource>();
  for (const resource of listPlainResources(context, /./)) {
    for (const value of listTargets(resource.resource.properties, false)) {
      const target = findReferencedResource(value, resource, context);
      if (target !== undefined) found.add(target);
    }
    if (resource.find('RedriveAllowPolicy') !== undefined) found.add(resource);
  }
  return found;
}

function* listTargets(value: Value, isTarget: boolean): Iterable<Value> {
  if (value.kind === 'ref' && isTarget) yield value;
  if (value.kind === 'map') {
    for (const [key, entry] of value.entries) yield* listTargets(entry, isTarget || KEYS.has(key));
  }
  const inner = value.kind === 'list' ? value.items : value.kind === 'join' ? value.parts : [];
  for (const item of inner) yield* listTargets(item, isTarget);
  if (value.kind === 'cond') {
    yield* listTargets(value.then, isTarget);
    yield* listTargets(value.else, isTarget);
  }
}
