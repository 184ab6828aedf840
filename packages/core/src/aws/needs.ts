import type { SdkCall } from '../app/sdk-call.ts';
import type { Need } from './need.ts';

export type { AnyTarget, Need, ResourceTarget, Target } from './need.ts';

/** The IAM actions that a call needs, with their targets. Empty for operations that need no permission (`sts:GetCallerIdentity`). */
export function findNeeds(
  call: Pick<SdkCall, 'service' | 'operation' | 'args' | 'endpoint' | 'region'>,
): readonly Need[] {
  return [{ action: `${call.service}:${call.operation}`, targets: [{ kind: 'any' }] }];
}
