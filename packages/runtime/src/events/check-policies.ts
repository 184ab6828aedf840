import { EventError } from '../errors.ts';
import { isObject } from '../is-object.ts';
import { failPolicy } from './parts/policy.ts';
import type { EventSource } from './parts/source.ts';
import { sources } from './sources.ts';

/** Those that were right. A function has one set of policies for all its life: it is checked once. */
let known: unknown;

/** Policies by the names of sources. Throws an `EventError` for a name that is none, too: a typo opens no door. */
export function checkPolicies(policies: unknown): void {
  if (policies === undefined || policies === known) return;
  if (!isObject(policies)) failPolicy('policy', 'must be an object');
  for (const [name, policy] of Object.entries(policies)) {
    const source: EventSource | undefined = sources.find((one) => one.name === name);
    if (source === undefined) failPolicy(`policy.${name}`, 'is no source');
    try {
      source.checkPolicy(policy as object | undefined);
    } catch (error) {
      throw error instanceof EventError ? new EventError(error.code, ...toWithin(name, error)) : error;
    }
  }
  known = policies;
}

/** What is wrong with the policy of one source, seen from the policies of all. */
const toWithin = (name: string, { path, message }: EventError): [path: string, message: string] =>
  [path, message].map((text) => text.replace('policy', `policy.${name}`)) as [string, string];
