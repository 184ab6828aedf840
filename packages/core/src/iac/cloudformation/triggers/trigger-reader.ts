import type { Template } from '../../../app/application.ts';
import type { Resource } from '../../../app/resource.ts';
import type { Templates } from '../../../app/resolve-value.ts';
import type { Trigger } from '../../../app/trigger.ts';
import type { FunctionKey } from '../find-functions.ts';

/** A trigger and the functions that it invokes. */
export interface FoundTrigger {
  readonly functions: readonly FunctionKey[];
  readonly trigger: Trigger;
}

/** Reads the triggers that one resource makes. */
export type TriggerReader = (resource: Resource, template: Template, application: Templates) => readonly FoundTrigger[];
