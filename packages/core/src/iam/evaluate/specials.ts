import { isServiceLinkedRole } from './caller.ts';
import type { ReadRequest } from './request.ts';

const ROLE_EDITS: ReadonlySet<string> = new Set(
  [
    'AttachRolePolicy',
    'DeleteRole',
    'DeleteRolePermissionsBoundary',
    'DeleteRolePolicy',
    'DetachRolePolicy',
    'PutRolePermissionsBoundary',
    'PutRolePolicy',
    'UpdateAssumeRolePolicy',
    'UpdateRole',
  ].map((name) => `iam:${name.toLowerCase()}`),
);

const POLICY_EDITS: ReadonlySet<string> = new Set(
  [
    'CreatePolicy',
    'CreatePolicyVersion',
    'DeletePolicy',
    'DeletePolicyVersion',
    'SetDefaultPolicyVersion',
    'TagPolicy',
    'UntagPolicy',
  ].map((name) => `iam:${name.toLowerCase()}`),
);

const ASSUMPTIONS: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:setsourceidentity',
  'sts:tagsession',
]);

/** No policy can deny this: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function isAlwaysAllowed({ action, caller }: ReadRequest): boolean {
  return action === 'sts:getcalleridentity' && caller.kind !== 'anonymous';
}

/** What nobody can change: policies of AWS, and roles linked to services. */
export function isImmutable({ action, resource }: ReadRequest): boolean {
  if (POLICY_EDITS.has(action)) return /^arn:[\w-]+:iam::aws:policy\//.test(resource);
  return ROLE_EDITS.has(action) && isServiceLinkedRole(resource);
}

/**
 * Where a policy of the caller alone never grants: keys (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html) and roles.
 */
export function needsResourcePolicy({ action, resource }: ReadRequest): boolean {
  if (ASSUMPTIONS.has(action)) return /^arn:[\w-]+:iam::[^:]*:role\//.test(resource);
  return action.startsWith('kms:') && /^arn:[\w-]+:kms:[^:]*:[^:]*:key\//.test(resource);
}
