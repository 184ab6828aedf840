import type { Location } from '../../../app/location.ts';
import { literal, type Value } from '../../../app/value.ts';
import { findIamResourceType } from '../../../aws/actions.ts';
import type { ResourceTarget } from '../../../aws/need.ts';
import type { NeededPermission, NeededResource, NeedOrigin } from '../../function-permissions.ts';
import { toBranches } from '../candidate.ts';
import type { Surroundings } from '../surroundings.ts';
import { ANY_RESOURCE, toResources } from '../to-resources.ts';

/** Why Lambda uses the role. */
export interface ContextReason {
  readonly origin: NeedOrigin;
  /** In a few words: `event source Jobs`. */
  readonly operation: string;
  readonly at: Location;
}

/** Resources of one type (`sqs:queue`) that a value of the template names by ARN; the pattern of the type without a value. */
export function findNamedTargets(type: string, value: Value | undefined, around: Surroundings): NeededResource[] {
  const colon = type.indexOf(':');
  const prefix = type.slice(0, colon);
  const known = findIamResourceType(prefix, type.slice(colon + 1));
  const arn = known?.arns[0] ?? `arn:\${Partition}:${prefix}:\${Region}:\${Account}:\${Resource}`;
  const target: ResourceTarget = {
    kind: 'resource',
    prefix,
    resourceType: type.slice(colon + 1),
    arn,
    names: {},
    cfnTypes: known?.cfnTypes ?? [],
    wholeName: [...arn.matchAll(/\$\{(\w+)\}/g)].at(-1)?.[1] ?? 'Resource',
    wholeForm: 'arn',
  };
  const named = value === undefined ? [] : toBranches(value, []);
  return [...toResources(target, { around, missing: () => {}, ...(named.length === 0 ? {} : { named }) })];
}

/** One need for each action; on `*` when the actions know no resource. */
export function toContextNeeds(
  actions: readonly string[],
  resources: readonly NeededResource[] | '*',
  reason: ContextReason,
): NeededPermission[] {
  return actions.map((action) => ({
    action,
    resources: resources === '*' ? [{ ...ANY_RESOURCE, scope: 'exact' as const }] : resources,
    origin: reason.origin,
    confidence: 'certain' as const,
    calls: [{ at: reason.at, operation: reason.operation }],
  }));
}

/** A resource whose ARN is known as it stands. */
export const toExactResource = (arn: string, expression: unknown, value: Value = literal(arn)): NeededResource => ({
  arn,
  expression,
  value,
  scope: 'exact',
});
