import type { Application } from '../../app/application.ts';
import type { CodeFacts } from '../../app/code-facts.ts';
import type { CodeValue } from '../../app/code-value.ts';
import type { LambdaFunction } from '../../app/function.ts';
import type { SdkCall, UnresolvedCode } from '../../app/sdk-call.ts';
import { findNeeds } from '../../aws/needs.ts';
import type { NeededPermission, NeededResource } from '../function-permissions.ts';
import { findContextNeeds } from './context/find-context-needs.ts';
import { findHandedResources } from './handed-variables.ts';
import { mergeNeeded } from './merge-needed.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';
import { ANY_RESOURCE, toResources } from './to-resources.ts';

/** What a function needs, and what may hide further needs. */
export interface Needed {
  readonly needed: readonly NeededPermission[];
  readonly unresolved: readonly UnresolvedCode[];
}

/**
 * Finds what a function needs: the actions of its SDK calls, on the resources that the calls' arguments name in the words
 * of the function's template, and what Lambda itself does with the function's role (`origin` other than `code`).
 */
export function findNeeded(fn: LambdaFunction, facts: CodeFacts, application: Application): Needed {
  const around = createSurroundings(fn, application);
  const unresolved: UnresolvedCode[] = [...facts.unresolved, ...findHandedResources(facts.handed ?? [], around)];
  const fromCode = facts.calls.flatMap((call) => findCallNeeds(call, around, unresolved));
  return { needed: mergeNeeded([...fromCode, ...findContextNeeds(fromCode, around)]), unresolved };
}

/** An emulator on the developer's machine: `http://localhost:8000`, or a container by its name alone. */
const EMULATOR = /^http:\/\/(?:localhost|127\.0\.0\.1|host\.docker\.internal|[\w-]+)(?::\d+)?\/?$/;

const isEmulated = (endpoint: CodeValue | undefined): boolean =>
  endpoint?.kind === 'const' && EMULATOR.test(String(endpoint.value));

function findCallNeeds(call: SdkCall, around: Surroundings, unresolved: UnresolvedCode[]): NeededPermission[] {
  // Credentials of another role need nothing on this one; getting them (sts:AssumeRole) does.
  if (call.credentials === 'other' || isEmulated(call.endpoint)) return [];
  const operation = `${call.service}:${call.operation}`;
  const reported = new Set<string>();
  const missing = (name: string, why: string): void => {
    if (reported.has(name)) return;
    reported.add(name);
    unresolved.push({ what: `resource of ${operation}`, why, at: call.at });
  };
  const context = { around, region: call.region, missing };
  return findNeeds(call)
    .filter((need) => need.optional !== true)
    .map((need) => {
      if (need.guess !== undefined) unresolved.push({ what: `\`${need.action}\``, why: need.guess, at: call.at });
      return {
        action: need.action,
        resources: orAny(need.targets.flatMap((target) => toResources(target, context))),
        origin: call.library === undefined ? ('code' as const) : ('library' as const),
        confidence: need.guess === undefined ? call.confidence : ('possible' as const),
        calls: [{ at: call.at, operation }],
      };
    });
}

/** Should no target fit what the code says, the need stays, on anything. */
const orAny = (resources: readonly NeededResource[]): readonly NeededResource[] =>
  resources.length === 0 ? [ANY_RESOURCE] : resources;
