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

/**
 * What no policy can deny: asking who one is (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html), and a user's own
 * second factor (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html).
 */
export function isAlwaysAllowed({ action, caller }: ReadRequest): boolean {
  if (action === 'sts:getcalleridentity') return caller.kind !== 'anonymous';
  if (action !== 'sts:getsessiontoken') return false;
  return caller.kind === 'root' || (caller.kind === 'user' && caller.arn.includes(':iam:'));
}

/**
 * Whether a role linked to a service asks. The ARN of its session has lost the path: `aws:PrincipalArn` has it.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp
 */
export function isServiceLinked({ caller, principal, context }: ReadRequest): boolean {
  if (caller.kind !== 'session') return isServiceLinkedRole(principal);
  const [role = '', ...others] = context.get('aws:principalarn') ?? [];
  const isOwn = others.length === 0 && role.split(':')[4] === caller.account && role.endsWith(`/${caller.name}`);
  return isOwn && isServiceLinkedRole(role);
}

/** What nobody can change: policies of AWS, and roles linked to services. */
export function isImmutable({ action, resource }: ReadRequest): boolean {
  if (POLICY_EDITS.has(action)) return /^arn:[\w-]+:iam::aws:policy\//.test(resource);
  return ROLE_EDITS.has(action) && isServiceLinkedRole(resource);
}

/**
 * Whether a role is asked for with credentials of a root user, or with none: `AssumeRole` takes neither, whatever the role trusts.
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function isWithoutOwnCredentials({ action, caller }: ReadRequest): boolean {
  return action === 'sts:assumerole' && (caller.kind === 'root' || caller.kind === 'anonymous');
}

/**
 * Where a policy of the caller alone never grants: keys (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html) and roles.
 */
export function needsResourcePolicy({ action, resource }: ReadRequest): boolean {
  if (ASSUMPTIONS.has(action)) return /^arn:[\w-]+:iam::[^:]*:role\//.test(resource);
  return action.startsWith('kms:') && /^arn:[\w-]+:kms:[^:]*:[^:]*:key\//.test(resource);
}
