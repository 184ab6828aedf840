import type { Template } from '../../../app/application.ts';
import type { Location } from '../../../app/location.ts';
import type { Resource } from '../../../app/resource.ts';
import type { Templates } from '../../../app/resolve-value.ts';
import type { TriggerKind } from '../../../app/trigger.ts';
import type { MapValue, Value } from '../../../app/value.ts';

/** What a resource invokes, before the functions behind `target` are known. */
export interface TriggerSpec {
  readonly kind: TriggerKind;
  /** Names one function or several: a reference, an ARN, an integration URI, a whole API definition. */
  readonly target: Value;
  readonly source: Value | null;
  readonly properties: MapValue;
  readonly at: Location;
}

export interface TriggerScope {
  readonly template: Template;
  readonly application: Templates;
}

/** Reads the triggers that one resource makes. */
export type TriggerReader = (resource: Resource, scope: TriggerScope) => readonly TriggerSpec[];

/** A trigger of `resource` as a whole; none when it names no target. */
export function toSpecs(
  resource: Resource,
  kind: TriggerKind,
  target: Value | undefined,
  source: Value | null | undefined,
  properties: MapValue = resource.properties,
): TriggerSpec[] {
  if (target === undefined) return [];
  return [{ kind, target, source: source ?? null, properties, at: properties.at ?? resource.at }];
}
