import { deriveNeeds } from './derive-needs.ts';
import type { Need, NeedCall } from './need.ts';
import { findRule } from './overrides/index.ts';

/** The IAM actions that a call needs, with their targets. Empty for operations that need no permission (`sts:GetCallerIdentity`). */
export function findNeeds(call: NeedCall): readonly Need[] {
  return (findRule(call.service, call.operation) ?? deriveNeeds)(call);
}
